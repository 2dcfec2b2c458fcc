#include "bottleneck.hpp"

#include <limits>
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

double arrived(std::size_t service, const record& of, span in) {
  const std::string subject = "service." + of.file.services[service].id;
  return of.recording.sum(subject, instrument::arrived, in.from, in.to);
}

/// Jobs of a service that the requests of all loads mean by the file.
double meant(std::size_t service, const record& of, span in) {
  double all = 0;
  for (const route& one : load_routes(of.file)) {
    const std::string subject = "load." + of.file.loads[one.load].id;
    all += jobs_by_file(of.file, one, service) *
           of.recording.sum(subject, instrument::offered, in.from, in.to);
  }
  return all;
}

/// What came to a service in the baseline for each job that was meant; 1 if nobody can tell.
double learned(std::size_t service, const record& of) {
  for (std::size_t i = 0; i < of.file.phases.size(); ++i) {
    const stage* ran = of.course.stage_of(i);
    if (of.file.phases[i].role != phase_role::baseline || ran == nullptr) continue;
    const double came = arrived(service, of, ran->when), wanted = meant(service, of, ran->when);
    if (came > 0 && wanted > 0) return came / wanted;
  }
  return 1;
}

}  // namespace

bottleneck bottleneck_of(const record& of, const route& way, time_point at) {
  bottleneck narrowest{.service = way.service};
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < of.file.services.size(); ++i) {
    const bool is_behind = i != way.service;
    const double jobs = jobs_by_file(of.file, way, i) * (is_behind ? learned(i, of) : 1);
    if (jobs <= 0) continue;
    const double can = of.file.services[i].capacity(at.time_since_epoch()) / jobs;
    if (can >= least) continue;
    least = can;
    narrowest = {.service = i, .jobs = jobs, .is_behind = is_behind};
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
  const double expected = meant(at.service, of, {from, until}) * at.jobs / by_file;
  return expected > 0 ? arrived(at.service, of, {from, until}) / expected : 1;
}

}  // namespace surgeline::scenario
