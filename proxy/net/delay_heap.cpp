#include "surgeline/net/delay_heap.hpp"

#include <algorithm>

namespace surgeline::net {
namespace {

/// Alarms that ring between two looks at everything else the worker does.
constexpr int rings_per_turn = 256;

}  // namespace

void alarm::set(real_time due) {
  if (due == real_time::max()) return cancel();
  if (is_set() && due == due_) return;
  cancel();
  due_ = due;
  heap_.insert(*this);
}

void alarm::cancel() {
  if (is_set()) heap_.erase(*this);
}

void delay_heap::insert(alarm& entry) {
  // What is set to the past in the middle of a round rings in the next one: a round has an end.
  if (round_ != no_round) entry.due_ = std::max(entry.due_, round_ + duration{1});
  heap_.push_back(&entry);
  entry.place_ = heap_.size() - 1;
  sift_up(entry.place_);
}

void delay_heap::erase(alarm& entry) {
  const std::size_t hole = entry.place_;
  alarm& last = *heap_.back();
  heap_.pop_back();
  entry.place_ = alarm::off;
  if (&last == &entry) return;
  place(hole, last);
  sift_up(hole);
  sift_down(last.place_);
}

void delay_heap::place(std::size_t at, alarm& entry) {
  heap_[at] = &entry;
  entry.place_ = at;
}

void delay_heap::sift_up(std::size_t at) {
  alarm& rising = *heap_[at];
  while (at > 0) {
    const std::size_t parent = (at - 1) / 2;
    if (heap_[parent]->due_ <= rising.due_) break;
    place(at, *heap_[parent]);
    at = parent;
  }
  place(at, rising);
}

void delay_heap::sift_down(std::size_t at) {
  alarm& sinking = *heap_[at];
  for (;;) {
    std::size_t child = 2 * at + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1]->due_ < heap_[child]->due_) ++child;
    if (sinking.due_ <= heap_[child]->due_) break;
    place(at, *heap_[child]);
    at = child;
  }
  place(at, sinking);
}

void delay_heap::ring_due(const std::function<void()>& between) {
  const real_time now = std::chrono::steady_clock::now();
  round_ = now;
  for (int rings = rings_per_turn; rings > 0; --rings) {
    between();
    if (heap_.empty() || heap_.front()->due_ > now) break;
    alarm& due = *heap_.front();
    erase(due);
    due.handler_.rang(due, now);
  }
  round_ = no_round;
}

}  // namespace surgeline::net
