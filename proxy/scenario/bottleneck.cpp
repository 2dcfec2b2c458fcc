#include "surgeline/scenario/bottleneck.hpp"

#include <string>

#include "surgeline/measure/instrument.hpp"

namespace surgeline::scenario {

using measure::instrument;

namespace {

/// Jobs of a service that a request on a route means by the file; one of each that may be behind a program.
double jobs_by_file(const file& from, const route& way, std::size_t service) {
  const bool by_program = from.services[way.service].role == role::command;
  const bool may_be = from.services[service].is_lab() && routes_to(from, service).empty();
  return by_program && may_be ? 1 : jobs_for(from, way, service);
}

double arrived(std::size_t service, const file& from, const measure::recording& seen, span in) {
  const std::string subject = "service." + from.services[service].id;
  return seen.sum(subject, instrument::arrived, in.from, in.to);
}

/// Jobs of a service that the requests of all loads mean by the file.
double meant(std::size_t service, const file& from, const measure::recording& seen, span in) {
  double all = 0;
  for (const route& one : load_routes(from)) {
    const std::string subject = "load." + from.loads[one.load].id;
    all +=
        jobs_by_file(from, one, service) * seen.sum(subject, instrument::offered, in.from, in.to);
  }
  return all;
}

/// What came to a service in the baseline for each job that was meant; 1 if nobody can tell.
double learned(
    std::size_t service,
    const file& from,
    const course& so_far,
    const measure::recording& seen
) {
  for (std::size_t i = 0; i < from.phases.size(); ++i) {
    const stage* ran = so_far.stage_of(i);
    if (from.phases[i].role != phase_role::baseline || ran == nullptr) continue;
    const double came = arrived(service, from, seen, ran->when),
                 wanted = meant(service, from, seen, ran->when);
    if (came > 0 && wanted > 0) return came / wanted;
  }
  return 1;
}

}  // namespace

bottleneck bottleneck_of(
    const file& from,
    const route& way,
    const course& so_far,
    const measure::recording& seen,
    time_point at
) {
  bottleneck narrowest{.service = way.service};
  for (std::size_t i = 0; i < from.services.size(); ++i) {
    const bool is_behind = i != way.service;
    const double usual = is_behind ? learned(i, from, so_far, seen) : 1;
    const double jobs = jobs_by_file(from, way, i) * usual;
    if (jobs <= 0) continue;
    const double can = from.services[i].capacity(at.time_since_epoch()) / jobs;
    if (can >= narrowest.per_second) continue;
    narrowest = {.service = i, .per_second = can, .jobs = jobs, .is_behind = is_behind};
  }
  return narrowest;
}

double amplification_at(
    const bottleneck& at,
    const record& of,
    const route& way,
    time_point from,
    time_point until
) {
  const double by_file = jobs_by_file(of.file, way, at.service);
  const double expected =
      meant(at.service, of.file, of.recording, {from, until}) * at.jobs / by_file;
  return expected > 0 ? arrived(at.service, of.file, of.recording, {from, until}) / expected : 1;
}

}  // namespace surgeline::scenario
