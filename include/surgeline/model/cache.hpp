#pragma once

#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/sequenced_index.hpp>
#include <boost/multi_index_container.hpp>
#include <cstdint>
#include <optional>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::model {

/// What a cache holds, as keys: at most `size` of them, the least recently asked for gives way, and each lives for its time.
class cache {
 public:
  cache(std::uint32_t size, std::optional<duration> life) : size_(size), life_(life) {}

  /// True when a key is there; it is then the one that was asked for last.
  bool look_up(std::uint32_t key, time_point now);
  /// Puts a key in, or renews it.
  void store(std::uint32_t key, time_point now);
  /// Forgets a share of the keys, each by its own draw; gives how many.
  std::size_t flush(double share, chance dice, std::uint64_t name, std::uint64_t which);
  void clear() { held_.clear(); }
  std::size_t held() const { return held_.size(); }

 private:
  struct entry {
    std::uint32_t key;
    time_point until;
  };
  // The first was asked for last.
  using entries = boost::multi_index_container<
      entry,
      boost::multi_index::indexed_by<
          boost::multi_index::sequenced<>,
          boost::multi_index::hashed_unique<
              boost::multi_index::member<entry, std::uint32_t, &entry::key>>>>;

  std::uint32_t size_;
  std::optional<duration> life_;
  entries held_;
};

}  // namespace surgeline::model
