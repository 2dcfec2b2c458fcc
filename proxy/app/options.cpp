#include "surgeline/app/options.hpp"

#include <CLI/CLI.hpp>

#include "surgeline/app/version.hpp"

namespace surgeline::app {
namespace {

constexpr const char* about =
    "Surgeline finds the line between a slow dependency and a collapsed cluster:\n"
    "one scenario file, on real sockets and in virtual time, to one verdict.";

constexpr const char* epilogue =
    "Examples:\n"
    "  surgeline run scenarios/retry-storm.toml               watch it happen on sockets\n"
    "  surgeline sim scenarios/retry-storm.toml --seeds 50    how often, in virtual time\n"
    "  surgeline check my-scenario.toml                       what it would do, or what is wrong "
    "with it\n"
    "  surgeline docs scenario                                every key of the file format\n\n"
    "Exit codes: 0 as expected, 1 fail, 2 bad file or usage, 3 inconclusive, 4 aborted, 5 "
    "metastable, 70 a bug.";

void add_scenario_options(CLI::App& to, options& asked) {
  to.add_option("FILE", asked.files, "the scenario file")->required()->expected(1);
  to.add_option("--seed", asked.seed, "of every draw; the file's if absent");
  to.add_option("--seeds", asked.seeds, "carry it out with this many seeds, one after the other")
      ->check(CLI::Range(1, 100'000));
  to.add_option("--variant", asked.variant, "one [[variant]] of the file, or `all`");
  to.add_option(
        "--set",
        asked.set,
        "path=value: change the file, as in vars.rate=600/s or policy.careful.timeout=2s"
  )
      ->expected(-1)
      ->allow_extra_args(false);
  to.add_option(
      "--report",
      asked.report,
      "write report.json, report.html and decisions.jsonl into this folder"
  );
  to.add_flag("--quiet,-q", asked.quiet, "say nothing but the closing table");
  to.add_flag("--json", asked.json, "print the report as JSON instead");
}

}  // namespace

std::optional<options> parse_command_line(int count, char** words, int& exit_code) {
  options asked;
  CLI::App app{about, "surgeline"};
  app.footer(epilogue);
  app.set_version_flag("--version", std::string{version} + " (" + std::string{revision} + ")");
  app.require_subcommand(1);

  auto* run = app.add_subcommand("run", "Carry a scenario out on real sockets and judge it");
  add_scenario_options(*run, asked);
  run->add_option(
         "--beside-sim",
         asked.beside,
         "simulate each variant with this many seeds too, and compare"
  )
      ->check(CLI::Range(1, 100'000));
  auto* sim = app.add_subcommand("sim", "Carry a scenario out in virtual time and judge it");
  add_scenario_options(*sim, asked);
  auto* check = app.add_subcommand("check", "Say what is wrong with files, or what they would do");
  check->add_option("FILE", asked.files, "scenario files")->required();
  check->add_option("--variant", asked.variant, "one [[variant]] of the file, or `all`");
  check->add_option("--set", asked.set, "path=value: change the file")
      ->expected(-1)
      ->allow_extra_args(false);
  auto* docs = app.add_subcommand("docs", "Print a reference page");
  docs->add_option(
          "PAGE",
          asked.page,
          "faults, scenario, metrics, schema (of scenario files) or report-schema"
  )
      ->required()
      ->check(CLI::IsMember({"faults", "scenario", "metrics", "schema", "report-schema"}));

  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& stop) {
    exit_code = app.exit(stop) == 0 ? 0 : 2;
    return {};
  }
  asked.command = run->parsed()     ? command::run
                  : sim->parsed()   ? command::sim
                  : check->parsed() ? command::check
                                    : command::docs;
  return asked;
}

}  // namespace surgeline::app
