#pragma once

#include "report/samples.hpp"

namespace surgeline::report::samples {

/// The same outage, made by two sidecars of which one was lost in it.
inline execution outage_of_two_sidecars() {
  execution made = outage({});
  scenario::sidecar_record one{.control = "10.0.0.1:8474", .proxies = {"edge"}};
  one.clock_ahead = 1500us;
  one.clock_within = 200us;
  one.armed_within = 1200us;
  one.connections = 12;
  one.bytes = 4096;
  one.faults.of(0) = {.evaluated = 12, .selected = 12, .injected = 3};
  scenario::sidecar_record other = one;
  other.control = "10.0.0.2:8474";
  other.clock_ahead = -2ms;
  other.armed_within = 2100us;
  other.exchanges = 7;
  other.failed = 2;
  made.record.sidecars = {one, other};
  made.record.course.losses = {{1, time_point{42s}, "it was cut off"}};
  return made;
}

}  // namespace surgeline::report::samples
