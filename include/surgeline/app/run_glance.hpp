#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

#include "surgeline/config/value.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/scenario/run_identity.hpp"

namespace surgeline::app {

/// What the live page shows of a run that goes on in this process: a glance, as a sidecar gives it, that nobody can change anything
/// by. Put together once a second by who walks the run; any thread may read it.
class run_glance {
 public:
  run_glance();

  /// A run begins; `of` must outlive it.
  void begin(const scenario::file& of, const std::string& variant, std::uint64_t seed);
  /// To be called at every tick.
  void see(time_point now, const scenario::conductor& where, const measure::recording& seen);
  /// It is over and judged.
  void end(const scenario::record& of, const scenario::judgement& judged);

  /// As JSON; empty before the first run.
  std::string text() const;

 private:
  std::chrono::system_clock::time_point wall_of(time_point moment, time_point now) const;
  config::array faults(const scenario::course& course, time_point now) const;
  config::array phases(const scenario::course& course, time_point now) const;
  void publish();

  const std::chrono::system_clock::time_point started_;
  const scenario::file* file_ = nullptr;
  std::string variant_;
  std::uint64_t seed_ = 0;
  std::int64_t layout_ = 0;
  scenario::run_identity run_;
  config::table shown_;   // the whole glance
  config::table hosted_;  // the run in it
  std::chrono::steady_clock::time_point written_{};
  mutable std::mutex mutex_;
  std::string text_;
};

}  // namespace surgeline::app
