#include "surgeline/admin/http.hpp"

#include <fmt/format.h>

#include <utility>

namespace surgeline::admin {

response plain(unsigned status, std::string text) {
  return {.status = status, .body = std::move(text), .type = "text/plain; charset=utf-8"};
}

response refused(unsigned status, std::string_view what, std::string_view remedy) {
  return {
      .status = status,
      .body = fmt::format(
          "{{\"error\":\"{}\",\"remedy\":\"{}\",\"status\":{}}}\n",
          what,
          remedy,
          status
      )
  };
}

}  // namespace surgeline::admin
