#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// One queue and its slots: a daemon has one in all, or several.
struct daemon_instance {
  std::string name;  ///< in metrics and reports: its host, or the replica it is for
  std::string host;  ///< empty where there is one in all
  bool operator==(const daemon_instance&) const = default;
};

/// The instances of a daemon, and who waits for which of them. Where a name of the file is nobody's, nobody waits.
class daemon_layout {
 public:
  daemon_layout(const file& from, const daemon& of);

  const std::vector<daemon_instance>& instances() const { return instances_; }
  /// Where a replica of a service, counted from 0, waits; empty if there is no instance for it.
  std::optional<std::uint32_t> of_replica(const service& what, std::uint32_t replica) const;
  /// Where a connection to an endpoint of a proxy's upstream, counted from 0, waits.
  std::optional<std::uint32_t> of_endpoint(const proxy& what, std::uint32_t endpoint) const;
  /// The instances that a fault is for, ascending; what is left to chance is drawn from `dice`.
  std::vector<std::uint32_t> targets(const fault& of, const chance& dice) const;
  /// The labels of its hosts.
  std::vector<std::string> labels() const;

 private:
  void add_hosts();
  void add_replicas();
  void add_replicas_of(const std::string& owner, const std::vector<std::string>& hosts);
  std::optional<std::uint32_t> on_host(const std::string& host) const;
  std::optional<std::uint32_t> at(const std::string& owner, std::uint32_t number) const;
  const service* behind(const proxy& what) const;

  const file& from_;
  const daemon& what_;
  std::vector<daemon_instance> instances_;
  std::map<std::string, std::uint32_t> on_host_;                               // per host
  std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> by_replica_;  // per replica
};

/// One way to a daemon: an attachment, and who comes through it.
struct daemon_door {
  attachment how;
  std::string whose;  ///< id of the service or the proxy
};

/// The doors of a daemon, in file order.
std::vector<daemon_door> doors_of(const file& from, const daemon& of);

/// The services that an attachment is for.
std::vector<const service*> services_of(const file& from, const attachment& of);

/// Whether it is connections of proxies alone that wait for a daemon: then it is in the process that the proxies are in.
bool is_where_proxies_are(const daemon& of);

/// The daemon of a fault; null where it has none, or it is nobody.
const daemon* daemon_of(const file& from, const fault& what);

}  // namespace surgeline::scenario
