#include <fmt/format.h>

#include <concepts>
#include <optional>
#include <variant>
#include <vector>

#include "surgeline/config/fold.hpp"
#include "surgeline/core/parameters.hpp"
#include "surgeline/scenario/timeline.hpp"

namespace surgeline::scenario {
namespace {

namespace kinds = surgeline::fault;

/// What the ramps of a fault say about starting again.
struct ramps {
  bool restart = false, go_on = false;
};

/// Looks for ramps in a value, by the descriptions of the structs in it.
struct ramp_finder {
  ramps& found;

  template <class T>
  void look(const T& in) const {
    if constexpr (config::described<T>)
      config::for_each_field<T>([&](const auto& field) { look_at(field, in); });
  }
  template <class T>
  void look(const varying<T>& in) const {
    if (!in.is_constant()) (in.hold() ? found.go_on : found.restart) = true;
  }
  template <class T>
  void look(const std::optional<T>& in) const {
    if (in) look(*in);
  }
  template <class T>
  void look(const std::vector<T>& in) const {
    for (const T& each : in) look(each);
  }
  template <class... Ts>
  void look(const std::variant<Ts...>& in) const {
    std::visit([this](const auto& chosen) { look(chosen); }, in);
  }
  void look(const distribution& in) const {
    for_each_parameter(in, [this](const auto& each) { look(each); });
  }
  void look(const config::size_distribution& in) const { look(in.bytes); }

  template <class Field, class T>
  void look_at(const Field& field, const T& in) const {
    if constexpr (requires { in.*field.member; }) look(in.*field.member);
  }
};

ramps ramps_of(const fault& one) {
  ramps found;
  ramp_finder{found}.look(one);
  return found;
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
  if (one.per == kinds::unit::request && kinds::acts_on_connections_only(one.what)) {
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

/// Faults of daemons and hosts are in force or not, for whole instances: there is nothing to draw.
void check_undrawn(const fault& one, std::string_view whole, config::checker& in) {
  for (const char* const key :
       {"probability", "per", "correlation", "count", "max_active", "draw", "group", "by_header"}) {
    if (!in.given(key)) continue;
    in.problem(
        key,
        fmt::format("`{}` is in force for whole {}: nothing is drawn", name_of(one.what), whole),
        fmt::format("remove it; `count` and `fraction` in `target` choose {}", whole)
    );
  }
  if (one.target.daemons.count && one.target.daemons.fraction) {
    in.problem(
        "target.fraction",
        fmt::format("`count` says already for how many {} it is", whole),
        "remove `count` or `fraction`"
    );
  }
}

bool names_proxies(const target& one) { return !one.proxy.empty() || one.who != kinds::target{}; }

void check_daemon_keys(const fault& one, config::checker& in) {
  const std::string kind{name_of(one.what)};
  check_undrawn(one, "instances of a daemon", in);
  if (!one.target.daemons.daemon) {
    in.problem(
        "target",
        fmt::format("`{}` does not say for which daemon", kind),
        "add target = { daemon = \"…\" }"
    );
  }
  if (names_proxies(one.target) || !one.target.service.empty()) {
    in.problem(
        "target",
        fmt::format("`{}` acts on a daemon, whoever waits for it, through whatever proxy", kind),
        "leave daemon, hosts, count, fraction, label and sync only"
    );
  }
}

void check_host_keys(const fault& one, config::checker& in) {
  check_undrawn(one, "hosts", in);
  if (!names_proxies(one.target) && !one.target.daemons.daemon) return;
  in.problem(
      "target",
      fmt::format(
          "`{}` acts on hosts, whoever calls them, through whatever proxy",
          name_of(one.what)
      ),
      "leave service, hosts, count, fraction, label and sync only"
  );
}

/// What a target may say depends on whom the kind acts on.
void check_place(const fault& one, config::checker& in) {
  if (kinds::acts_on_daemons(one.what)) return check_daemon_keys(one, in);
  if (kinds::acts_on_hosts(one.what)) return check_host_keys(one, in);
  if (!one.target.daemons.says_anything() && one.target.service.empty()) return;
  in.problem(
      "target",
      fmt::format(
          "`{}` is for proxies, and its target has keys of daemons or hosts",
          name_of(one.what)
      ),
      "remove daemon, service, hosts, count, fraction, label and sync; for endpoints there is "
      "`endpoints`"
  );
}

/// A group shares out one draw.
void check_group(const fault& one, config::checker& in) {
  if (!one.group) return;
  if (one.draw) {
    in.problem(
        "draw",
        "`group` says already whose number is drawn",
        "remove `draw`, or `group` if the faults may hit the same units"
    );
  }
  if (one.correlation) {
    in.problem(
        "group",
        "a fault with a `correlation` has no fixed part of its group's draws",
        "use `probability`, or take it out of the group"
    );
  }
}

}  // namespace

bool needs_http(const fault& one) {
  return kinds::needs_http(one.what) || kinds::needs_http(one.target.who) ||
         (one.count && kinds::needs_http(*one.count)) || one.by_header;
}

bool fault::restarts() const { return ramps_of(*this).restart; }

std::string_view fault::not_simulated() const {
  return std::visit(
      []<class K>(const K& one) -> std::string_view {
        if constexpr (requires { one.not_simulated(); })
          return one.not_simulated();
        else
          return {};
      },
      what
  );
}

void fault::check(config::checker& in) const {
  check_place(*this, in);
  check_kind(*this, in);
  const bool by_target = kinds::needs_http(target.who) || (count && kinds::needs_http(*count));
  if (kinds::acts_on_connections_only(what) && (by_target || by_header)) {
    in.problem(
        by_target ? "target" : "by_header",
        fmt::format("`{}` acts on whole connections: no request is there yet", name_of(what)),
        "leave out what only requests tell"
    );
  }
  if (correlation && in.given("probability")) {
    in.problem(
        "probability",
        "`correlation` says already how probable a hit is",
        "remove `probability`; use `p_good` and `p_bad`"
    );
  }
  check_group(*this, in);
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
