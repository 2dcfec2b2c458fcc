#include "surgeline/scenario/daemon_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/host_layout.hpp"
#include "surgeline/scenario/placed_fault.hpp"

namespace surgeline::scenario {
namespace {

const proxy* proxy_of(const file& from, const attachment& of) {
  const auto found = std::ranges::find(from.proxies, of.proxy.value_or(""), &proxy::id);
  return found == from.proxies.end() ? nullptr : &*found;
}

std::vector<std::string> hosts_of(const service& what) {
  std::vector<std::string> all;
  for (std::uint32_t i = 0; i < what.replicas; ++i) all.push_back(what.host_of(i));
  return all;
}

}  // namespace

std::vector<const service*> services_of(const file& from, const attachment& of) {
  std::vector<const service*> all;
  for (const service& one : from.services) {
    if (of.service && (*of.service == "*" || *of.service == one.id)) all.push_back(&one);
  }
  return all;
}

std::vector<daemon_door> doors_of(const file& from, const daemon& of) {
  std::vector<daemon_door> all;
  for (const attachment& one : of.attach) {
    if (one.proxy) all.push_back({one, *one.proxy});
    for (const service* each : services_of(from, one)) all.push_back({one, each->id});
  }
  return all;
}

const daemon* daemon_of(const file& from, const fault& what) {
  const std::string id = what.target.daemons.daemon.value_or("");
  const auto found = std::ranges::find(from.daemons, id, &daemon::id);
  return found == from.daemons.end() ? nullptr : &*found;
}

daemon_layout::daemon_layout(const file& from, const daemon& of) : from_(from), what_(of) {
  if (of.scope == daemon_scope::shared) instances_.push_back({"shared", ""});
  if (of.scope == daemon_scope::per_host) add_hosts();
  if (of.scope == daemon_scope::per_replica) add_replicas();
}

void daemon_layout::add_hosts() {
  std::vector<std::string> names = what_.hosts.names;
  for (const attachment& one : what_.attach) {
    if (!what_.hosts.empty()) break;
    std::vector<const service*> all = services_of(from_, one);
    if (const proxy* through = proxy_of(from_, one); through != nullptr && behind(*through))
      all.push_back(behind(*through));
    for (const service* each : all) std::ranges::move(hosts_of(*each), std::back_inserter(names));
  }
  for (const std::string& host : names) {
    const auto number = static_cast<std::uint32_t>(instances_.size());
    if (on_host_.emplace(host, number).second) instances_.push_back({host, host});
  }
}

void daemon_layout::add_replicas() {
  for (const attachment& one : what_.attach) {
    for (const service* each : services_of(from_, one)) add_replicas_of(each->id, hosts_of(*each));
    const proxy* through = proxy_of(from_, one);
    if (through == nullptr) continue;
    if (const service* each = behind(*through)) {
      add_replicas_of(each->id, hosts_of(*each));
      continue;
    }
    std::vector<std::string> hosts;
    for (const endpoint& each : through->upstream.endpoints) hosts.push_back(each.text());
    add_replicas_of(through->id, hosts);
  }
}

void daemon_layout::add_replicas_of(
    const std::string& owner,
    const std::vector<std::string>& hosts
) {
  for (std::uint32_t i = 0; i < hosts.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(instances_.size());
    if (!by_replica_.emplace(std::pair{owner, i}, number).second) continue;
    instances_.push_back({fmt::format("{}-{}", owner, i + 1), hosts[i]});
  }
}

const service* daemon_layout::behind(const proxy& what) const {
  const auto found =
      std::ranges::find(from_.services, what.upstream.service.value_or(""), &service::id);
  return found == from_.services.end() ? nullptr : &*found;
}

std::optional<std::uint32_t> daemon_layout::on_host(const std::string& host) const {
  const auto found = on_host_.find(host);
  return found == on_host_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<std::uint32_t> daemon_layout::at(const std::string& owner, std::uint32_t number)
    const {
  const auto found = by_replica_.find(std::pair{owner, number});
  return found == by_replica_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<std::uint32_t> daemon_layout::of_replica(const service& what, std::uint32_t replica)
    const {
  if (what_.scope == daemon_scope::shared) return 0;
  if (what_.scope == daemon_scope::per_host) return on_host(what.host_of(replica));
  return at(what.id, replica);
}

std::optional<std::uint32_t> daemon_layout::of_endpoint(const proxy& what, std::uint32_t endpoint)
    const {
  if (const service* each = behind(what)) return of_replica(*each, endpoint);
  if (what_.scope == daemon_scope::shared) return 0;
  return what_.scope == daemon_scope::per_host ? std::nullopt : at(what.id, endpoint);
}

std::vector<std::string> daemon_layout::labels() const {
  std::vector<std::string> all;
  for (const service& one : from_.services) {
    for (const auto& [host, label] : one.labels) {
      if (std::ranges::find(instances_, host, &daemon_instance::host) != instances_.end() &&
          !contains(all, label))
        all.push_back(label);
    }
  }
  return all;
}

std::vector<std::uint32_t> daemon_layout::targets(const fault& of, const chance& dice) const {
  const daemon_target& wanted = of.target.daemons;
  std::vector<std::uint32_t> chosen;
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    const daemon_instance& one = instances_[i];
    const bool named = wanted.hosts.empty() || contains(wanted.hosts.names, one.host) ||
                       contains(wanted.hosts.names, one.name);
    if (named && (!wanted.label || has_label(from_, one.host, *wanted.label))) chosen.push_back(i);
  }
  return drawn_from(std::move(chosen), of, dice);
}

bool is_where_proxies_are(const daemon& of) {
  return !of.attach.empty() && std::ranges::all_of(of.attach, [](const attachment& one) {
    return one.proxy.has_value();
  });
}

}  // namespace surgeline::scenario
