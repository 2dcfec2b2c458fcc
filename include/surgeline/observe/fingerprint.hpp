#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "surgeline/core/request_head.hpp"

namespace surgeline::observe {

/// What a request looks like, as one number: its client, method, target and body. A guess at what a retry repeats.
class fingerprint {
 public:
  /// `client` is whatever makes a client (`fault::subject::client_key`).
  fingerprint(std::uint64_t client, const request_head& head);

  /// The next piece of the body; it does not matter how the body is cut up. Of a long body only the first bytes and the
  /// length count.
  void add(std::string_view piece);
  /// The fingerprint of what was added.
  std::uint64_t id() const;

  /// So much of a body is looked at.
  static constexpr std::size_t depth = 4096;

 private:
  std::uint64_t hash_;
  std::uint64_t word_ = 0;  ///< bytes that are no full word yet
  std::uint64_t length_ = 0;
};

}  // namespace surgeline::observe
