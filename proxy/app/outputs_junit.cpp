#include <chrono>

#include "surgeline/app/outputs.hpp"
#include "surgeline/report/junit.hpp"
#include "written_file.hpp"

namespace surgeline::app {
namespace {

using std::chrono::system_clock;

bool write(const std::string& text, const options& asked) {
  return write_file("--junit", *asked.junit, text);
}

}  // namespace

bool can_write_junit(const options& asked) { return !asked.junit || write("", asked); }

bool write_junit(const report::executions& all, const options& asked) {
  return !asked.junit || write(report::junit_report(all, system_clock::now()), asked);
}

bool write_junit(
    const std::vector<report::margin_finding>& all,
    const std::string& scenario,
    const options& asked
) {
  if (!asked.junit) return true;
  return write(report::junit_of_margins(all, scenario, system_clock::now()), asked);
}

bool write_junit(const report::sweep_result& of, const options& asked) {
  return !asked.junit || write(report::junit_of_sweep(of, system_clock::now()), asked);
}

}  // namespace surgeline::app
