#include "surgeline/fault/answer.hpp"

#include <fmt/format.h>

#include <chrono>

namespace surgeline::fault {

std::string written(const answer& what, const request_context& to) {
  std::string text = fmt::format("HTTP/1.1 {} {}\r\n", what.status, reason_of(what.status));
  const bool has_body = what.status != 204 && what.status != 304;
  if (has_body) text += fmt::format("Content-Length: {}\r\n", what.body.size());
  if (what.retry_after) {
    const auto whole = std::chrono::ceil<std::chrono::seconds>(*what.retry_after);
    text += fmt::format("Retry-After: {}\r\n", whole.count());
  }
  if (what.is_marked) text += fmt::format("x-surgeline-fault: {}\r\n", to.id);
  if (what.fields != nullptr) {
    for (const auto& [name, value] : *what.fields) text += fmt::format("{}: {}\r\n", name, value);
  }
  text += "\r\n";
  if (has_body && to.what.head.method != "HEAD") text += what.body;
  return text;
}

}  // namespace surgeline::fault
