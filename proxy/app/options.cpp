#include "surgeline/app/options.hpp"

#include <CLI/CLI.hpp>

#include "surgeline/app/version.hpp"
#include "surgeline/runner/target.hpp"

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
    "  surgeline serve -c sidecar.toml                        between two services, faults on "
    "call\n"
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

/// What `serve` takes on the command line beats the file, by way of it: there is one place that checks.
void add_serve_options(CLI::App& to, options& asked) {
  to.add_option("-c,FILE", asked.files, "the file with its proxies, in TOML")->expected(1);
  to.add_option(
      "--config",
      asked.populate,
      "proxies as Toxiproxy's populate file has them, in JSON; -c is not needed then"
  );
  const auto sets = [&](const char* flag, const char* help, const char* path) {
    to.add_option_function<std::string>(
        flag,
        [&asked, path](const std::string& to_what) {
          asked.set.push_back(std::string{path} + "=" + to_what);
        },
        help
    );
  };
  sets("--control", "where faults are armed: 127.0.0.1:8474, or unix:/path", "serve.control");
  sets("--telemetry", "where /metrics is read: 127.0.0.1:9474", "serve.telemetry");
  sets("--workers", "event loops that carry traffic, or `auto`: one a core", "serve.workers");
  to.add_option("--decisions", asked.decisions, "append every draw to this file, a JSON line each");
  to.add_option("--seed", asked.seed, "of every draw; the file's if absent");
}

}  // namespace

std::optional<options> parse_command_line(int count, char** words, int& exit_code) {
  options asked;
  CLI::App app{about, "surgeline"};
  app.footer(epilogue);
  app.set_version_flag("--version", std::string{version} + " (" + std::string{revision} + ")");
  app.require_subcommand(1);

  auto* serve = app.add_subcommand("serve", "Stand between services, and arm faults when asked to");
  add_serve_options(*serve, asked);
  auto* run = app.add_subcommand("run", "Carry a scenario out on real sockets and judge it");
  add_scenario_options(*run, asked);
  run->add_option(
         "--beside-sim",
         asked.beside,
         "simulate each variant with this many seeds too, and compare"
  )
      ->check(CLI::Range(1, 100'000));
  run->add_option_function<std::string>(
      "--target",
      [&asked](const std::string& url) {
        std::string why;
        asked.target = runner::target_of(url, why);
        if (!asked.target) throw CLI::ValidationError("--target", why);
      },
      "arm the proxies of a sidecar instead: the URL of its control listener"
  );
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
    if (serve->parsed() && asked.files.empty() && !asked.populate)
      throw CLI::RequiredError("-c FILE or --config FILE.json");
  } catch (const CLI::ParseError& stop) {
    exit_code = app.exit(stop) == 0 ? 0 : 2;
    return {};
  }
  asked.command = serve->parsed()   ? command::serve
                  : run->parsed()   ? command::run
                  : sim->parsed()   ? command::sim
                  : check->parsed() ? command::check
                                    : command::docs;
  return asked;
}

}  // namespace surgeline::app
