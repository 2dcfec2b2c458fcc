#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "native.hpp"
#include "native_answers.hpp"

/// Runs that the sidecar carries out itself.
namespace surgeline::admin {
namespace {

using config::table;

response no_run(const std::string& id) {
  return failure(
      404,
      fmt::format("there is no run `{}`", id),
      "GET /v1/runs lists those there are"
  );
}

response no_runs() {
  return failure(409, "runs are not carried out here", "surgeline run FILE --target does it");
}

config::array runs_of(const rooms& in) {
  return in.desks.runs == nullptr ? config::array{} : in.desks.runs->list();
}

void list_runs(rooms& in, const call&, const answer& give) {
  table all;
  all.put("runs", runs_of(in));
  give(json(200, all));
}

void show_run(rooms& in, const call& one, const answer& give) {
  const auto there = called(runs_of(in), one.name());
  give(there ? json(200, *there) : no_run(one.name()));
}

void start_run(rooms& in, const call& one, const answer& give) {
  if (in.desks.runs == nullptr) return give(no_runs());
  problems found;
  auto asked = read_body<run_request>(one.asked.body, found);
  if (!asked) return give(refusal(found, "request"));
  run_desk& desk = *in.desks.runs;
  desk.start(*std::move(asked), [&desk, give](const run_desk::started& made) {
    if (!made.found.empty()) return give(refusal(made.found, "scenario"));
    if (!made.why.empty()) return give(failure(409, made.why));
    const auto there = called(desk.list(), made.id);
    give(there ? json(201, *there) : no_run(made.id));
  });
}

void abort_run(rooms& in, const call& one, const answer& give) {
  if (!called(runs_of(in), one.name())) return give(no_run(one.name()));
  if (!in.desks.runs->abort(one.name()))
    return give(failure(409, fmt::format("run `{}` is over", one.name())));
  give(json(200, *called(runs_of(in), one.name())));
}

void watch_run(rooms& in, const call& one, const answer& give) {
  auto events = in.desks.runs == nullptr ? nullptr : in.desks.runs->watch(one.name());
  if (!events) return give(no_run(one.name()));
  give({.status = 200, .type = "text/event-stream", .goes_on = std::move(events)});
}

void report_run(rooms& in, const call& one, const answer& give) {
  const auto text = in.desks.runs == nullptr ? std::nullopt : in.desks.runs->report(one.name());
  give(text ? response{.status = 200, .body = *text} : no_run(one.name()));
}

}  // namespace

std::vector<operation> run_operations() {
  return {
      {.method = "GET",
       .path = "/v1/runs",
       .id = "listRuns",
       .about = "The runs that were started here, as they came; the last ten.",
       .gives = "runs",
       .carry_out = list_runs},
      {.method = "POST",
       .path = "/v1/runs",
       .id = "startRun",
       .about = "Carries a scenario out on this sidecar's proxies, one at a time.",
       .takes = "admin.run_request",
       .good = 201,
       .gives = "run",
       .bad = {400, 409},
       .carry_out = start_run},
      {.method = "GET",
       .path = "/v1/runs/{id}",
       .id = "getRun",
       .about = "One of them: how far it is, and its verdict.",
       .gives = "run",
       .bad = {404},
       .carry_out = show_run},
      {.method = "DELETE",
       .path = "/v1/runs/{id}",
       .id = "abortRun",
       .about = "Aborts it; its faults are cleared before it is over.",
       .gives = "run",
       .bad = {404, 409},
       .carry_out = abort_run},
      {.method = "GET",
       .path = "/v1/runs/{id}/events",
       .id = "watchRun",
       .about = "What has happened in it, and what will: server-sent events `phase`, `progress`, "
                "`verdict`, `problem`.",
       .gives = "",
       .bad = {404},
       .carry_out = watch_run},
      {.method = "GET",
       .path = "/v1/runs/{id}/report",
       .id = "getReport",
       .about = "The report of one that is over, as `surgeline run --json` prints it.",
       .gives = "document",
       .bad = {404},
       .carry_out = report_run},
  };
}

}  // namespace surgeline::admin
