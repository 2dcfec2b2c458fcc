#include "surgeline/admin/http.hpp"

#include <utility>

namespace surgeline::admin {

response plain(unsigned status, std::string text) {
  return {.status = status, .body = std::move(text), .type = "text/plain; charset=utf-8"};
}

}  // namespace surgeline::admin
