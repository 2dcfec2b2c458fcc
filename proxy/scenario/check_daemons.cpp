#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/daemon_fault.hpp"

namespace surgeline::scenario {
namespace {

/// An attachment with where it stands.
struct attached {
  std::size_t index, number;
  const daemon& to;
  const attachment& how;
};

void check_service(const reading& of, const attached& one, const daemon_layout& where) {
  if (*one.how.service != "*") {
    const known_ids known = ids_of(of, "service");
    if (known.complete && !known.has(*one.how.service)) {
      of.problem(
          {"daemon", one.index, "attach", one.number, "service"},
          fmt::format("there is no service `{}`", *one.how.service),
          known.ids.empty() ? "the file has no service" : suggestion(*one.how.service, known.ids)
      );
    }
  }
  for (const service* each : services_of(of.values, one.how)) {
    for (std::uint32_t i = 0; i < each->replicas; ++i) {
      if (where.of_replica(*each, i)) continue;
      of.problem(
          {"daemon", one.index, "attach", one.number},
          fmt::format(
              "replica {} of service `{}` lives on `{}`, where daemon `{}` is not",
              i + 1,
              each->id,
              each->host_of(i),
              one.to.id
          ),
          "add the host to `hosts` of the daemon, or leave `hosts` out"
      );
      break;
    }
  }
}

void check_answer(const reading& of, const attached& one, const proxy& through) {
  const auto& late = one.how.on_timeout;
  if (!late || late->goes_on || through.protocol != protocol::tcp) return;
  of.problem(
      {"daemon", one.index, "attach", one.number, "on_timeout"},
      fmt::format("proxy `{}` is protocol = \"tcp\": it has no status to answer", through.id),
      "remove it, and the connection is reset; or use \"continue\""
  );
}

/// Only where exchanges are read can one of them wait.
void check_stage(const reading& of, const attached& one, const proxy& through) {
  if (one.how.stage() == daemon_stage::accept || through.protocol == protocol::http) return;
  of.problem(
      {"daemon", one.index, "attach", one.number, "at"},
      fmt::format("proxy `{}` is protocol = \"tcp\": it has no exchanges", through.id),
      "use `accept`, or protocol = \"http\" for the proxy"
  );
}

void check_proxy(const reading& of, const attached& one, const daemon_layout& where) {
  const known_ids known = ids_of(of, "proxy");
  if (known.complete && !known.has(*one.how.proxy)) {
    of.problem(
        {"daemon", one.index, "attach", one.number, "proxy"},
        fmt::format("there is no proxy `{}`", *one.how.proxy),
        known.ids.empty() ? "the file has no proxy" : suggestion(*one.how.proxy, known.ids)
    );
  }
  const auto through = std::ranges::find(of.values.proxies, *one.how.proxy, &proxy::id);
  if (through == of.values.proxies.end()) return;
  check_answer(of, one, *through);
  check_stage(of, one, *through);
  const auto there = static_cast<std::uint32_t>(endpoints(of.values, *through));
  for (std::uint32_t i = 0; i < there; ++i) {
    if (where.of_endpoint(*through, i)) continue;
    const bool is_service = through->upstream.service.has_value();
    of.problem(
        {"daemon", one.index, "attach", one.number},
        is_service ? fmt::format(
                         "endpoint {} of proxy `{}` is on no host of the daemon",
                         i + 1,
                         through->id
                     )
                   : fmt::format(
                         "nobody knows on which host endpoint {} of proxy `{}` is",
                         i + 1,
                         through->id
                     ),
        is_service ? "add its host to `hosts` of the daemon"
                   : "use scope = \"shared\" or \"per_replica\""
    );
    break;
  }
}

void check_daemon(const reading& of, std::size_t index) {
  const daemon& one = of.values.daemons[index];
  const daemon_layout where(of.values, one);
  if (one.scope != daemon_scope::per_host && !one.hosts.empty()) {
    of.problem(
        {"daemon", index, "hosts"},
        fmt::format(
            "daemon `{}` is not on hosts: its scope is {}",
            one.id,
            config::name_of(one.scope)
        ),
        "use scope = \"per_host\", or remove `hosts`"
    );
  }
  const bool refers = of.is_sound({"service", "proxy"});
  if (refers && where.instances().empty() && one.attach.empty()) {
    of.problem(
        {"daemon", index},
        fmt::format("daemon `{}` has no instance: nobody says where", one.id),
        "add `hosts`, `attach` or scope = \"shared\""
    );
  }
  for (std::size_t i = 0; i < one.attach.size(); ++i) {
    const attached each{index, i, one, one.attach[i]};
    if (each.how.service) check_service(of, each, where);
    if (each.how.proxy) check_proxy(of, each, where);
  }
}

std::vector<std::string> names_of(const daemon_layout& where) {
  std::vector<std::string> all;
  for (const daemon_instance& one : where.instances()) {
    for (const std::string& name : {one.name, one.host}) {
      if (!name.empty() && !contains(all, name)) all.push_back(name);
    }
  }
  return all;
}

void check_hosts(
    const reading& of,
    std::size_t fault,
    const daemon& at,
    const daemon_layout& where
) {
  const auto known = names_of(where);
  for (const std::string& host : of.values.faults[fault].target.daemons.hosts.names) {
    if (at.scope != daemon_scope::shared && contains(known, host)) continue;
    of.problem(
        {"fault", fault, "target", "hosts"},
        fmt::format("daemon `{}` has no instance on `{}`", at.id, host),
        at.scope == daemon_scope::shared ? "it is shared: one instance in all, on no host"
                                         : suggestion(host, known)
    );
    return;
  }
}

void check_target(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  const daemon* const at = daemon_of(of.values, one);
  if (at == nullptr) return;
  const daemon_layout where(of.values, *at);
  const daemon_target& wanted = one.target.daemons;
  check_hosts(of, index, *at, where);
  const std::size_t there = where.instances().size();
  if (wanted.count && *wanted.count > there) {
    of.problem(
        {"fault", index, "target", "count"},
        fmt::format("daemon `{}` has {} instances, not {}", at->id, there, *wanted.count),
        there == 1 ? "it has one" : fmt::format("at most {}", there)
    );
  }
  const auto labels = where.labels();
  if (wanted.label && !contains(labels, *wanted.label)) {
    of.problem(
        {"fault", index, "target", "label"},
        fmt::format("no host of daemon `{}` has the label `{}`", at->id, *wanted.label),
        labels.empty() ? "give a service on its hosts `labels`" : suggestion(*wanted.label, labels)
    );
  }
  if (wanted.sync && !wanted.sync->together() && !one.schedule) {
    of.problem(
        {"fault", index, "target", "sync"},
        fmt::format("fault `{}` has no windows that could differ", one.id),
        "add `schedule`, or remove `sync`"
    );
  }
}

}  // namespace

void check_daemons(const reading& of) {
  if (!of.is_sound({"daemon", "service", "proxy"})) return;
  for (std::size_t i = 0; i < of.values.daemons.size(); ++i) check_daemon(of, i);
  if (!of.is_sound({"fault"})) return;
  for (std::size_t i = 0; i < of.values.faults.size(); ++i) check_target(of, i);
}

}  // namespace surgeline::scenario
