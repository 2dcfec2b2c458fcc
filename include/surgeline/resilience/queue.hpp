#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "surgeline/config/describe.hpp"

namespace surgeline::resilience {

/// Who is served next.
enum class order : std::uint8_t { fifo };

/// What a full queue does with who comes next.
enum class on_full : std::uint8_t { reject };

/// The waiting room in front of a server's slots.
struct queue_terms {
  std::uint32_t limit = 1024;
  resilience::order order = order::fifo;
  resilience::on_full on_full = on_full::reject;

  static constexpr auto schema() {
    return config::describe(
        "queue",
        "The waiting room in front of a server's slots.",
        config::optional(&queue_terms::limit, "limit", "jobs that may wait"),
        config::optional(&queue_terms::order, "order", "who is served next"),
        config::optional(&queue_terms::on_full, "on_full", "what happens to who finds it full")
    );
  }
  bool operator==(const queue_terms&) const = default;
};

/// A bounded queue: decides who waits, who is turned away and who is next.
template <class Job>
class queue {
 public:
  explicit queue(const queue_terms& terms) : terms_(terms) {}

  /// Takes a job in; false when it is full and turns the job away.
  bool offer(Job job) {
    if (waiting_.size() >= terms_.limit) return false;
    waiting_.push_back(std::move(job));
    return true;
  }
  /// Who is served next; empty when nobody waits.
  std::optional<Job> next() {
    if (waiting_.empty()) return {};
    Job first = std::move(waiting_.front());
    waiting_.pop_front();
    return first;
  }
  std::size_t size() const { return waiting_.size(); }

 private:
  queue_terms terms_;
  std::deque<Job> waiting_;
};

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::order> = std::array{
    named{surgeline::resilience::order::fifo, "fifo", "who came first"},
};

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::on_full> = std::array{
    named{surgeline::resilience::on_full::reject, "reject", "it is refused at once"},
};
