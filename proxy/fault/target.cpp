#include "surgeline/fault/target.hpp"

#include <algorithm>
#include <charconv>

#include "surgeline/core/address_range.hpp"

namespace surgeline::fault {
namespace {

bool comes_from(const client_origins& any_of, const subject& who) {
  const std::string_view from = who.address();
  const auto holds = [&](const std::string& range) {
    const auto read = address_range::parse(range);
    return read && read->holds(from);
  };
  if (std::ranges::any_of(any_of.cidr, holds)) return true;
  return std::ranges::any_of(any_of.unix_uid, [&](std::uint32_t uid) {
    return from == "uid:" + std::to_string(uid);
  });
}

}  // namespace

void client_origins::check(config::checker& in) const {
  if (cidr.empty() && unix_uid.empty()) {
    in.problem("cidr", in.name() + " names nobody", "add `cidr` or `unix_uid`");
  }
  for (const std::string& range : cidr) {
    std::string why;
    if (!address_range::parse(range, &why)) in.problem("cidr", why, "such as 10.0.0.0/8 or ::1");
  }
}

bool target::is_for(const subject& who, const chance& dice, std::uint64_t name) const {
  if (client && !comes_from(*client, who)) return false;
  if (endpoints && std::ranges::find(endpoints->index, who.endpoint()) == endpoints->index.end()) {
    return false;
  }
  if (clients) {
    const std::uint64_t key = clients->key == identity::connection ? who.key() : who.client_key();
    if (!(dice.draw(name, key, 0) < clients->share.part)) return false;
  }
  return !connections || dice.draw(name, who.key(), 1) < connections->part;
}

}  // namespace surgeline::fault
