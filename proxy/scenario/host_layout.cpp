#include "surgeline/scenario/host_layout.hpp"

#include <algorithm>
#include <map>

#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/placed_fault.hpp"

namespace surgeline::scenario {

host_layout::host_layout(const file& from) : from_(from) {
  std::map<std::string, std::size_t> known;
  for (std::uint32_t i = 0; i < from.services.size(); ++i) {
    const service& one = from.services[i];
    if (!one.is_lab()) continue;
    for (std::uint32_t replica = 0; replica < one.replicas; ++replica) {
      const std::string host = one.host_of(replica);
      const auto [found, is_new] = known.emplace(host, names_.size());
      if (is_new) {
        names_.push_back(host);
        on_.emplace_back();
      }
      on_[found->second].push_back({i, replica});
    }
  }
}

std::vector<resident> host_layout::touched(std::uint32_t host, const fault& by) const {
  std::vector<resident> all;
  for (const resident& one : on_[host]) {
    if (may_touch(by, from_.services[one.service])) all.push_back(one);
  }
  return all;
}

bool host_layout::is_meant(std::uint32_t host, const fault& by) const {
  const daemon_target& wanted = by.target.daemons;
  if (!wanted.hosts.empty() && !contains(wanted.hosts.names, names_[host])) return false;
  if (wanted.label && !has_label(from_, names_[host], *wanted.label)) return false;
  return std::ranges::any_of(on_[host], [&](const resident& one) {
    return may_touch(by, from_.services[one.service]);
  });
}

std::vector<std::uint32_t> host_layout::targets(const fault& of, const chance& dice) const {
  std::vector<std::uint32_t> meant;
  for (std::uint32_t host = 0; host < names_.size(); ++host) {
    if (is_meant(host, of)) meant.push_back(host);
  }
  return drawn_from(std::move(meant), of, dice);
}

std::vector<std::string> host_layout::labels() const {
  std::vector<std::string> all;
  for (const service& one : from_.services) {
    for (const auto& [host, label] : one.labels) {
      if (contains(names_, host) && !contains(all, label)) all.push_back(label);
    }
  }
  return all;
}

bool may_touch(const fault& by, const service& whom) {
  const bool flushes = std::holds_alternative<surgeline::fault::cache_flush>(by.what);
  if (!whom.is_lab() || (flushes && whom.role != role::cache)) return false;
  return by.target.service.empty() || contains(by.target.service, whom.id);
}

bool has_label(const file& in, const std::string& host, const std::string& label) {
  return std::ranges::any_of(in.services, [&](const service& one) {
    const auto found = one.labels.find(host);
    return found != one.labels.end() && found->second == label;
  });
}

}  // namespace surgeline::scenario
