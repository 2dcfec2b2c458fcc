#include "surgeline/fault/http_malformed.hpp"

#include <fmt/format.h>

#include <string>

#include "surgeline/fault/head_edit.hpp"

namespace surgeline::fault {
namespace {

/// Begins like a TLS record, and goes on like nothing; with line ends, so that a parser does not wait for one.
constexpr std::string_view noise =
    "\x16\x03\x01\xff\xfe garbage \x80\x81\r\n\xde\xad\xbe\xef: \xc0\xff\xee\r\n\r\n";

std::string flooded(std::string_view head) {
  constexpr int fields = 1000;
  constexpr std::size_t length = 100;
  head_edit more;
  for (int i = 0; i < fields; ++i) {
    const std::string name = fmt::format("x-surgeline-flood-{:03}", i);
    more.add[name] = std::string(length - name.size() - 4, 'x');  // ": " and the line's end
  }
  return edited(head, more);
}

}  // namespace

exchange_effect http_malformed::on_response(const response_context& at) const {
  switch (how) {
    case malformation::bad_length:
      return {.head = edited(at.raw, {.length = at.length.value_or(0) + 1}), .closes = true};
    case malformation::bad_chunk:
      return {
          .head = edited(
              at.raw,
              {.set = {{"Transfer-Encoding", "chunked"}}, .remove = {"content-length"}}
          ),
          .body = std::string(at.has_body ? "4\r\ngood\r\nbad\r\n" : ""),
          .closes = true
      };
    case malformation::header_flood:
      return {.head = flooded(at.raw)};
    case malformation::no_status:
      return {.head = std::string(at.raw.substr(at.raw.find('\n') + 1)), .closes = true};
    case malformation::garbage:
      return {.head = std::string(noise), .body = "", .closes = true};
  }
  return {};
}

}  // namespace surgeline::fault
