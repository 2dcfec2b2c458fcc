#include "surgeline/scenario/load.hpp"

#include <fmt/format.h>

#include <array>

namespace surgeline::scenario {
namespace {

constexpr std::array
    our_keys{"arrival", "rate", "trace", "stages", "clients", "deadline", "policy", "mix"};
constexpr std::array started_keys{"run", "cwd", "env", "ready", "stop"};

template <class Keys>
void refuse_keys(config::checker& in, const Keys& keys, load_model of, std::string_view who) {
  for (const std::string_view key : keys) {
    if (!in.given(key)) continue;
    in.problem(
        key,
        fmt::format("a load with model = \"{}\" has no `{}`", config::name_of(of), key),
        fmt::format("it is for {}", who)
    );
  }
}

/// A trace says when each request comes, so nothing else may.
void check_trace(config::checker& in) {
  if (!in.given("trace")) {
    in.problem(
        "arrival",
        "arrival = \"trace\" wants a `trace`",
        "trace = \"calls.txt\": a file with a number of seconds on each line"
    );
  }
  for (const std::string_view key : {"rate", "stages"}) {
    if (!in.given(key)) continue;
    in.problem(
        key,
        fmt::format("a trace has no `{}`: it says when each request comes", key),
        "remove it"
    );
  }
}

void check_open(config::checker& in, const load& one) {
  if (one.arrival == arrival::trace) {
    check_trace(in);
  } else if (in.given("trace")) {
    in.problem("trace", "nobody looks at this trace", "add arrival = \"trace\", or remove it");
  }
  if (!in.given("rate") && one.arrival != arrival::trace && !in.given("trace")) {
    in.problem(
        "rate",
        "missing key `rate` in " + in.name(),
        "`rate`: logical requests, from all clients together"
    );
  }
  if (one.clients.think != distribution{}) {
    in.problem(
        "clients.think",
        "who asks at a rate does not wait to think",
        "remove it, or set model = \"closed\""
    );
  }
}

void check_closed(config::checker& in) {
  for (const std::string_view key : {"rate", "arrival", "trace", "stages"}) {
    if (!in.given(key)) continue;
    in.problem(
        key,
        "clients of a closed load ask when they have thought, at no rate",
        "remove it, or set model = \"open\""
    );
  }
}

}  // namespace

void load::check(config::checker& in) const {
  if (model == load_model::open) check_open(in, *this);
  if (model == load_model::closed) check_closed(in);
  if (!is_ours())
    refuse_keys(
        in,
        our_keys,
        model,
        "loads that we make; a route's `deadline` says what is in time"
    );
  if (model != load_model::command)
    refuse_keys(in, started_keys, model, "programs: model = \"command\"");
  else if (program.run.empty())
    in.problem("run", "a load that is a command needs `run`", "say what is started");
  if (model == load_model::command && program.ready)
    in.problem("ready", "nobody waits for a load", "remove `ready`");
}

}  // namespace surgeline::scenario
