#pragma once

#include <string_view>
#include <vector>

#include "surgeline/core/request_head.hpp"
#include "surgeline/observe/clue.hpp"
#include "surgeline/observe/identity.hpp"

/// What the tests of this layer share: requests as somebody might send them.
namespace surgeline::observe {

/// A head that owns its fields.
struct request {
  std::vector<header_field> fields{};
  std::string_view method = "GET", target = "/stock/7?size=2";

  request_head head() const { return {.method = method, .target = target, .fields = fields}; }
  /// What it says about itself to somebody who trusts these clues.
  identity says(std::vector<clue> trusted = {default_clues.begin(), default_clues.end()}) const {
    return identify(head(), trusted);
  }
};

inline constexpr std::string_view some_trace =
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

}  // namespace surgeline::observe
