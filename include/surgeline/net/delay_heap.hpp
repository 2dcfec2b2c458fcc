#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "surgeline/net/clock.hpp"

namespace surgeline::net {

class alarm;
class delay_heap;

/// Whoever is woken by an alarm.
class alarm_handler {
 public:
  /// `now` is at or after the moment that `which` was set to; the alarm is off by then and may be set again.
  /// It may destroy itself and any other alarm.
  virtual void rang(alarm& which, real_time now) = 0;

 protected:
  ~alarm_handler() = default;
};

/// One owner's entry in a delay heap; off until set, off again once it rang.
class alarm {
 public:
  alarm(delay_heap& heap, alarm_handler& handler) : heap_(heap), handler_(handler) {}
  alarm(const alarm&) = delete;
  alarm& operator=(const alarm&) = delete;
  ~alarm() { cancel(); }

  /// Rings at `due` or a little later, in place of what was set before; `real_time::max()` turns it off.
  void set(real_time due);
  void cancel();
  bool is_set() const { return place_ != off; }

 private:
  friend class delay_heap;
  static constexpr std::size_t off = static_cast<std::size_t>(-1);

  delay_heap& heap_;
  alarm_handler& handler_;
  real_time due_{};
  std::size_t place_ = off;  // in the heap
};

/// All alarms of a worker: its loop looks a little after the earliest is due, and then everything due rings.
/// A wake-up costs far more than an entry, so alarms that are near each other share one. Nothing ever rings early.
class delay_heap {
 public:
  /// How long the earliest waits for company.
  static constexpr std::chrono::microseconds slack{100};

  std::size_t size() const { return heap_.size(); }
  /// When it is worth looking whether something is due; max while nothing is set.
  real_time next_look() const {
    return heap_.empty() ? real_time::max() : heap_.front()->due_ + slack;
  }
  /// Rings what is due, so much of it that others get a turn too; `between` is called before each.
  void ring_due(const std::function<void()>& between);

 private:
  friend class alarm;
  static constexpr real_time no_round = real_time::min();

  void insert(alarm& entry);
  void erase(alarm& entry);
  void place(std::size_t at, alarm& entry);
  void sift_up(std::size_t at);
  void sift_down(std::size_t at);

  std::vector<alarm*> heap_;    // a binary heap by due_; every alarm knows its place
  real_time round_ = no_round;  // when the round began in which alarms ring just now
};

}  // namespace surgeline::net
