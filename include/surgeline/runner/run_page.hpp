#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/sidecar/measurements.hpp"
#include "surgeline/sidecar/run_board.hpp"

namespace surgeline::runner {

/// What a run on sockets exports while it goes on: its story, and what its loads, policies, services and daemons count. Put
/// together once a second by who walks the run; anybody may read it meanwhile. Counters begin anew with each run.
class run_page {
 public:
  explicit run_page(sidecar::build_label build);

  /// A run begins; `of` must outlive it.
  void begin(const scenario::file& of, std::uint64_t seed);
  /// To be called at every tick.
  void see(time_point now, const scenario::conductor& where, const measure::recording& seen);
  /// It is over and judged.
  void end(const scenario::record& of, const scenario::judgement& judged);

  /// The page in the text format of Prometheus. Any thread may ask.
  std::string text() const;

 private:
  void write(const measure::recording& seen, time_point now);
  void publish(std::string text);

  const sidecar::build_label build_;
  const scenario::file* file_ = nullptr;
  std::uint64_t seed_ = 0;
  scenario::run_identity run_;
  sidecar::run_board board_;
  std::chrono::steady_clock::time_point written_{};
  mutable std::mutex mutex_;
  std::string text_;
};

}  // namespace surgeline::runner
