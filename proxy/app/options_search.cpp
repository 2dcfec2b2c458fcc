#include "options_search.hpp"

#include <CLI/CLI.hpp>

namespace surgeline::app {
namespace {

constexpr const char* margin_footer =
    "The file's [margin] names a key and a range. The margin is the value that tips the system in "
    "half of the runs,\nwith its 95 % interval; simulated on all cores, or --live on sockets, one "
    "run at a time.\n\n"
    "Examples:\n"
    "  surgeline margin scenarios/hotos-retry.toml\n"
    "  surgeline margin FILE --variant all --report out    of each variant, with a page\n"
    "  surgeline margin FILE --set margin.repeat=20        a narrower interval\n\n"
    "Exit codes: 0 an answer (also that an end of the range tips, or does not), 2 bad file or "
    "usage, 3 every run\nat some value was inconclusive, 4 interrupted, 70 a bug.";

constexpr const char* sweep_footer =
    "The file's [sweep] says what is varied, what is measured and with how many seeds. Simulated "
    "on all cores.\n\n"
    "Examples:\n"
    "  surgeline sweep scenarios/retry-storm-size.toml --report out\n"
    "  surgeline sweep FILE --resume sweep.jsonl           goes on where it was stopped\n\n"
    "Exit codes: 0 done, 2 bad file or usage, 4 interrupted (what is done is shown), 70 a bug.";

constexpr const char* check_footer =
    "With --diff it prints nothing but the keys in which two files differ, by their ids; what one "
    "leaves at the value "
    "that\nthe other writes is no difference, and what follows from a variable is told once.\n\n"
    "Examples:\n"
    "  surgeline check my-scenario.toml\n"
    "  surgeline check --diff staging.toml production.toml\n"
    "  surgeline check --diff FILE --variant careful       the variant beside the file as it is\n"
    "  surgeline check --diff FILE --variant naive,careful two variants\n\n"
    "Exit codes: 0 fine, 2 a problem; with --diff as diff(1): 0 no difference, 1 some, 2 a "
    "problem.";

constexpr const char* report_footer =
    "Two reports are compared number by number: over seeds, or, where a side has too few, one run "
    "of each second by\nsecond; two sweeps point by point, margins by their intervals. Named is "
    "what chance alone would not show,\ncorrected for the number of comparisons.\n\n"
    "Examples:\n"
    "  surgeline report out                                the table of a run or a sweep again\n"
    "  surgeline report main branch                        what the branch makes different\n"
    "  surgeline report main/report.json out --json        every comparison, for programs\n\n"
    "Exit codes: 0 shown, or no difference beyond noise, 1 some, 2 a report that cannot be read, "
    "or "
    "nothing to\ncompare, 70 a bug.";

}  // namespace

void add_file_options(CLI::App& to, options& asked) {
  to.add_option("FILE", asked.files, "the scenario file")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  to.add_option("--seed", asked.seed, "of every draw; the file's if absent")->type_name("N");
  to.add_option("--variant", asked.variant, "one [[variant]] of the file, or `all`")
      ->type_name("ID");
  to.add_option(
        "--set",
        asked.set,
        "path=value: change the file, as in vars.rate=600/s or policy.careful.timeout=2s"
  )
      ->expected(-1)
      ->allow_extra_args(false)
      ->type_name("PATH=VALUE");
  to.add_option(
        "--junit",
        asked.junit,
        "write a JUnit file for CI servers there; it is empty until the end"
  )
      ->type_name("FILE");
  to.add_flag("--quiet,-q", asked.quiet, "say nothing but the closing table");
  to.add_flag("--json", asked.json, "print the report as JSON instead");
}

void add_threads_option(CLI::App& to, options& asked) {
  to.add_option("--threads", asked.threads, "simulate so many runs at once; one a core if absent")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
}

void add_check_options(CLI::App& to, options& asked) {
  to.add_option("FILE", asked.files, "scenario files")->required()->type_name("FILE");
  to.add_option("--variant", asked.variant, "one [[variant]] of the file, or `all`")
      ->type_name("ID");
  to.add_option("--set", asked.set, "path=value: change the file")
      ->expected(-1)
      ->allow_extra_args(false)
      ->type_name("PATH=VALUE");
  to.add_flag("--diff", asked.diff, "name the keys in which two files, or two variants, differ");
  to.footer(check_footer);
}

void add_report_options(CLI::App& to, options& asked) {
  to.add_option(
        "REPORT",
        asked.files,
        "a report.json or a sweep.json, or the folder that --report wrote; one or two of a kind"
  )
      ->required()
      ->expected(1, 2)
      ->type_name("FILE");
  to.add_flag(
      "--json",
      asked.json,
      "print the comparison as JSON; of one report the report itself"
  );
  to.footer(report_footer);
}

void add_sweep_options(CLI::App& to, options& asked) {
  add_file_options(to, asked);
  to.add_option(
        "--report",
        asked.report,
        "write sweep.json, sweep.csv, sweep.html and junit.xml into this folder"
  )
      ->type_name("DIR");
  to.add_option(
        "--resume",
        asked.resume,
        "keep every run that is done in this file, and begin with those that are in it"
  )
      ->type_name("FILE");
  to.add_option(
        "--openmetrics",
        asked.openmetrics,
        "write what came of each point as series, for `promtool tsdb create-blocks-from "
        "openmetrics` and the board on sizing"
  )
      ->type_name("FILE");
  add_threads_option(to, asked);
  to.footer(sweep_footer);
}

void add_margin_options(CLI::App& to, options& asked) {
  add_file_options(to, asked);
  to.add_option(
        "--report",
        asked.report,
        "write report.json, report.html, report.md and junit.xml into this folder"
  )
      ->type_name("DIR");
  add_threads_option(to, asked);
  to.add_flag("--live", asked.live, "carry the runs out on sockets, one after the other");
  to.footer(margin_footer);
}

}  // namespace surgeline::app
