#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/address_range.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/fault/pattern.hpp"

namespace surgeline::scenario {

/// What a list says of an upstream.
enum class allowance : std::uint8_t {
  given,
  refused,
  depends,  ///< on the addresses that its name stands for
};

/// Whom proxies may lead to: `[safety] allow_upstream`. An empty list allows everybody.
class upstream_list {
 public:
  upstream_list() = default;
  /// What is no entry is none; `problem_of` says why.
  explicit upstream_list(const std::vector<std::string>& entries);

  /// Why a text is no entry, in a few words; empty if it is one.
  static std::string problem_of(const std::string& entry);

  /// What can be said of it as it is written.
  allowance of(const endpoint& upstream) const;
  /// True if it is allowed when its name stands for this numeric address.
  bool allows(const endpoint& upstream, std::string_view address) const;

 private:
  bool holds(std::string_view address) const;

  bool is_empty_ = true;
  std::vector<address_range> ranges_;
  std::vector<surgeline::fault::pattern> names_;    // in small letters
  std::vector<surgeline::fault::pattern> sockets_;  // as endpoints are written
};

/// Why a proxy that leads there is refused, for a person.
std::string refusal_of_upstream(const endpoint& upstream);

}  // namespace surgeline::scenario
