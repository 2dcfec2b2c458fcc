#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "surgeline/core/request_head.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::fault {

/// One HTTP request as its carrier knows it, when its head is there: a view, valid during the call.
struct request {
  request_head head;
  std::string_view route = "other";  ///< the id of its route
  std::uint64_t attempt = 1;         ///< the how-manieth try at its logical request, from 1
  time_point arrived{};              ///< of its head
  std::string_view raw;              ///< the whole head as it came, with its empty line
};

/// The final response to it (never a 1xx), when its head is there: a view, valid during the call.
struct response {
  unsigned status = 0;
  std::span<const header_field> fields;
  std::string_view raw;                 ///< the whole head as it came, with its empty line
  std::optional<std::uint64_t> length;  ///< bytes of its body; absent where its head does not say
  time_point arrived{};                 ///< of its head
};

}  // namespace surgeline::fault
