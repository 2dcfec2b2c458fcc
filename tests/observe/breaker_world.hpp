#pragma once

#include <cmath>
#include <functional>
#include <queue>
#include <vector>

#include "observe/breaker_models.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/observe/breaker_watch.hpp"

/// A client with a breaker, what it calls, and a watch between them, in virtual time.
namespace surgeline::observe {

/// How calls come.
enum class arrival { poisson, regular, in_batches };

struct world_terms {
  arrival how = arrival::poisson;
  double rate = 100;
  std::uint64_t seed = 1;
  duration service = 5ms;  ///< on average
  outcome failure = outcome::error;
  duration patience = 300ms;  ///< until a cancelled or timed-out attempt ends
  std::function<double(time_point)> load = [](time_point) { return 1.0; };  ///< share of the rate
};

/// A transition that the watch believes in, and when it said so.
struct belief {
  transition what;
  time_point said;
};

class breaker_world {
 public:
  breaker_world(const world_terms& terms, model_breaker& breaker)
      : terms_(terms), breaker_(breaker), dice_(terms.seed) {}

  /// `failing` is the probability at which an attempt fails that begins now.
  template <class Failing, class Over>
  void run(const Failing& failing, const Over& over) {
    next_.push({.when = later(time_point{}), .what = event::call});
    next_.push({.when = time_point{}, .what = event::look});
    while (!over(now_)) {
      const event one = next_.top();
      next_.pop();
      now_ = one.when;
      switch (one.what) {
        case event::call:
          for (int i = 0; i < batch(); ++i) call(failing(now_));
          next_.push({.when = later(now_), .what = event::call});
          break;
        case event::end:
          breaker_.ends(one.became != outcome::ok, one.began, now_);
          watch.end(one.began, one.became, now_, said_);
          break;
        case event::look:
          watch.look(now_, said_);
          next_.push({.when = now_ + 100ms, .what = event::look});
          break;
      }
      for (const transition& each : said_) beliefs.push_back({each, now_});
      said_.clear();
    }
  }

  time_point now() const { return now_; }
  double draw() { return dice_.draw(1, 0, drawn_++); }

  breaker_watch watch;
  std::vector<belief> beliefs;

 private:
  struct event {
    time_point when{};
    enum { call, end, look } what = call;
    time_point began{};
    outcome became = outcome::ok;
    bool operator>(const event& other) const { return when > other.when; }
  };

  int batch() const { return terms_.how == arrival::in_batches ? 10 : 1; }
  time_point later(time_point from) {
    const double mean = batch() / terms_.rate;
    const double gap = terms_.how == arrival::poisson ? -std::log1p(-draw()) * mean : mean;
    return from + from_seconds(gap);
  }
  void call(double failing) {
    if (draw() >= terms_.load(now_) || !breaker_.fires(now_)) return;
    watch.begin(now_, said_);
    const bool fails = draw() < failing;
    const bool waits = fails && terms_.failure != outcome::error;
    const duration takes =
        waits ? terms_.patience : from_seconds(-std::log1p(-draw()) * seconds(terms_.service));
    next_.push({
        .when = now_ + takes,
        .what = event::end,
        .began = now_,
        .became = fails ? terms_.failure : outcome::ok,
    });
  }

  world_terms terms_;
  model_breaker& breaker_;
  chance dice_;
  std::uint64_t drawn_ = 0;
  time_point now_{};
  std::priority_queue<event, std::vector<event>, std::greater<>> next_;
  std::vector<transition> said_;
};

/// How well beliefs fit what happened.
struct fit {
  double happened = 0, believed = 0, matched = 0;
  double recall() const { return matched / happened; }
  double precision() const { return believed == 0 ? 1 : matched / believed; }
};

/// Pairs each transition with the first belief of its kind within `tolerance` that has no other.
inline fit compare(
    const std::vector<transition>& happened,
    const std::vector<belief>& beliefs,
    duration tolerance
) {
  std::vector<transition> left;
  for (const belief& each : beliefs) {
    if (each.what.is_move()) left.push_back(each.what);
  }
  fit result{
      .happened = static_cast<double>(happened.size()),
      .believed = static_cast<double>(left.size()),
  };
  for (const transition& each : happened) {
    for (transition& candidate : left) {
      if (candidate.to != each.to || std::chrono::abs(candidate.at - each.at) > tolerance) continue;
      ++result.matched;
      candidate.to = breaker_state::unknown;
      break;
    }
  }
  return result;
}

}  // namespace surgeline::observe
