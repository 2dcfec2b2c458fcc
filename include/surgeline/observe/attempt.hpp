#pragma once

#include <cstdint>
#include <optional>

#include "surgeline/core/time.hpp"
#include "surgeline/observe/evidence.hpp"
#include "surgeline/observe/identity.hpp"

namespace surgeline::observe {

/// One try at a logical request, from `attempt_table::begin` to `attempt_table::end`; small, and copied freely.
struct attempt {
  std::uint32_t ordinal =
      1;  ///< among those of its logical request, from 1; a header's word, or counted
  observe::evidence evidence = evidence::none;
  bool overlaps = false;  ///< another attempt was open when it began: a hedge, or a short timeout
  std::optional<duration> gap{
  };  ///< since the attempt before it ended; empty for the first, and if they overlap
  time_point began{};

  /// False for a guess, which may be wrong: then the ordinal is for counting, and no fault is chosen by it.
  bool has_sure_ordinal() const { return evidence != evidence::fingerprint; }

 private:
  friend class attempt_table;
  static constexpr std::uint32_t no_slot = ~std::uint32_t{0};

  time_point first_began_{};  // of its logical request
  std::uint64_t key_ = 0;     // under which others find it
  std::uint32_t route_ = 0;
  std::uint32_t attempts_ = 1;  // of its logical request until now
  std::uint32_t most_ = 0;
  std::uint32_t slot_ = no_slot;  // of the logical request, if attempts share one
  naming naming_ = naming::nobody;
  bool is_request_ =
      true;  // false for a retry of something that was never seen: no logical request of its own
};

}  // namespace surgeline::observe
