#include <fmt/format.h>

#include <chrono>
#include <fstream>

#include "surgeline/app/outputs.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/runner/backfill.hpp"

namespace surgeline::app {
namespace {

bool write_to(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  const bool written = out.flush().good();
  if (!written)
    fmt::print(
        stderr,
        "surgeline: --openmetrics: {} cannot be written: check that its folder is there and can be "
        "written\n",
        path
    );
  return written;
}

}  // namespace

bool can_write_samples(const options& asked) {
  return !asked.openmetrics || write_to(*asked.openmetrics, "");
}

bool write_samples(const report::executions& all, const options& asked) {
  using std::chrono::system_clock;
  metrics::history made;
  for (const report::execution& one : all) {
    if (!one.began || one.kept) continue;
    const std::chrono::duration<double> took(one.real_seconds);
    const auto ended = *one.began + std::chrono::duration_cast<system_clock::duration>(took);
    const sidecar::build_label build{std::string{version}, std::string{revision}};
    runner::add_run(made, one.record, one.judgement, ended, build);
  }
  return write_to(*asked.openmetrics, made.text());
}

}  // namespace surgeline::app
