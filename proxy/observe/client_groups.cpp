#include "surgeline/observe/client_groups.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "surgeline/core/contains.hpp"

namespace surgeline::observe {
namespace {

constexpr std::string_view other_id = "other";

std::optional<std::uint32_t> user(std::string_view address) {
  constexpr std::string_view prefix = "uid:";
  if (!address.starts_with(prefix)) return std::nullopt;
  address.remove_prefix(prefix.size());
  std::uint32_t uid = 0;
  const auto [end, error] = std::from_chars(address.data(), address.data() + address.size(), uid);
  if (error != std::errc{} || end != address.data() + address.size()) return std::nullopt;
  return uid;
}

bool says(const client_group& group, const request_head& head) {
  return !group.header.empty() && std::ranges::all_of(group.header, [&](const auto& wanted) {
    const auto value = head.header(wanted.first);
    return value && contains(wanted.second, *value);
  });
}

}  // namespace

void client_group::check(config::checker& in) const {
  in.exactly_one({"cidr", "header", "unix_uid"});
  if (id == other_id) {
    in.problem("id", "`other` is whoever is in no group", "give it another id");
  }
  for (const std::string& range : cidr) {
    std::string why;
    if (!address_range::parse(range, &why)) in.problem("cidr", why, "such as 10.0.0.0/8 or ::1");
  }
}

client_groups::client_groups(const std::vector<client_group>& listed) {
  for (const client_group& group : listed) {
    known& added = groups_.emplace_back(known{.listed = group, .ranges = {}});
    for (const std::string& range : group.cidr) {
      if (const auto read = address_range::parse(range)) added.ranges.push_back(*read);
    }
    reads_heads_ = reads_heads_ || !group.header.empty();
  }
}

std::string_view client_groups::id(std::size_t group) const {
  return group < groups_.size() ? std::string_view{groups_[group].listed.id} : other_id;
}

std::size_t client_groups::group_of(std::string_view address) const {
  const auto uid = user(address);
  const auto found = std::ranges::find_if(groups_, [&](const known& group) {
    if (uid && contains(group.listed.unix_uid, *uid)) return true;
    return std::ranges::any_of(group.ranges, [&](const address_range& range) {
      return range.holds(address);
    });
  });
  return static_cast<std::size_t>(found - groups_.begin());
}

std::size_t client_groups::group_of(std::size_t origin, const request_head& head) const {
  if (!reads_heads_) return origin;
  for (std::size_t group = 0; group < origin && group < groups_.size(); ++group) {
    if (says(groups_[group].listed, head)) return group;
  }
  return origin;
}

}  // namespace surgeline::observe
