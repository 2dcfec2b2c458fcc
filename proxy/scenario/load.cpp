#include "surgeline/scenario/load.hpp"

#include <fmt/format.h>

#include <array>

namespace surgeline::scenario {
namespace {

constexpr std::array our_keys{"arrival", "rate", "clients", "deadline", "policy"};
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

}  // namespace

void load::check(config::checker& in) const {
  if (is_ours() && !in.given("rate"))
    in.problem("rate", "an open load needs a `rate`", "say how much is asked: rate = \"200/s\"");
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
