#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace surgeline::model {

/// What has been done for whom, by the keys of logical requests: what is done twice under one key is a double execution.
/// It remembers the last `most_remembered` keys at least, and twice as many at most.
class effect_log {
 public:
  static constexpr std::size_t most_remembered = 1 << 20;

  explicit effect_log(std::size_t remembered = most_remembered) : remembered_(remembered) {}

  /// Something is done; false when it has been done before. Without a key (0) it is always new.
  bool enter(std::uint64_t key) {
    if (key == 0) return true;
    if (has(key)) return false;
    if (young_.size() >= remembered_) {
      old_ = std::move(young_);
      young_ = {};
    }
    young_.insert(key);
    return true;
  }
  bool has(std::uint64_t key) const { return young_.contains(key) || old_.contains(key); }

 private:
  std::size_t remembered_;
  boost::unordered_flat_set<std::uint64_t> young_, old_;
};

}  // namespace surgeline::model
