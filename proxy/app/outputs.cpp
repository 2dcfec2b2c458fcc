#include "surgeline/app/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "surgeline/app/version.hpp"
#include "surgeline/report/html.hpp"
#include "surgeline/report/json.hpp"
#include "surgeline/report/summary.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::app {
namespace {

report::invocation invocation_of(const options& asked) {
  report::invocation made{
      .file = asked.files.front(),
      .set = asked.set,
      .version = std::string{version}
  };
  for (const admin::control_address& one : asked.targets)
    made.targets.push_back((one.is_secret ? "https://" : "http://") + one.text());
  return made;
}

bool write(const std::filesystem::path& to, const std::string& text) {
  std::ofstream out(to, std::ios::binary);
  out << text;
  return out.flush().good();
}

}  // namespace

void show_results(const report::executions& all, const options& asked, screen& on) {
  if (asked.json)
    fmt::print("{}", report::json_report(all, invocation_of(asked)));
  else
    on.print(report::closing_table(all, on.width(), on.colour()));
}

bool write_report(const report::executions& all, const options& asked) {
  const std::filesystem::path folder = *asked.report;
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::string decisions;
  for (const report::execution& one : all) {
    if (one.record.variant == all.front().record.variant &&
        one.record.seed == all.front().record.seed) {
      decisions +=
          one.record.engine == all.front().record.engine ? report::decisions_jsonl(one.record) : "";
    }
  }
  bool written = true;
  for (const auto& [id, output] : all.front().record.outputs)
    written = write(folder / (id + ".log"), output) && written;
  written = written &&
            write(folder / "report.json", report::json_report(all, invocation_of(asked))) &&
            write(folder / "report.html", report::html_report(all, invocation_of(asked))) &&
            write(folder / "decisions.jsonl", decisions);
  if (written)
    fmt::print(stderr, "report: {}\n", (folder / "report.html").string());
  else
    fmt::print(
        stderr,
        "surgeline: the report cannot be written to {}: {}\n",
        folder.string(),
        failed ? failed.message() : "check that the folder can be written"
    );
  return written;
}

int exit_code_of(const report::executions& all, const std::vector<input>& inputs) {
  scenario::verdict together;
  for (const report::summary& one : report::summarise(all)) {
    const auto of = std::ranges::find(inputs, one.variant, &input::variant);
    const double needed = of == inputs.end() ? 1.0 : of->values.accept.pass.part;
    if (static_cast<double>(one.as_expected) >=
        needed * static_cast<double>(one.members.size()) - 1e-9)
      continue;
    for (const std::size_t member : one.members) {
      const report::execution& missed = all[member];
      if (missed.as_expected()) continue;
      const auto kind = missed.judgement.verdict.kind;
      // A pass where something else was expected is a failed expectation.
      together.add(
          {kind == scenario::verdict_kind::pass ? scenario::verdict_kind::fail : kind, "", ""}
      );
    }
  }
  return scenario::exit_code(together.kind, scenario::verdict_kind::pass);
}

}  // namespace surgeline::app
