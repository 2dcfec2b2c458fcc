#include "surgeline/app/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "surgeline/app/version.hpp"
#include "surgeline/report/acceptance.hpp"
#include "surgeline/report/accord.hpp"
#include "surgeline/report/digest.hpp"
#include "surgeline/report/html.hpp"
#include "surgeline/report/json.hpp"
#include "surgeline/report/junit.hpp"
#include "surgeline/report/markdown.hpp"
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
  if (std::ifstream in(made.file, std::ios::binary); in) {
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    made.sha256 = report::sha256_in_hex(bytes);
  }
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
    on.print(report::closing_table(all, on.room(), on.colour()));
}

namespace {

using named_text = std::pair<std::string, std::string>;

void say_why_not(const std::filesystem::path& folder, const std::error_code& failed) {
  fmt::print(
      stderr,
      "surgeline: the report cannot be written to {}: {}\n",
      folder.string(),
      failed ? failed.message() : "check that the folder can be written"
  );
}

/// Writes files into the folder asked for, and says where or why not.
bool write_all(const std::vector<named_text>& files, const options& asked) {
  const std::filesystem::path folder = *asked.report;
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  const bool written = std::ranges::all_of(files, [&](const named_text& each) {
    return write(folder / each.first, each.second);
  });
  const auto page = std::ranges::find_if(files, [](const named_text& each) {
    return each.first.ends_with(".html");
  });
  if (written)
    fmt::print(stderr, "report: {}\n", (folder / page->first).string());
  else
    say_why_not(folder, failed);
  return written;
}

}  // namespace

bool can_write_report(const options& asked) {
  if (!asked.report) return true;
  const std::filesystem::path folder = *asked.report;
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  const std::filesystem::path trial = folder / ".surgeline";
  const bool can = !failed && write(trial, "");
  if (!can) say_why_not(folder, failed);
  std::filesystem::remove(trial, failed);
  return can;
}

bool write_report(const report::executions& all, const options& asked) {
  std::string decisions;
  for (const report::execution& one : all) {
    if (one.record.variant == all.front().record.variant &&
        one.record.seed == all.front().record.seed) {
      decisions +=
          one.record.engine == all.front().record.engine ? report::decisions_jsonl(one.record) : "";
    }
  }
  std::vector<named_text> files{
      {"report.json", report::json_report(all, invocation_of(asked))},
      {"report.html", report::html_report(all, invocation_of(asked))},
      {"report.md", report::markdown_report(all, invocation_of(asked))},
      {"junit.xml", report::junit_report(all, std::chrono::system_clock::now())},
      {"decisions.jsonl", decisions}
  };
  for (const auto& [id, output] : all.front().record.outputs)
    files.emplace_back(id + ".log", output);
  return write_all(files, asked);
}

void print_margins(
    const std::vector<report::margin_finding>& all,
    const report::executions& beside,
    const options& asked
) {
  fmt::print("{}", report::json_report(beside, invocation_of(asked), all));
}

bool write_margins(
    const std::vector<report::margin_finding>& all,
    const report::executions& beside,
    const std::string& scenario,
    const options& asked
) {
  const std::string title = scenario.empty() ? asked.files.front() : scenario;
  return write_all(
      {{"report.json", report::json_report(beside, invocation_of(asked), all)},
       {"report.html", report::html_report(beside, invocation_of(asked), all)},
       {"report.md", report::margin_markdown(all, title)},
       {"junit.xml", report::junit_of_margins(all, scenario, std::chrono::system_clock::now())}},
      asked
  );
}

void print_sweep(const report::sweep_result& of, const options& asked) {
  fmt::print("{}", report::sweep_json(of, invocation_of(asked)));
}

bool write_sweep(const report::sweep_result& of, const options& asked) {
  return write_all(
      {{"sweep.json", report::sweep_json(of, invocation_of(asked))},
       {"sweep.csv", report::sweep_csv(of)},
       {"sweep.html", report::sweep_html(of, invocation_of(asked))},
       {"junit.xml", report::junit_of_sweep(of, std::chrono::system_clock::now())}},
      asked
  );
}

namespace {

using scenario::verdict_kind;

/// What the engines' disagreements speak for; says each in a line.
void add_disagreements(const report::executions& all, scenario::verdict& together) {
  for (const report::accord& each : report::accords(all)) {
    if (each.how == report::accordance::agree) continue;
    fmt::print(stderr, "surgeline: {}\n", text_of(each));
    const bool differ = each.how == report::accordance::differ;
    together.add({differ ? verdict_kind::fail : verdict_kind::inconclusive, "", ""});
  }
}

}  // namespace

int exit_code_of(const report::executions& all, const std::vector<input>& inputs) {
  scenario::verdict together;
  for (const report::summary& one : report::summarise(all)) {
    const auto of = std::ranges::find(inputs, one.variant, &input::variant);
    const scenario::accept wanted = of == inputs.end() ? scenario::accept{} : of->values.accept;
    const report::acceptance how = report::acceptance_of(one, wanted);
    if (how == report::acceptance::accepted) continue;
    if (how == report::acceptance::unsure) {
      fmt::print(stderr, "surgeline: {}\n", report::unsure_in_words(one, wanted));
      together.add({verdict_kind::inconclusive, "", ""});
      continue;
    }
    for (const std::size_t member : one.members) {
      const report::execution& missed = all[member];
      if (missed.as_expected()) continue;
      const auto kind = missed.judgement.verdict.kind;
      // A pass where something else was expected is a failed expectation.
      together.add({kind == verdict_kind::pass ? verdict_kind::fail : kind, "", ""});
    }
  }
  add_disagreements(all, together);
  return scenario::exit_code(together.kind, verdict_kind::pass);
}

}  // namespace surgeline::app
