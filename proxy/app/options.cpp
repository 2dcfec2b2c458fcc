#include "surgeline/app/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "options_ctl.hpp"
#include "options_footers.hpp"
#include "options_search.hpp"
#include "surgeline/app/command_line.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/runner/target.hpp"
#include "surgeline/scenario/serve.hpp"

namespace surgeline::app {
namespace {

constexpr const char* about =
    "Surgeline finds the line between a slow dependency and a collapsed cluster:\n"
    "one scenario file, on real sockets and in virtual time, to one verdict.";

constexpr const char* epilogue =
    "Examples:\n"
    "  surgeline run scenarios/retry-storm.toml               watch it happen on sockets\n"
    "  surgeline sim scenarios/retry-storm.toml --seeds 50    how often, in virtual time\n"
    "  surgeline margin scenarios/hotos-retry.toml            how much it takes to tip it over\n"
    "  surgeline check my-scenario.toml                       what it would do, or what is wrong "
    "with it\n"
    "  surgeline report before after                          what differs beyond noise\n"
    "  surgeline serve -c sidecar.toml                        between two services, faults on "
    "call\n"
    "  surgeline ctl arm kind=latency delay=80ms --for 30s    a fault in a running sidecar\n"
    "  surgeline docs scenario                                every key of the file format\n\n"
    "Exit codes: 0 as expected, 1 fail, 2 bad file or usage, 3 inconclusive, 4 aborted, 5 "
    "metastable, 70 a bug.";

void add_scenario_options(CLI::App& to, options& asked) {
  add_file_options(to, asked);
  to.add_option("--seeds", asked.seeds, "carry it out with this many seeds, one after the other")
      ->check(CLI::Range(1, 100'000))
      ->type_name("N");
  add_threads_option(to, asked);
  to.add_option(
        "--report",
        asked.report,
        "write report.json, report.html, report.md, junit.xml and decisions.jsonl (the draws of "
        "faults "
        "with a probability below 100%) into this folder"
  )
      ->type_name("DIR");
  to.add_option(
        "--openmetrics",
        asked.openmetrics,
        "write the series that `run --telemetry` has, with their times, for `promtool tsdb "
        "create-blocks-from openmetrics`; a simulation is placed so that it ended when it was begun"
  )
      ->type_name("FILE");
}

/// What `serve` takes on the command line beats the file, by way of it: there is one place that checks.
void add_serve_options(CLI::App& to, options& asked) {
  to.add_option("-c,FILE", asked.files, "the file with its proxies, in TOML")
      ->expected(1)
      ->type_name("FILE");
  to.add_option(
        "--config",
        asked.populate,
        "proxies as Toxiproxy's populate file has them, in JSON; -c is not needed then"
  )
      ->type_name("FILE");
  const auto sets = [&](const char* flag, const char* help, const char* path) {
    to.add_option_function<std::string>(
          flag,
          [&asked, path](const std::string& to_what) {
            asked.set.push_back(std::string{path} + "=" + to_what);
          },
          help
    )
        ->type_name("VALUE");
  };
  sets("--control", "where faults are armed: 127.0.0.1:8474, or unix:/path", "serve.control");
  sets("--telemetry", "where /metrics is read: 127.0.0.1:9474", "serve.telemetry");
  sets("--workers", "event loops that carry traffic, or `auto`: one a core", "serve.workers");
  to.add_option("--decisions", asked.decisions, "append every draw to this file, a JSON line each")
      ->type_name("FILE");
  to.add_option("--seed", asked.seed, "of every draw; the file's if absent")->type_name("N");
}

void add_run_options(CLI::App& to, options& asked) {
  to.add_option(
        "--beside-sim",
        asked.beside,
        "simulate each variant with this many seeds too, and compare"
  )
      ->check(CLI::Range(1, 100'000))
      ->type_name("N");
  to.add_option_function<std::string>(
        "--telemetry",
        [&asked](const std::string& where) {
          std::string why;
          asked.telemetry = endpoint::parse(where, &why);
          if (!asked.telemetry) throw CLI::ValidationError("--telemetry", why);
        },
        "serve /metrics of the run there while it goes on, such as 127.0.0.1:9475"
  )
      ->type_name("ADDRESS");
  to.add_option_function<std::vector<std::string>>(
        "--target",
        [&asked](const std::vector<std::string>& urls) {
          for (const std::string& url : urls) asked.targets.push_back(control_of("--target", url));
        },
        "arm the proxies of a sidecar instead: the URL of its control listener; as often as there "
        "are sidecars"
  )
      ->expected(-1)
      ->allow_extra_args(false)
      ->type_name("URL");
}

/// Everything that the program takes; what it is given lands in `asked`.
void declare(CLI::App& app, options& asked) {
  app.footer(epilogue);
  app.set_version_flag("--version", std::string{version} + " (" + std::string{revision} + ")");
  app.require_subcommand(1);

  auto* const serve =
      app.add_subcommand("serve", "Stand between services, and arm faults when asked to");
  add_serve_options(*serve, asked);
  serve->footer(footers::serve);
  auto* const run = app.add_subcommand("run", "Carry a scenario out on real sockets and judge it");
  add_scenario_options(*run, asked);
  add_run_options(*run, asked);
  add_tls_options(*run, asked);
  run->footer(footers::run);
  auto* const sim = app.add_subcommand("sim", "Carry a scenario out in virtual time and judge it");
  add_scenario_options(*sim, asked);
  sim->footer(footers::sim);
  auto* const margin =
      app.add_subcommand("margin", "Find how much it takes to tip a scenario over");
  add_margin_options(*margin, asked);
  auto* const sweep =
      app.add_subcommand("sweep", "Carry a scenario out at every point of what it varies");
  add_sweep_options(*sweep, asked);
  auto* const check =
      app.add_subcommand("check", "Say what is wrong with files, or what they would do");
  add_check_options(*check, asked);
  auto* const report =
      app.add_subcommand("report", "Show a stored report, or say in what two of them differ");
  add_report_options(*report, asked);
  auto* const ctl = app.add_subcommand("ctl", "Drive a running sidecar");
  add_ctl_options(*ctl, asked);
  auto* const docs = app.add_subcommand("docs", "Print a reference page");
  docs->footer(footers::docs);
  docs->add_option(
          "PAGE",
          asked.page,
          "faults, scenario, metrics, api, openapi, schema (of scenario files), report-schema, "
          "sweep-schema, "
          "man, or what "
          "completes "
          "commands in a shell"
  )
      ->required()
      ->check(CLI::IsMember(
          {"faults",
           "scenario",
           "metrics",
           "api",
           "openapi",
           "schema",
           "report-schema",
           "sweep-schema",
           "man",
           "completion-bash",
           "completion-zsh",
           "completion-fish"}
      ));
}

/// Each subcommand by its name.
command command_named(const CLI::App& app) {
  using enum command;
  constexpr std::array<std::pair<const char*, command>, 9> names{
      {{"serve", serve},
       {"run", run},
       {"sim", sim},
       {"margin", margin},
       {"sweep", sweep},
       {"check", check},
       {"report", report},
       {"ctl", ctl},
       {"docs", docs}}
  };
  for (const auto& [name, what] : names) {
    if (app.got_subcommand(name)) return what;
  }
  return none;
}

command_option described(const CLI::Option& from) {
  command_option made{.about = from.get_description()};
  for (const std::string& one : from.get_snames()) made.names.push_back("-" + one);
  for (const std::string& one : from.get_lnames()) made.names.push_back("--" + one);
  std::string type = from.get_type_name();
  if (const auto list = type.find('{'); list != std::string::npos) {
    made.choices = CLI::detail::split(type.substr(list + 1, type.find('}') - list - 1), ',');
    type.resize(list - 1);
  }
  made.is_path = type == "FILE" || type == "DIR";
  made.value = made.names.empty() ? from.get_name(true) : type;
  return made;
}

command_help described(const CLI::App& from, const std::string& name) {
  command_help made{.name = name, .about = from.get_description(), .footer = from.get_footer()};
  // Commands inherit it, and it is said once.
  if (from.get_parent() != nullptr && from.get_parent()->get_footer() == made.footer)
    made.footer.clear();
  for (const CLI::Option* one : from.get_options()) made.options.push_back(described(*one));
  const std::string before = from.get_parent() == nullptr ? "" : name + " ";
  for (const CLI::App* one : from.get_subcommands([](const CLI::App*) { return true; }))
    made.commands.push_back(described(*one, before + one->get_name()));
  return made;
}

}  // namespace

command_help command_line() {
  options unused;
  CLI::App app{about, "surgeline"};
  declare(app, unused);
  return described(app, "surgeline");
}

std::optional<options> parse_command_line(int count, char** words, int& exit_code) {
  options asked;
  CLI::App app{about, "surgeline"};
  declare(app, asked);
  try {
    app.parse(count, words);
    if (app.got_subcommand("serve") && asked.files.empty() && !asked.populate)
      throw CLI::RequiredError("-c FILE or --config FILE.json");
  } catch (const CLI::ParseError& stop) {
    exit_code = app.exit(stop) == 0 ? 0 : 2;
    return {};
  }
  asked.command = command_named(app);
  if (asked.command == command::ctl && !asked.target) asked.target = usual_control();
  return asked;
}

}  // namespace surgeline::app
