#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace surgeline::observe {

/// A hash map with a limit, whose elements may also wait in a line. All it does takes constant time, and after its
/// construction it allocates nothing: so it can be used under a lock. Several elements may have one key. It has about as many
/// buckets as elements, one more or one less at a time (linear hashing; Litwin, 1980), so that few of them are few cache lines.
template <class Value>
class bounded_map {
 public:
  /// Names an element while it is in the map.
  using slot = std::uint32_t;
  static constexpr slot nothing = ~slot{0};

  /// Holds up to `capacity` elements, at least 1.
  explicit bounded_map(std::size_t capacity)
      : buckets_(std::min(capacity, fewest), nothing), capacity_(capacity) {
    assert(capacity >= 1);
    buckets_.reserve(capacity);
    nodes_.reserve(capacity);
  }

  /// The one of this key that came first; `nothing` without one.
  slot find(std::uint64_t key) const {
    slot at = bucket(key);
    while (at != nothing && nodes_[at].key != key) at = nodes_[at].chain;
    return at;
  }
  /// Adds one more, which waits in no line; `nothing` when the map is full.
  slot insert(std::uint64_t key, Value value) {
    if (is_full()) return nothing;
    if (size_ > buckets_.size()) split_bucket();
    const slot one = take();
    node& added = nodes_[one];
    added = {.key = key, .last_alike = one, .value = std::move(value)};
    if (const slot first = find(key); first != nothing) {
      nodes_[nodes_[first].last_alike].alike = one;
      nodes_[first].last_alike = one;
    } else {
      added.chain = std::exchange(bucket(key), one);
    }
    return one;
  }
  /// Takes one away: of several with one key the first only.
  void erase_first(slot one) {
    node& gone = nodes_[one];
    slot* at = &bucket(gone.key);
    while (*at != one) {
      assert(*at != nothing);
      at = &nodes_[*at].chain;
    }
    if (gone.alike == nothing) {
      *at = gone.chain;
    } else {
      node& heir = nodes_[gone.alike];
      heir.chain = gone.chain;
      heir.last_alike = gone.last_alike;
      *at = gone.alike;
    }
    leave_line(one);
    gone.chain = std::exchange(free_, one);
    --size_;
    if (buckets_.size() > fewest && size_ < buckets_.size() / 4) join_buckets();
  }
  /// Puts one that is not in the line at its end.
  void line_up(slot one) {
    node& last = nodes_[one];
    assert(!last.is_in_line);
    last.is_in_line = true;
    last.before = last_;
    last.behind = nothing;
    (last_ == nothing ? first_ : nodes_[last_].behind) = one;
    last_ = one;
  }
  /// Takes one out of the line, if it is in it.
  void leave_line(slot one) {
    node& gone = nodes_[one];
    if (!gone.is_in_line) return;
    gone.is_in_line = false;
    (gone.before == nothing ? first_ : nodes_[gone.before].behind) = gone.behind;
    (gone.behind == nothing ? last_ : nodes_[gone.behind].before) = gone.before;
  }
  /// Who has waited longest in the line; `nothing` when nobody waits.
  slot first_in_line() const { return first_; }

  Value& operator[](slot one) { return nodes_[one].value; }
  const Value& operator[](slot one) const { return nodes_[one].value; }
  std::size_t size() const { return size_; }
  bool is_full() const { return size_ == capacity_; }

 private:
  static constexpr std::size_t fewest = 64;  // buckets

  struct node {
    std::uint64_t key = 0;
    slot chain = nothing;                     // the next key of the bucket; the next free one
    slot alike = nothing;                     // the next of this key
    slot last_alike = nothing;                // the last of this key; right in the first one only
    slot before = nothing, behind = nothing;  // in the line
    bool is_in_line = false;
    Value value{};
  };

  /// The last buckets are those that their half of the numbers does not have yet.
  std::size_t bucket_number(std::uint64_t key) const {
    const std::size_t all = std::bit_ceil(buckets_.size());
    const std::size_t number = key & (all - 1);
    return number < buckets_.size() ? number : number - all / 2;
  }
  slot& bucket(std::uint64_t key) { return buckets_[bucket_number(key)]; }
  slot bucket(std::uint64_t key) const { return buckets_[bucket_number(key)]; }
  /// The bucket that the last one is split from, and joins again.
  std::size_t twin_of_last() const {
    return buckets_.size() - 1 - std::bit_floor(buckets_.size() - 1);
  }
  void split_bucket() {
    buckets_.push_back(nothing);
    slot* at = &buckets_[twin_of_last()];
    while (*at != nothing) {
      const slot one = *at;
      slot& mine = bucket(nodes_[one].key);
      if (&mine != &buckets_.back()) {
        at = &nodes_[one].chain;
      } else {
        *at = nodes_[one].chain;
        nodes_[one].chain = std::exchange(mine, one);
      }
    }
  }
  void join_buckets() {
    slot* at = &buckets_[twin_of_last()];
    while (*at != nothing) at = &nodes_[*at].chain;
    *at = buckets_.back();
    buckets_.pop_back();
  }
  slot take() {
    ++size_;
    if (free_ != nothing) return std::exchange(free_, nodes_[free_].chain);
    nodes_.emplace_back();
    return static_cast<slot>(nodes_.size() - 1);
  }

  std::vector<slot> buckets_;
  std::vector<node> nodes_;                // grows up to the capacity that is reserved
  slot first_ = nothing, last_ = nothing;  // of the line
  slot free_ = nothing;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

}  // namespace surgeline::observe
