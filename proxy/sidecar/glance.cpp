#include "surgeline/sidecar/glance.hpp"

#include <fmt/format.h>

#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

#include "surgeline/config/decode.hpp"
#include "surgeline/core/utc.hpp"
#include "surgeline/scenario/daemon_layout.hpp"
#include "surgeline/sidecar/state.hpp"

namespace surgeline::sidecar {
namespace {

using config::array;
using config::table;

/// The client groups of a proxy whose breakers are watched.
array groups_of(const served_proxy& one) {
  array all;
  const auto* const http = one.through->http();
  if (http == nullptr || !http->observes) return all;
  for (std::size_t group = 0; group < one.through->client_breakers()->size(); ++group)
    all.emplace_back(std::string{http->clients.id(group)});
  return all;
}

array daemons_before(const sidecar& of, const std::string& proxy) {
  array all;
  const scenario::file& in = of.file_of_daemons();
  for (const scenario::daemon& one : in.daemons) {
    for (const auto& door : scenario::doors_of(in, one)) {
      if (door.how.proxy && door.whose == proxy) all.emplace_back(one.id);
    }
  }
  return all;
}

table layout_of(const sidecar& of, const served_proxy& one) {
  array listens, upstreams;
  for (const endpoint& each : one.through->addresses()) listens.emplace_back(each.text());
  for (const endpoint& each : one.through->upstreams()) upstreams.emplace_back(each.text());
  table all;
  all.put("id", one.written.id);
  all.put("open", true);
  all.put("made_by", one.is_guest ? "api" : "file");
  all.put("protocol", std::string{config::name_of(one.written.protocol)});
  all.put("listen", std::move(listens));
  all.put("upstream", std::move(upstreams));
  if (!one.written.from.empty())
    all.put("from", array(one.written.from.begin(), one.written.from.end()));
  if (array groups = groups_of(one); !groups.empty()) all.put("clients", std::move(groups));
  if (array waits = daemons_before(of, one.written.id); !waits.empty())
    all.put("daemons", std::move(waits));
  return all;
}

void mix(std::size_t& into, std::size_t what) {
  constexpr std::size_t golden = 0x9e3779b97f4a7c15;
  into ^= what + golden + (into << 6U) + (into >> 2U);
}

char letter_of(observe::breaker_state state) {
  return config::name_of(state).front();  // closed, open, half_open, unknown
}

}  // namespace

array layout_of(const sidecar& of) {
  array all;
  for (const served_proxy& one : of.proxies()) all.emplace_back(layout_of(of, one));
  for (const auto& [name, one] : of.guests()) {
    if (one.enabled) continue;
    table shown;
    shown.put("id", name);
    shown.put("open", false);
    shown.put("made_by", one.of_file ? "file" : "api");
    shown.put("protocol", std::string{config::name_of(one.protocol)});
    shown.put("listen", array{one.listen});
    shown.put("upstream", array{one.upstream});
    all.emplace_back(std::move(shown));
  }
  return all;
}

std::size_t layout_mark(const sidecar& of) {
  std::size_t mark = of.proxies().size();
  for (const served_proxy& one : of.proxies())
    mix(mark, std::hash<const void*>{}(one.through.get()));
  const std::hash<std::string> text;
  for (const auto& [name, one] : of.guests()) {
    for (const std::string& each : {name, one.listen, one.upstream}) mix(mark, text(each));
    mix(mark, one.enabled ? 1 : 2);
  }
  return mark;
}

std::string counts_of(const sidecar& of) {
  std::string rows = "[";
  for (const served_proxy& one : of.proxies()) {
    const traffic::counts now = one.through->counted();
    const traffic::exchange_totals& http = now.exchanges;
    std::string breakers;
    const auto* const seen =
        one.through->http() == nullptr ? nullptr : one.through->client_breakers();
    for (std::size_t group = 0; seen != nullptr && group < seen->size(); ++group)
      breakers += letter_of(seen->read(group, of.now()).state);
    fmt::format_to(
        std::back_inserter(rows),
        "{}[{},{},{},{},{},{},{},{},{},\"{}\"]",
        rows.size() == 1 ? "" : ",",
        std::uint64_t{now.active},
        now.of(fault::direction::to_upstream),
        now.of(fault::direction::to_client),
        std::uint64_t{now.buffered},
        std::uint64_t{http.over},
        std::uint64_t{http.failed},
        std::uint64_t{http.attempts},
        std::uint64_t{http.logical},
        std::uint64_t{http.good},
        breakers
    );
  }
  return rows + "]";
}

table moment_of(const sidecar& of) {
  table all;
  all.put("status", of.is_draining() ? "draining" : "serving");
  all.put("started_at", utc_milliseconds(of.started()));
  all.put("frozen", of.arms().is_frozen());
  all.put("daemons", daemons_state(of));
  all.put("faults", faults_state(of));
  all.put("lease", lease_state(of));
  all.put("run", run_state_of(of));
  const auto& held = of.arms().held();
  const auto* const figures = held ? of.board().figures(held->id, of.now()) : nullptr;
  all.put("figures", figures == nullptr ? config::value{} : config::encode(*figures));
  array phases;
  for (const run_board::phase_mark& one : of.board().phases()) {
    table shown;
    shown.put("id", one.id);
    shown.put("began_at", utc_milliseconds(of.wall_time(one.began)));
    if (one.length) shown.put("seconds", seconds(*one.length));
    phases.emplace_back(std::move(shown));
  }
  all.put("phases", std::move(phases));
  return all;
}

}  // namespace surgeline::sidecar
