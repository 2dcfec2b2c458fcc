#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/model/effect_log.hpp"

namespace surgeline::model {

/// A log of records in partitions. Each record comes from a producer under a sequence number, both in its key; a record that
/// comes again is appended again, or, to an idempotent log, acknowledged as it was.
class append_log {
 public:
  /// Where a record went.
  struct place {
    std::uint32_t partition = 0;
    std::uint64_t offset =
        0;  ///< of the record, from 0; of a repeat that was not appended: the next one
    bool repeats = false;  ///< it had been there
    bool appended = true;
    bool operator==(const place&) const = default;
  };

  append_log(std::uint32_t partitions, bool idempotent)
      : next_(partitions), idempotent_(idempotent) {}

  /// A record arrives; without a key (0) it is always new.
  place append(std::uint64_t key) {
    place made{.partition = static_cast<std::uint32_t>(key % next_.size())};
    made.repeats = !known_.enter(key);
    made.appended = !made.repeats || !idempotent_;
    made.offset = next_[made.partition];
    if (made.appended) ++next_[made.partition];
    return made;
  }
  /// Records in a partition.
  std::uint64_t end(std::uint32_t partition) const { return next_[partition]; }

 private:
  std::vector<std::uint64_t> next_;
  bool idempotent_;
  effect_log known_;
};

}  // namespace surgeline::model
