#include <utility>

#include "state_integer.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/sidecar/state.hpp"

/// What a state says of daemons.
namespace surgeline::sidecar {
namespace {

using config::array;
using config::table;
using config::value;

value instance_state(const std::string& host, const model::daemon_counts::instance& now) {
  table all;
  all.put("host", host);
  all.put("state", std::string{config::name_of(now.state)});
  all.put("depth", integer(now.depth));
  all.put("stalls", integer(now.stalls));
  all.put("stalled_seconds", seconds(now.stalled));
  return all;
}

value door_state(const std::string& proxy, const model::daemon_counts::door& through) {
  table all;
  all.put("proxy", proxy);
  all.put("ok", integer(through.ok));
  all.put("timeout", integer(through.timeout));
  all.put("rejected", integer(through.rejected));
  all.put("cancelled", integer(through.cancelled));
  all.put("waited_seconds", through.waited_seconds);
  return all;
}

/// The faults that are armed for a daemon.
array faults_of(const sidecar& of, const scenario::daemon& what) {
  array armed;
  for (const standing& one : of.arms().standings()) {
    const scenario::fault& fault = of.arms().catalogue().faults[one.slot];
    const scenario::daemon* const meant = scenario::daemon_of(of.arms().catalogue(), fault);
    if (meant != nullptr && meant->id == what.id) armed.emplace_back(fault.id);
  }
  return armed;
}

value daemon_state(const sidecar& of, std::size_t index) {
  const scenario::file& in = of.file_of_daemons();
  const scenario::daemon& what = in.daemons[index];
  const lab::daemon_host& here = *of.daemons()[index];
  const model::daemon_counts now = here.counts();
  const auto& where = here.layout().instances();
  const auto doors = scenario::doors_of(in, what);
  array instances, ways;
  for (std::size_t at = 0; at < where.size(); ++at)
    instances.push_back(instance_state(where[at].name, now.instances[at]));
  for (std::size_t door = 0; door < doors.size(); ++door) {
    if (doors[door].how.proxy) ways.push_back(door_state(doors[door].whose, now.doors[door]));
  }
  table all;
  all.put("id", what.id);
  all.put("scope", std::string{config::name_of(what.scope)});
  all.put("slots", integer(what.slots));
  all.put("instances", std::move(instances));
  all.put("doors", std::move(ways));
  all.put("faults", faults_of(of, what));
  all.put("written", config::encode(what));
  return all;
}

}  // namespace

config::array daemons_state(const sidecar& of) {
  array all;
  for (std::size_t i = 0; i < of.daemons().size(); ++i) all.push_back(daemon_state(of, i));
  return all;
}

}  // namespace surgeline::sidecar
