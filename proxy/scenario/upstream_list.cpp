#include "surgeline/scenario/upstream_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "surgeline/core/letter.hpp"

namespace surgeline::scenario {
namespace {

constexpr std::string_view socket_prefix = "unix:";

/// Names are the same in capitals, and with the dot that ends a whole one.
std::string small(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  std::string made{name};
  std::ranges::transform(made, made.begin(), lower);
  return made;
}

bool is_in_name(char c) {
  constexpr std::string_view more = "-_.*";
  const char small = lower(c);
  return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || more.find(c) != more.npos;
}

}  // namespace

upstream_list::upstream_list(const std::vector<std::string>& entries) : is_empty_(entries.empty()) {
  for (const std::string& one : entries) {
    if (!problem_of(one).empty()) continue;
    if (one.starts_with(socket_prefix))
      sockets_.push_back(surgeline::fault::pattern::glob(one));
    else if (const auto range = address_range::parse(one))
      ranges_.push_back(*range);
    else
      names_.push_back(surgeline::fault::pattern::glob(small(one)));
  }
}

std::string upstream_list::problem_of(const std::string& entry) {
  if (entry.starts_with(socket_prefix))
    return entry.size() > socket_prefix.size() ? "" : "`unix:` names no socket";
  std::string why;
  if (address_range::parse(entry, &why)) return {};
  const bool is_range = entry.find('/') != std::string::npos;
  if (is_range) return why;
  if (entry.find(':') != std::string::npos)
    return fmt::format("`{}` has a port, and an entry is a whole host", entry);
  if (!entry.empty() && std::ranges::all_of(entry, is_in_name)) return {};
  return fmt::format("`{}` is no address, range, name or socket", entry);
}

bool upstream_list::holds(std::string_view address) const {
  return std::ranges::any_of(ranges_, [&](const address_range& one) { return one.holds(address); });
}

allowance upstream_list::of(const endpoint& upstream) const {
  using enum allowance;
  if (is_empty_) return given;
  const auto fits = [](const std::vector<surgeline::fault::pattern>& all, const std::string& text) {
    return std::ranges::any_of(all, [&](const surgeline::fault::pattern& one) {
      return one.matches(text);
    });
  };
  if (upstream.kind != endpoint::family::tcp)
    return fits(sockets_, upstream.text()) ? given : refused;
  // A range holds whatever is an address, and nothing else.
  if (address_range::parse(upstream.host)) return holds(upstream.host) ? given : refused;
  if (fits(names_, small(upstream.host))) return given;
  return ranges_.empty() ? refused : depends;
}

bool upstream_list::allows(const endpoint& upstream, std::string_view address) const {
  const allowance written = of(upstream);
  return written == allowance::given || (written == allowance::depends && holds(address));
}

std::string refusal_of_upstream(const endpoint& upstream) {
  return fmt::format(
      "upstream {} is not among those that [safety] allow_upstream names",
      upstream.text()
  );
}

}  // namespace surgeline::scenario
