#include "surgeline/fault/target.hpp"

#include <algorithm>
#include <charconv>

#include "surgeline/core/address_range.hpp"
#include "surgeline/fault/pattern.hpp"

namespace surgeline::fault {
namespace {

void check_expression(
    std::string_view key,
    const std::optional<std::string>& of,
    config::checker& in
) {
  if (!of) return;
  if (const auto why = problem_of_expression(*of)) {
    in.problem(
        key,
        "`" + std::string(key) + "` is no regular expression: " + *why,
        "the syntax is RE2's"
    );
  }
}

template <class Keys>
bool asks_for_head(const Keys& of) {
  return !of.route.empty() || !of.method.empty() || !of.path.empty() || of.path_regex ||
         !of.query.empty() || !of.header.empty() || of.attempt ||
         (of.client && !of.client->header.empty()) || (of.clients && of.clients->key.needs_head());
}

/// Whether a connection fits those keys that it tells by itself.
template <class Keys>
bool fits_connection(const Keys& of, const subject& who, const chance& dice, std::uint64_t name) {
  if (of.client && of.client->header.empty() && !of.client->holds(who)) return false;
  if (of.endpoints &&
      std::ranges::find(of.endpoints->index, who.endpoint()) == of.endpoints->index.end()) {
    return false;
  }
  if (of.clients && !of.clients->key.needs_head() &&
      !(dice.draw(name, of.clients->key.key_of(who), 0) < of.clients->share.part)) {
    return false;
  }
  return !of.connections || dice.draw(name, who.key(), 1) < of.connections->part;
}

}  // namespace

void client_origins::check(config::checker& in) const {
  if (cidr.empty() && unix_uid.empty() && header.empty()) {
    in.problem("cidr", in.name() + " names nobody", "add `cidr`, `unix_uid` or `header`");
  }
  for (const std::string& range : cidr) {
    std::string why;
    if (!address_range::parse(range, &why)) in.problem("cidr", why, "such as 10.0.0.0/8 or ::1");
  }
}

bool client_origins::holds(const subject& who) const {
  const std::string_view from = who.address();
  const auto holds = [&](const std::string& range) {
    const auto read = address_range::parse(range);
    return read && read->holds(from);
  };
  if (std::ranges::any_of(cidr, holds)) return true;
  return std::ranges::any_of(unix_uid, [&](std::uint32_t uid) {
    return from == "uid:" + std::to_string(uid);
  });
}

void text_choice::check(config::checker& in) const {
  in.exactly_one({"any_of", "regex"});
  check_expression("regex", regex, in);
}

bool exclusion::needs_head() const { return asks_for_head(*this); }

bool exclusion::is_for(const subject& who, const chance& dice, std::uint64_t name) const {
  return fits_connection(*this, who, dice, name);
}

void exclusion::check(config::checker& in) const {
  check_expression("path_regex", path_regex, in);
  if (*this == exclusion{}) in.problem("", "`not` spares everybody", "say whom, or remove it");
}

bool target::needs_head() const { return asks_for_head(*this) || (except && except->needs_head()); }

bool target::is_for(const subject& who, const chance& dice, std::uint64_t name) const {
  if (!fits_connection(*this, who, dice, name)) return false;
  return !except || except->needs_head() || !except->is_for(who, dice, mix(name, 1));
}

void target::check(config::checker& in) const { check_expression("path_regex", path_regex, in); }

}  // namespace surgeline::fault
