#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>

#include "surgeline/core/time.hpp"
#include "surgeline/fault/effect.hpp"
#include "surgeline/fault/token_bucket.hpp"

namespace surgeline::fault {

/// Held while something counts as active; letting go of the last copy frees the seat.
using seat = std::shared_ptr<const void>;

/// What a fault remembers beyond one connection; one for each fault on a proxy. It outlives the plans the fault is in. This
/// one is for a single thread; whoever shares a plan among threads overrides `lock` and `unlock`.
class cell : public std::enable_shared_from_this<cell> {
 public:
  cell() = default;
  cell(const cell&) = delete;
  cell& operator=(const cell&) = delete;
  virtual ~cell() = default;

  /// The ordinal of one more unit, from 1, counted under `key`. Keys that were not seen for long may start again: it keeps
  /// at least the last `kept_keys` / 2.
  std::uint64_t count_unit(std::uint64_t key) {
    const guard one_at_a_time(*this);
    if (const auto known = units_.find(key); known != units_.end()) return ++known->second;
    if (units_.size() >= kept_keys / 2) units_before_ = std::exchange(units_, {});
    const auto before = units_before_.find(key);
    return units_[key] = before == units_before_.end() ? 1 : before->second + 1;
  }
  /// The ordinal of one more unit in its window, from 1, and when that window ends.
  struct place {
    std::uint64_t ordinal = 1;
    time_point ends{};
  };
  /// Counts one more unit under `key`. Its window begins with the first unit under the key that no window before holds.
  place count_in_window(std::uint64_t key, time_point now, duration window) {
    const guard one_at_a_time(*this);
    const place fresh{.ordinal = 0, .ends = after(now, window)};
    if (!windows_.contains(key) && windows_.size() >= kept_keys / 2)
      windows_before_ = std::exchange(windows_, {});
    const auto [known, is_new] = windows_.try_emplace(key, fresh);
    if (const auto before = windows_before_.find(key); is_new && before != windows_before_.end())
      known->second = before->second;
    if (now >= known->second.ends) known->second = fresh;
    ++known->second.ordinal;
    return known->second;
  }
  /// Counts one more hit, unless there were `most` already.
  bool count_hit(std::uint64_t most) {
    const guard one_at_a_time(*this);
    if (hits_ >= most) return false;
    ++hits_;
    return true;
  }
  /// What is counted in seats: units that are hit just now, or connections that are served.
  enum class row : std::uint8_t { active, served };
  /// A seat of so many in a row; null when all are taken.
  seat take_seat(row in, std::uint64_t of) {
    const guard one_at_a_time(*this);
    auto& taken = taken_[static_cast<std::size_t>(in)];
    if (taken >= of) return {};
    ++taken;
    return {this, [in, self = shared_from_this()](const void*) { self->free_seat(in); }};
  }
  /// `token_bucket::passes` of the bucket that all connections share.
  time_point passes(
      direction towards,
      time_point now,
      std::size_t size,
      double rate,
      std::size_t burst
  ) {
    const guard one_at_a_time(*this);
    return buckets_[static_cast<std::size_t>(towards)].passes(now, size, rate, burst);
  }

  static constexpr std::size_t kept_keys = 65'536;

 private:
  virtual void lock() {}
  virtual void unlock() {}
  /// Locks while it exists.
  class guard {
   public:
    explicit guard(cell& of) : of_(of) { of_.lock(); }
    guard(const guard&) = delete;
    guard& operator=(const guard&) = delete;
    ~guard() { of_.unlock(); }

   private:
    cell& of_;
  };

  void free_seat(row in) {
    const guard one_at_a_time(*this);
    --taken_[static_cast<std::size_t>(in)];
  }

  std::unordered_map<std::uint64_t, std::uint64_t> units_, units_before_;
  std::unordered_map<std::uint64_t, place> windows_, windows_before_;
  std::uint64_t hits_ = 0;
  std::array<std::uint64_t, 2> taken_{};
  std::array<token_bucket, 2> buckets_{};
};

/// The cells of the faults of one proxy, by slot: what the plans of a run take over from each other.
class cells {
 public:
  /// Makes cells for a single thread, unless `make` is another maker.
  using maker = std::shared_ptr<cell> (*)();
  explicit cells(maker make = [] { return std::make_shared<cell>(); }) : make_(make) {}

  /// The cell of a slot.
  const std::shared_ptr<cell>& of(std::uint32_t slot) {
    std::shared_ptr<cell>& known = cells_[slot].of;
    if (!known) known = make_();
    return known;
  }
  /// How often the options of the slot's fault have changed.
  std::uint32_t edition(std::uint32_t slot) const {
    const auto known = cells_.find(slot);
    return known == cells_.end() ? 0 : known->second.edition;
  }
  /// The options of the slot's fault have changed: it begins anew.
  void renew(std::uint32_t slot) {
    cells_[slot].of.reset();
    ++cells_[slot].edition;
  }

 private:
  struct kept {
    std::shared_ptr<cell> of;
    std::uint32_t edition = 0;
  };
  maker make_;
  std::unordered_map<std::uint32_t, kept> cells_;
};

}  // namespace surgeline::fault
