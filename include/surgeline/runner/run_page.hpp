#pragma once

#include <cstdint>
#include <string>

#include "surgeline/metrics/published.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/scenario/run_story.hpp"
#include "surgeline/sidecar/measurements.hpp"
#include "surgeline/sidecar/run_board.hpp"

namespace surgeline::runner {

/// What a run on sockets exports while it goes on: its story, and what its loads, policies, services and daemons count. Counters
/// begin anew with each run.
class run_page {
 public:
  explicit run_page(sidecar::build_label build);

  // Who walks the run tells it; the story says which run it is.
  /// A run begins; `of` must outlive it.
  void begin(const scenario::file& of, std::uint64_t seed);
  /// What it tells at a moment, what was counted until then, and to which share loads are cut; once it is over too.
  void see(
      time_point now,
      scenario::run_story told,
      const measure::recording& seen,
      double load_factor = 1
  );

  /// The page in the text format of Prometheus. Any thread may ask.
  std::string text() const { return text_.read(); }

 private:
  void write(metrics::page all, const measure::recording& seen, time_point now);

  const sidecar::build_label build_;
  const scenario::file* file_ = nullptr;
  std::uint64_t seed_ = 0;
  scenario::run_identity run_;
  sidecar::run_board board_;
  metrics::published<std::string> text_;
};

}  // namespace surgeline::runner
