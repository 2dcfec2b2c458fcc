#include "surgeline/fault/head_filter.hpp"

#include <algorithm>
#include <map>

#include "surgeline/core/contains.hpp"

namespace surgeline::fault {
namespace {

bool any_matches(const std::vector<pattern>& of, std::string_view text) {
  return std::ranges::any_of(of, [&](const pattern& one) { return one.matches(text); });
}

std::vector<pattern> patterns_of(const text_match& from) {
  if (const auto* text = std::get_if<std::string>(&from)) return {pattern::text(*text)};
  const auto& choice = std::get<text_choice>(from);
  std::vector<pattern> made;
  for (const std::string& text : choice.any_of) made.push_back(pattern::text(text));
  if (choice.regex) made.push_back(pattern::expression(*choice.regex));
  return made;
}

template <class NamedValue>
std::vector<NamedValue> named_of(const std::map<std::string, text_match>& from) {
  std::vector<NamedValue> made;
  for (const auto& [name, value] : from) made.push_back({name, patterns_of(value)});
  return made;
}

/// `x-tenant`, or `x-tenant: acme`.
template <class NamedValue>
NamedValue header_of(std::string_view from) {
  const auto colon = from.find(':');
  if (colon == std::string_view::npos) return {std::string(from), {}};
  const auto value = std::min(from.find_first_not_of(' ', colon + 1), from.size());
  return {std::string(from.substr(0, colon)), {pattern::text(std::string(from.substr(value)))}};
}

/// True when there is a value, and it is one of these.
template <class NamedValue>
bool fits(const NamedValue& wanted, const std::optional<std::string_view>& value) {
  return value && (wanted.any_of.empty() || any_matches(wanted.any_of, *value));
}

/// True when nothing is listed, or this is.
bool lists(const std::vector<std::string>& any_of, std::string_view one) {
  return any_of.empty() || contains(any_of, one);
}

}  // namespace

template <class Keys>
void head_filter::wanted::take(const Keys& of) {
  route = of.route;
  method = of.method;
  attempt = of.attempt;
  for (const std::string& glob : of.path) path.push_back(pattern::glob(glob));
  if (of.path_regex) path_regex.push_back(pattern::expression(*of.path_regex));
  query = named_of<named_value>(of.query);
  header = named_of<named_value>(of.header);
  if (of.clients && of.clients->key.needs_head()) clients = of.clients;
  if (!of.client || of.client->header.empty()) return;
  client = of.client;
  for (const std::string& one : of.client->header)
    client_header.push_back(header_of<named_value>(one));
}

head_filter::wanted::wanted(const target& of) { take(of); }
head_filter::wanted::wanted(const exclusion& of) { take(of); }

bool head_filter::wanted::names_client(const subject& who, const request& what) const {
  return !client || client->holds(who) ||
         std::ranges::any_of(client_header, [&](const named_value& one) {
           return fits(one, what.head.header(one.name));
         });
}

bool head_filter::wanted::names_share(
    const subject& who,
    const request& what,
    const chance& dice,
    std::uint64_t name
) const {
  if (!clients) return true;
  if (!what.head.header(clients->key.header)) return false;
  return dice.draw(name, clients->key.key_of(who, what), 0) < clients->share.part;
}

bool head_filter::wanted::holds(
    const subject& who,
    const request& what,
    const chance& dice,
    std::uint64_t name
) const {
  const request_head& head = what.head;
  if (!lists(route, what.route) || !lists(method, head.method)) return false;
  if (attempt && !attempt->holds(what.attempt)) return false;
  if (!path.empty() && !any_matches(path, head.path())) return false;
  if (!path_regex.empty() && !any_matches(path_regex, head.path())) return false;
  return names_client(who, what) && names_share(who, what, dice, name) &&
         std::ranges::all_of(
             query,
             [&](const named_value& one) { return fits(one, head.parameter(one.name)); }
         ) &&
         std::ranges::all_of(header, [&](const named_value& one) {
           return fits(one, head.header(one.name));
         });
}

head_filter::head_filter(const target& whom) : meant_(whom) {
  if (!whom.except || !whom.except->needs_head()) return;
  except_ = whom.except;
  spared_.emplace(*whom.except);
}

bool head_filter::holds(
    const subject& who,
    const request& what,
    const chance& dice,
    std::uint64_t name
) const {
  if (!meant_.holds(who, what, dice, name)) return false;
  const std::uint64_t other = mix(name, 1);
  return !except_ || !(except_->is_for(who, dice, other) && spared_->holds(who, what, dice, other));
}

}  // namespace surgeline::fault
