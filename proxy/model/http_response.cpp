#include "surgeline/model/http_response.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <optional>
#include <vector>

namespace surgeline::model {

using resilience::outcome;

namespace {

constexpr std::string_view degraded_field = "x-surgeline-outcome", degraded_value = "degraded";
/// A longer wait is a mistake: it counts as this.
constexpr std::uint64_t longest_wait = 86'400;

struct spoken {
  unsigned status;
  std::string_view reason, body;
};

constexpr spoken spoken_of(outcome how) {
  if (is_good(how)) return {200, "OK", "ok\n"};
  if (how == outcome::rejected) return {503, "Service Unavailable", "the queue is full\n"};
  return {500, "Internal Server Error", "failed\n"};
}

std::optional<duration> wait_in(std::span<const header_field> fields) {
  const auto text = find(fields, "retry-after");
  if (!text) return {};
  std::uint64_t whole = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), whole);
  if (error != std::errc{} || end != text->data() + text->size()) return {};
  return std::chrono::seconds{std::min(whole, longest_wait)};
}

}  // namespace

void write_response(outcome how, bool to_head, http_message& into) {
  const spoken said = spoken_of(how);
  into.text.clear();
  into.fields.clear();
  into.status = said.status;
  auto out = std::back_inserter(into.text);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\ncontent-length: ", said.status, said.reason);
  const std::size_t length_at = into.text.size();
  fmt::format_to(out, "{}\r\n", said.body.size());
  const std::size_t length_end = into.text.size() - 2;
  if (how == outcome::degraded) fmt::format_to(out, "{}: {}\r\n", degraded_field, degraded_value);
  into.text += "\r\n";
  into.head = into.text.size();
  if (!to_head) into.text += said.body;
  const std::string_view all = into.text;
  into.fields.push_back({"content-length", all.substr(length_at, length_end - length_at)});
  if (how == outcome::degraded) into.fields.push_back({degraded_field, degraded_value});
}

resilience::answer answer_of(unsigned status, std::span<const header_field> fields) {
  constexpr unsigned first_client_error = 400, first_server_error = 500, unavailable = 503;
  const auto code = static_cast<std::uint16_t>(status);
  if (status < first_client_error) {
    const bool degraded = find(fields, degraded_field) == degraded_value;
    return {degraded ? outcome::degraded : outcome::ok, code};
  }
  const outcome how = status < first_server_error ? outcome::denied
                      : status == unavailable     ? outcome::rejected
                                                  : outcome::failed;
  return {how, code, wait_in(fields)};
}

resilience::answer answer_in(std::string_view head, std::size_t body, bool to_head) {
  constexpr std::string_view version = "HTTP/1.1 ";
  constexpr std::size_t digits = 3;
  unsigned status = 0;
  if (head.starts_with(version) && head.size() > version.size() + digits) {
    const char* const first = head.data() + version.size();
    if (std::from_chars(first, first + digits, status).ptr != first + digits) status = 0;
  }
  std::vector<header_field> fields;
  read_fields(head, fields);
  const bool fits = head.size() <= longest_head && fields.size() <= most_fields;
  // Nothing that is written here is chunked, so what says so is broken.
  if (status == 0 || !fits || find(fields, "transfer-encoding")) return outcome::reset;
  const auto length = find(fields, "content-length");
  if (length && !to_head && *length != fmt::format("{}", body)) return outcome::reset;
  return answer_of(status, fields);
}

}  // namespace surgeline::model
