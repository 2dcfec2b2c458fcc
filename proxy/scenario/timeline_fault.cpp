#include <fmt/format.h>

#include <algorithm>

#include "codecs.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/scenario/timeline.hpp"

namespace surgeline::scenario {
namespace {

namespace kinds = surgeline::fault;

/// What the ramps of a table say about starting again.
struct ramps {
  bool restart = false, go_on = false;
};

void look_for_ramps(const config::value& in, ramps& found) {
  if (const auto* list = in.as<config::array>()) {
    for (const config::value& each : *list) look_for_ramps(each, found);
  }
  const auto* keys = in.as<config::table>();
  if (keys == nullptr) return;
  if (keys->find("ramp") != nullptr) {
    const config::value* hold = keys->find("hold");
    const bool goes_on = hold == nullptr || hold->as<bool>() == nullptr || *hold->as<bool>();
    (goes_on ? found.go_on : found.restart) = true;
  }
  for (const config::entry& each : keys->entries) look_for_ramps(each.of, found);
}

ramps ramps_of(const fault& one) {
  ramps found;
  look_for_ramps(config::encode(one), found);
  return found;
}

/// True for kinds that act on connections, and never on what travels.
bool acts_on_connections_only(const surgeline::fault::kind& what) {
  using namespace kinds;
  return std::visit(
      []<class K>(const K& one) {
        if constexpr (std::same_as<K, latency>)
          return one.stage == latency_stage::connect;
        else if constexpr (std::same_as<K, cut>)
          return one.after_time.has_value();
        else
          return std::same_as<K, refuse> || std::same_as<K, slow_accept> ||
                 std::same_as<K, max_connections> || std::same_as<K, blackhole> ||
                 std::same_as<K, slow_close>;
      },
      what
  );
}

bool hits_some_only(const fault& one) {
  return !one.probability.is_constant() || one.probability.at({}).part < 1 || one.correlation;
}

/// Combinations that make no sense for the kind.
void check_kind(const fault& one, config::checker& in) {
  const std::string_view kind = name_of(one.what);
  const bool limits = std::holds_alternative<kinds::max_connections>(one.what);
  if ((limits || std::holds_alternative<kinds::refuse>(one.what)) && hits_some_only(one)) {
    in.problem(
        one.correlation ? "correlation" : "probability",
        fmt::format(
            "`{}` {}: it cannot hit some connections only",
            kind,
            limits ? "is a limit of the whole proxy" : "closes the listener"
        ),
        "remove it; a share of them can be reset: kind = \"reset\" with when = \"accept\""
    );
  }
  if (one.per == kinds::unit::request && acts_on_connections_only(one.what)) {
    in.problem(
        "per",
        fmt::format(
            "`{}` acts on whole connections, so there is nothing to draw per request",
            kind
        ),
        "use per = \"connection\""
    );
  }
  const auto* resets = std::get_if<kinds::reset>(&one.what);
  if (one.per == kinds::unit::request && resets != nullptr &&
      resets->when == kinds::reset_moment::accept) {
    in.problem(
        "per",
        "a reset on accept comes before any request",
        "use per = \"connection\", or another `when`"
    );
  }
}

}  // namespace

bool fault::restarts() const { return ramps_of(*this).restart; }

void fault::check(config::checker& in) const {
  check_kind(*this, in);
  if (correlation && in.given("probability")) {
    in.problem(
        "probability",
        "`correlation` says already how probable a hit is",
        "remove `probability`; use `p_good` and `p_bad`"
    );
  }
  const ramps all = ramps_of(*this);
  if (all.restart && all.go_on) {
    in.problem(
        "",
        in.name() + " has ramps that start again (`hold = false`) and ramps that do not",
        "a fault has one clock: say `hold = false` in all of them, or in none"
    );
  }
}

}  // namespace surgeline::scenario
