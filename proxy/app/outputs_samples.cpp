#include <chrono>

#include "surgeline/app/outputs.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/runner/backfill.hpp"
#include "written_file.hpp"

namespace surgeline::app {
namespace {

bool write_to(const std::string& path, const std::string& text) {
  return write_file("--openmetrics", path, text);
}

}  // namespace

bool can_write_samples(const options& asked) {
  return !asked.openmetrics || write_to(*asked.openmetrics, "");
}

bool write_samples(
    const report::executions& all,
    const options& asked,
    std::chrono::system_clock::time_point begun
) {
  using std::chrono::system_clock;
  const auto wanted = asked.command == command::run ? scenario::engine::run : scenario::engine::sim;
  metrics::history made;
  for (const report::execution& one : all) {
    if (one.record.engine != wanted || one.kept) continue;
    const std::chrono::duration<double> took(one.real_seconds);
    // Virtual time has no date: it lies before the command, so that no sample is of the future.
    const auto ended =
        one.began ? *one.began + std::chrono::duration_cast<system_clock::duration>(took) : begun;
    const sidecar::build_label build{std::string{version}, std::string{revision}};
    runner::add_run(made, one.record, one.judgement, ended, build);
  }
  return write_to(*asked.openmetrics, made.text());
}

}  // namespace surgeline::app
