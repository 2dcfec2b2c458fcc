#include "toxiproxy_answers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace surgeline::admin {
namespace {

using how = sidecar::outcome::how;

constexpr std::size_t longest_warning = 1000;

/// Names come from a body, so nothing of them may end a header.
std::string header_text(const std::vector<std::string>& warnings) {
  std::string made = fmt::format("{}", fmt::join(warnings, "; "));
  for (char& c : made) {
    if (c < ' ' || c > '~') c = '?';
  }
  return made.substr(0, longest_warning);
}

}  // namespace

response json(unsigned status, std::string body) {
  return {.status = status, .body = std::move(body)};
}

response done_with() { return {.status = 204, .body = {}, .type = {}}; }

response failure(unsigned status, std::string_view why) {
  return json(status, fmt::format("{{\"error\":{},\"status\":{}}}\n", quoted(why), status));
}

unsigned status_of(const sidecar::outcome& went) {
  switch (went.what) {
    case how::done:
      return 200;
    case how::no_proxy:
    case how::no_toxic:
      return 404;
    case how::proxy_taken:
    case how::toxic_taken:
    case how::frozen:
      return 409;
    case how::wrong:
      return 400;
    case how::not_allowed:
      return 403;
    case how::cannot_listen:
    case how::too_many:
      return 500;
    case how::ending:
      break;
  }
  return 503;
}

response failure(const sidecar::outcome& went) { return failure(status_of(went), went.why); }

response failure(const reading& of) {
  return failure(of.why == "toxic already exists" ? 409 : 400, of.why);
}

response warned(response made, const reading& of) {
  if (!of.warnings.empty()) made.more.emplace_back("X-Surgeline-Warning", header_text(of.warnings));
  return made;
}

}  // namespace surgeline::admin
