#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "surgeline/core/time.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/head_edit.hpp"

namespace surgeline::fault {

/// A response that a fault makes by itself.
struct answer {
  unsigned status = 503;
  std::string_view body{};
  const head_fields* fields = nullptr;
  std::optional<duration> retry_after{};  ///< rounded up to seconds
  bool is_marked = true;                  ///< it names the fault: `x-surgeline-fault: <id>`
};

/// The whole message, for this request: it says the length of its body, unless its status has none; to HEAD without the body.
std::string written(const answer& what, const request_context& to);

}  // namespace surgeline::fault
