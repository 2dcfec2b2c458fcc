#include "live_figures.hpp"

#include <optional>
#include <utility>

#include "surgeline/config/schema_value.hpp"

namespace surgeline::app {
namespace {

using config::array;
using config::table;
using config::value;

void put(table& into, const char* name, const std::optional<double>& what) {
  if (what) into.put(name, *what);
}

array phases_of(const report::view& of) {
  array all;
  for (const auto& one : of.phases)
    all.emplace_back(config::object({{"id", one.id}, {"seconds", seconds(one.length)}}));
  return all;
}

array loads_of(const report::view& of) {
  array all;
  for (const auto& one : of.loads) {
    table shown;
    shown.put("id", one.id);
    shown.put("offered", one.offered);
    shown.put("goodput", one.goodput);
    put(shown, "amplification", one.amplification);
    put(shown, "p50_seconds", one.p50_seconds);
    put(shown, "p99_seconds", one.p99_seconds);
    all.emplace_back(std::move(shown));
  }
  return all;
}

array policies_of(const report::view& of) {
  array all;
  for (const auto& one : of.policies) {
    table shown;
    shown.put("id", one.id);
    put(shown, "open_share", one.open_share);
    put(shown, "budget", one.budget);
    all.emplace_back(std::move(shown));
  }
  return all;
}

}  // namespace

value live_figures(const report::view& of) {
  table all;
  all.put("at_seconds", seconds(of.now - time_point{}));
  all.put("ends_seconds", seconds(of.ends - time_point{}));
  all.put("phase", static_cast<std::int64_t>(of.phase));
  all.put("phases", phases_of(of));
  all.put("load_factor", of.load_factor);
  all.put("loads", loads_of(of));
  all.put("policies", policies_of(of));
  array services, daemons;
  for (const auto& one : of.services)
    services.emplace_back(
        config::object({{"id", one.id}, {"queue", one.queue}, {"in_flight", one.in_flight}})
    );
  for (const auto& one : of.daemons)
    daemons.emplace_back(
        config::object({{"id", one.id}, {"depth", one.depth}, {"stalled", one.stalled}})
    );
  all.put("services", std::move(services));
  all.put("daemons", std::move(daemons));
  if (of.recovery) {
    table way;
    way.put("needed", of.recovery->needed);
    put(way, "share", of.recovery->share);
    if (of.recovery->after) way.put("after_seconds", seconds(*of.recovery->after));
    all.put("recovery", std::move(way));
  }
  return all;
}

}  // namespace surgeline::app
