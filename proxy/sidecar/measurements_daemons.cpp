#include "measurements_numbers.hpp"
#include "surgeline/sidecar/measurements.hpp"

/// What is exported about daemons.
namespace surgeline::sidecar {
namespace {

using metrics::family;
using metrics::page;
using reading = metrics::histogram_cells::reading;

void add_instance(
    page& to,
    const std::string& id,
    const std::string& host,
    const model::daemon_counts::instance& now
) {
  for (const auto& [state, word, help] : config::names<model::daemon_state>) {
    to.add(
        family::daemon_state,
        {{"daemon", id}, {"host", host}, {"state", word}},
        state == now.state ? 1 : 0
    );
  }
  to.add(family::daemon_stalls, {{"daemon", id}, {"host", host}}, number(now.stalls));
  to.add(family::daemon_stall_seconds, {{"daemon", id}, {"host", host}}, seconds(now.stalled));
  to.add(family::daemon_queue_depth, {{"daemon", id}, {"host", host}}, number(now.depth));
}

void add_door(
    page& to,
    const std::string& id,
    const std::string& whose,
    const model::daemon_counts::door& through
) {
  to.add(
      family::daemon_wait,
      {{"daemon", id}, {"service", whose}},
      reading{through.waits, through.waited_seconds}
  );
  const auto add = [&](std::string_view outcome, std::uint64_t visits) {
    to.add(
        family::daemon_acquisitions,
        {{"daemon", id}, {"service", whose}, {"outcome", outcome}},
        number(visits)
    );
  };
  add("ok", through.ok);
  add("timeout", through.timeout);
  add("rejected", through.rejected);
  add("cancelled", through.cancelled);
}

}  // namespace

void measurements::add_daemons(page& to) const {
  const scenario::file& in = of_.file_of_daemons();
  for (std::size_t i = 0; i < of_.daemons().size(); ++i) {
    const std::string& id = in.daemons[i].id;
    const lab::daemon_host& one = *of_.daemons()[i];
    const model::daemon_counts now = one.counts();
    const auto& instances = one.layout().instances();
    for (std::size_t at = 0; at < instances.size(); ++at)
      add_instance(to, id, instances[at].name, now.instances[at]);
    to.add(
        family::daemon_released_waiters,
        {{"daemon", id}},
        model::herd_buckets,
        now.herds,
        now.herded
    );
    const auto doors = scenario::doors_of(in, in.daemons[i]);
    for (std::size_t door = 0; door < doors.size(); ++door) {
      if (doors[door].how.proxy) add_door(to, id, doors[door].whose, now.doors[door]);
    }
  }
}

}  // namespace surgeline::sidecar
