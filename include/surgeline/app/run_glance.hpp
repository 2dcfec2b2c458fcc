#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "surgeline/admin/glance_stream.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/metrics/published.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/scenario/run_story.hpp"

namespace surgeline::app {

/// What the live page shows of a run that goes on in this process: a glance, as a sidecar gives it, that nobody can change anything
/// by. Who walks the run tells it; any thread may read it.
class run_glance {
 public:
  run_glance();

  /// A run begins; `of` must outlive it.
  void begin(
      const scenario::file& of,
      const scenario::run_identity& run,
      const std::string& variant,
      std::uint64_t seed
  );
  /// What the run tells at a moment, and what there is to see then.
  void see(
      time_point now,
      const scenario::run_story& told,
      const scenario::conductor& where,
      const measure::recording& seen
  );
  /// It is over and judged, and that is what it tells.
  void end(
      const scenario::record& of,
      const scenario::run_story& told,
      const scenario::judgement& judged
  );

  /// The last of it; nothing before the first run.
  std::optional<admin::glance_parts> read() const { return seen_.read(); }

 private:
  std::chrono::system_clock::time_point wall_of(time_point moment, time_point now) const;
  config::array faults(const scenario::course& course, time_point now) const;
  config::array phases(const scenario::course& course, time_point now) const;
  void publish();

  const std::chrono::system_clock::time_point started_;
  const scenario::file* file_ = nullptr;
  std::string variant_;
  std::uint64_t seed_ = 0;
  std::uint64_t layout_ = 0;
  std::shared_ptr<const std::string> proxies_;
  config::table shown_;   // the rest of the glance
  config::table hosted_;  // the run in it
  metrics::published<std::optional<admin::glance_parts>> seen_;
};

}  // namespace surgeline::app
