#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// The name of the draws of a fault's windows, in the `stretch`th of its stretches, from 0.
std::uint64_t windows_name(const fault& of, std::size_t stretch);

/// When the faults of a file are in force by its phases and their schedules, from the start of the run as planned. The
/// windows of a fault lie within each unbroken stretch of the phases it is for; without a schedule one is as long as the
/// stretch, and none goes beyond the `ttl`. So is that of a fault whose instances have windows of their own.
class fault_windows {
 public:
  fault_windows(const file& from, std::uint64_t seed);

  /// Slots of the faults in force at a moment, ascending.
  std::vector<std::uint32_t> in_force(time_point at) const;
  /// When that changes next; `never` when it does not.
  time_point next_change(time_point after) const;
  /// The windows of one fault, in order.
  const std::vector<span>& of(std::uint32_t slot) const { return by_slot_[slot]; }

 private:
  std::vector<std::vector<span>> by_slot_;
};

/// A window that its phase ends before it is as long as it is written.
struct cut_window {
  std::uint32_t slot = 0;  ///< of the fault
  duration wanted{}, left{};
};

/// The shortest cut window of each enabled fault whose schedule says when its windows begin (`at`) and for how long.
std::vector<cut_window> cut_windows(const file& from, std::uint64_t seed);

}  // namespace surgeline::scenario
