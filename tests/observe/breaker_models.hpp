#pragma once

#include <deque>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/observe/breaker_watch.hpp"

/// Breakers as clients have them: what the watch has to guess. They note what they do.
namespace surgeline::observe {

using namespace std::chrono_literals;

/// What all of them have in common: after `reset` the next call is a probe, and its outcome decides.
class model_breaker {
 public:
  explicit model_breaker(duration reset) : reset_(reset) {}
  virtual ~model_breaker() = default;

  /// A call is made: true when it may go out.
  bool fires(time_point now) {
    if (state_ == breaker_state::half_open) return false;  // the probe is out
    if (state_ == breaker_state::open && now < since_ + reset_) {
      counts(now);
      return false;
    }
    counts(now);
    if (state_ == breaker_state::open) move(breaker_state::half_open, now);
    return true;
  }
  void ends(bool failed, time_point began, time_point now) {
    if (state_ == breaker_state::half_open && began >= since_) {
      move(failed ? breaker_state::open : breaker_state::closed, now);
      reopens_ += failed ? 1 : 0;
    } else if (state_ == breaker_state::closed && has_enough(failed, now)) {
      move(breaker_state::open, now);
      reopens_ = 0;
    }
  }

  breaker_state state() const { return state_; }
  time_point since() const { return since_; }
  /// Probes that failed since it opened.
  int reopens() const { return reopens_; }
  const std::vector<transition>& moves() const { return moves_; }

 protected:
  virtual void counts(time_point) {}
  virtual bool has_enough(bool failed, time_point now) = 0;
  virtual void closes() {}

 private:
  void move(breaker_state to, time_point now) {
    moves_.push_back({.from = state_, .to = to, .at = now});
    state_ = to;
    since_ = now;
    if (to == breaker_state::closed) closes();
  }

  duration reset_;
  breaker_state state_ = breaker_state::closed;
  time_point since_{};
  int reopens_ = 0;
  std::vector<transition> moves_;
};

/// Never opens.
class no_breaker : public model_breaker {
 public:
  no_breaker() : model_breaker(1s) {}

 private:
  bool has_enough(bool, time_point) override { return false; }
};

/// cockatiel's ConsecutiveBreaker.
class consecutive_breaker : public model_breaker {
 public:
  consecutive_breaker(duration reset, int threshold)
      : model_breaker(reset), threshold_(threshold) {}

 private:
  bool has_enough(bool failed, time_point) override {
    in_a_row_ = failed ? in_a_row_ + 1 : 0;
    return in_a_row_ >= threshold_;
  }
  void closes() override { in_a_row_ = 0; }

  int threshold_, in_a_row_ = 0;
};

/// opossum: more failures than `threshold` of what was fired in a rolling window, refused calls included; checked at each
/// failure, whose window it keeps when it closes. cockatiel's SamplingBreaker: the same without refused calls, and anew.
class share_breaker : public model_breaker {
 public:
  share_breaker(duration reset, double threshold, duration window, bool is_opossum)
      : model_breaker(reset), threshold_(threshold), window_(window), is_opossum_(is_opossum) {}

 private:
  void counts(time_point now) override {
    if (is_opossum_ || state() == breaker_state::closed) fired_.push_back(now);
  }
  bool has_enough(bool failed, time_point now) override {
    if (failed) failed_.push_back(now);
    for (auto* each : {&fired_, &failed_}) {
      while (!each->empty() && each->front() < now - window_) each->pop_front();
    }
    if (!is_opossum_ && fired_.size() < 10) return false;
    return failed &&
           static_cast<double>(failed_.size()) > threshold_ * static_cast<double>(fired_.size());
  }
  void closes() override {
    if (is_opossum_) return;
    fired_.clear();
    failed_.clear();
  }

  double threshold_;
  duration window_;
  bool is_opossum_;
  std::deque<time_point> fired_, failed_;
};

}  // namespace surgeline::observe
