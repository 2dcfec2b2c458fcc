#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "surgeline/admin/guard.hpp"
#include "surgeline/admin/http.hpp"

namespace surgeline::admin {

/// Counts the calls of each peer: so many a second, of which a second's worth may come at once.
class call_meter {
 public:
  using moment = std::chrono::steady_clock::time_point;
  /// Peers it tells apart; all others count as one.
  static constexpr std::size_t most_peers = 4096;

  explicit call_meter(double per_second) : per_second_(per_second) {}

  /// Nothing for a call that may be made, which then counts; else how long until one may.
  std::optional<duration> take(const std::string& peer, moment now);
  /// What a peer did counts as so many calls more.
  void charge(const std::string& peer, double calls, moment now);
  std::size_t peers() const { return left_.size(); }
  double per_second() const { return per_second_; }

 private:
  struct bucket {
    double calls = 0;  ///< that may come at once; less than nothing after a charge
    moment seen{};
  };
  bucket& of(const std::string& peer, moment now);
  void forget_the_full(moment now);
  double filled(const bucket& one, moment now) const;

  double per_second_;
  std::unordered_map<std::string, bucket> left_;
  std::optional<bucket> others_;
};

/// Lets each peer make so many calls a second, and answers 429 to those beyond; a call with a wrong key counts as ten. Of
/// those that are refused `note` hears the first, until the peer is let in again. `clock` tells the time.
handler limited(
    handler inner,
    double per_second,
    audit note,
    std::function<call_meter::moment()> clock = std::chrono::steady_clock::now
);

}  // namespace surgeline::admin
