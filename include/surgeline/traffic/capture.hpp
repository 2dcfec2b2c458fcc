#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/descriptor.hpp"

namespace surgeline::traffic {

/// Why a connection that came to a capturing proxy is taken nowhere.
enum class not_captured : std::uint8_t { not_redirected, loop, not_allowed };
inline constexpr std::array<std::string_view, 3> not_captured_words{
    "not_redirected",
    "loop",
    "not_allowed"
};

/// What capturing proxies share: where their own connections come from, so that none of these is captured again. Workers use it
/// at the same time.
class capture {
 public:
  /// Says that a connection is ours for as long as it exists.
  class mark {
   public:
    mark(capture& of, endpoint from) : of_(of), from_(std::move(from)) {}
    mark(const mark&) = delete;
    mark& operator=(const mark&) = delete;
    ~mark() { of_.forget(from_); }

   private:
    capture& of_;
    const endpoint from_;
  };

  /// Begins to connect as `net::dial` does. Whoever asks `is_ours` about that connection is answered when this is over, so he
  /// cannot be too early.
  net::descriptor dial(const net::address& to, std::error_code& error, std::unique_ptr<mark>& ours);
  /// True for a client that is a connection of ours which was redirected to us.
  bool is_ours(const net::address& client);

 private:
  void forget(const endpoint& from);

  std::mutex one_at_a_time_;
  std::multiset<endpoint> ours_;
};

}  // namespace surgeline::traffic
