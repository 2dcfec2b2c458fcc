#pragma once

#include <string>

#include "surgeline/measure/recording.hpp"
#include "surgeline/metrics/histogram_cells.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::runner {

/// What subjects have counted from the beginning of a run up to a moment.
class totals {
 public:
  virtual ~totals() = default;
  virtual double sum(const std::string& subject, measure::instrument what) = 0;
  virtual double last(const std::string& subject, measure::instrument what) = 0;
  virtual metrics::histogram_cells::reading histogram(
      const std::string& subject,
      measure::instrument what
  ) = 0;
};

/// A histogram of the recording in the buckets of telemetry.
metrics::histogram_cells::reading reading_of(const measure::histogram& all);

/// How a run changes what its file says of loads.
struct intent {
  double factor = 1;  ///< to which share of it loads are cut
  double speed = 1;   ///< seconds of the file in a second of whoever reads it
};

/// Whom loads of a file have, and how much they are meant to ask at a moment.
void add_intent(metrics::page& to, const scenario::file& of, const intent& meant, time_point now);

/// What the loads, policies, services and daemons of a file have counted.
void add_series(metrics::page& to, const scenario::file& of, totals& counted);

/// The same, of a run that goes on, up to `now`.
void add_series(
    metrics::page& to,
    const scenario::file& of,
    const measure::recording& seen,
    time_point now
);

}  // namespace surgeline::runner
