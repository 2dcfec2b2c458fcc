#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/scenario/topology.hpp"

namespace surgeline::model {

/// The users of a closed load: each thinks, asks, waits for the end of it, and thinks again. The first of them are there when only a
/// part is wanted.
class users {
 public:
  /// Nobody asks again sooner than this after he asked, so that a world that refuses at once goes on.
  static constexpr duration least_gap = std::chrono::milliseconds{1};

  users(const scenario::load& what, chance dice);

  /// When the next one asks; `never` while all wait.
  time_point next() const { return due_.empty() ? never : due_.top().first; }
  /// Who that is; he asks now.
  std::uint32_t take();
  /// What he asked for at `asked` is over.
  void over(std::uint32_t user, time_point asked, time_point now);
  /// From `now` on so large a part of them is there; who has asked already hears the end of it.
  void scale(double factor, time_point now);

 private:
  using turn = std::pair<time_point, std::uint32_t>;

  void come(std::uint32_t user, time_point not_before);
  void add(const turn& one);

  scenario::clients who_;
  chance dice_;
  std::uint64_t name_;
  std::uint32_t present_;
  std::vector<std::uint64_t> thought_;  // times, by user
  std::priority_queue<turn, std::vector<turn>, std::greater<>> due_;
  std::vector<turn> away_;
};

}  // namespace surgeline::model
