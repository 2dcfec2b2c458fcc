#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// One enquiry of a file: of a steady state, or of an abort rule, by its index among those.
struct enquirer {
  bool is_abort_rule = false;
  std::uint32_t index = 0;
  const enquiry* asks = nullptr;
};

/// Says when others are asked: at the start of each unbroken stretch of phases that a check watches, and every `every` from
/// then on, as long as it lasts.
class enquiry_round {
 public:
  /// The file must live longer.
  explicit enquiry_round(const file& from);

  /// Whoever is to ask now, by their places in `all`, in a phase (its index in the file); what was missed meanwhile is not
  /// made up for.
  std::vector<std::size_t> due(time_point now, std::size_t phase);
  /// All there are.
  const std::vector<enquirer>& all() const { return all_; }

 private:
  const file& from_;
  std::vector<enquirer> all_;
  std::vector<time_point> next_;  // `never` while nobody watches
};

}  // namespace surgeline::scenario
