#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/window_walk.hpp"

namespace surgeline::scenario {
namespace {

bool is_sidecar(purpose what_for) {
  return what_for == purpose::serve || what_for == purpose::host;
}

/// True for a file that a sidecar is meant to be started with.
bool is_served(const reading& of) {
  const bool may_be = of.what_for == purpose::check;
  const bool is_meant =
      config::find(of.tree, "serve") != nullptr || config::find(of.tree, "phase") == nullptr;
  return is_sidecar(of.what_for) || (may_be && is_meant);
}

void check_listeners(const reading& of, bool insecure) {
  const serve& how = of.values.serve;
  if (!how.control.is_local() && !how.asks_who() && !insecure) {
    of.problem(
        {"serve", "control"},
        fmt::format(
            "whoever reaches {} could arm faults: nobody has to show who he is",
            how.control.text()
        ),
        "give a file with `keys`, or `tls` a `client_ca`, or listen on 127.0.0.1 or a unix socket; "
        "SURGELINE_INSECURE=1 lets everybody in"
    );
  }
  const bool chosen = how.control.kind != endpoint::family::tcp || how.control.port != 0;
  if (chosen && how.control == how.telemetry) {
    of.problem(
        {"serve", "telemetry"},
        fmt::format("control listens on {} already", how.control.text()),
        "telemetry is read by others than those who arm faults: give it its own address"
    );
  }
}

void check_ages(const reading& of) {
  if (of.values.safety.allow_static) return;
  for (const auto& [table, age] :
       {std::pair{"serve", of.values.serve.max_fault_age},
        {"safety", of.values.safety.max_fault_age}}) {
    if (age.longest != forever) continue;
    of.problem(
        {table, "max_fault_age"},
        "max_fault_age = \"none\" lets a fault stay for good",
        "allow that with allow_static = true in [safety], or give a duration"
    );
  }
}

/// The first proxy that a fault may touch, and that others than this machine's processes can reach.
const proxy* exposed_target(const file& in, const fault& of) {
  const auto found = std::ranges::find_if(in.proxies, [&](const proxy& one) {
    return is_target(of, one) && one.listen && !one.listen->is_local();
  });
  return found == in.proxies.end() ? nullptr : &*found;
}

void check_static_faults(const reading& of) {
  const file& all = of.values;
  for (std::size_t f = 0; f < all.faults.size(); ++f) {
    if (!is_static(all.faults[f])) continue;
    if (all.safety.allow_static) continue;
    const proxy* const target = exposed_target(all, all.faults[f]);
    if (target == nullptr) continue;
    of.problem(
        {"fault", f},
        fmt::format(
            "fault `{}` would be in force from the start on proxy `{}`, which listens beyond "
            "loopback on {}",
            all.faults[f].id,
            target->id,
            target->listen->text()
        ),
        "allow that with allow_static = true in [safety], or give it `during` and let a run arm it"
    );
  }
}

/// A sidecar stands between real programs.
void check_proxies(const reading& of) {
  const auto& proxies = of.values.proxies;
  if (config::find(of.tree, "proxy") == nullptr && of.what_for == purpose::serve) {
    of.problem({}, "the file has no [[proxy]], so there is nothing to serve", "add a [[proxy]]");
  }
  for (std::size_t i = 0; i < proxies.size(); ++i) {
    if (proxies[i].upstream.service) {
      of.problem(
          {"proxy", i, "upstream", "service"},
          fmt::format(
              "`serve` starts no lab service, so proxy `{}` has nobody behind it",
              proxies[i].id
          ),
          "give it an address, or `run` the file"
      );
    } else if (!proxies[i].listen) {
      of.problem(
          {"proxy", i},
          fmt::format("proxy `{}` has no `listen`, so nobody could call it", proxies[i].id),
          "add `listen`, such as listen = \"127.0.0.1:6380\""
      );
    }
  }
}

}  // namespace

void check_first_windows(const reading& of, door by) {
  const file& all = of.values;
  for (std::size_t f = 0; f < all.faults.size(); ++f) {
    const fault& one = all.faults[f];
    if (!is_static(one) || !one.schedule || one.schedule->poisson) continue;
    const duration longest = longest_age(one, by, all);
    window_walk walk(*one.schedule, chance{all.head.seed}, windows_name(one, 0));
    walk.advance({});
    if (walk.open_since() || walk.next_change() < longest) continue;
    of.problem(
        {"fault", f, "schedule"},
        fmt::format(
            "fault `{}` would never be in force: its first window comes after {}, and it is armed "
            "for {}",
            one.id,
            format(walk.next_change()),
            format(longest)
        ),
        "windows count from when it is armed; `ttl` and max_fault_age say how long it stays so"
    );
  }
}

void check_serve(const reading& of, bool insecure) {
  if (!is_served(of)) return;
  if (of.is_sound({"serve"})) check_listeners(of, insecure);
  if (of.is_sound({"serve", "safety"})) check_ages(of);
  if (is_sidecar(of.what_for) && of.is_sound({"proxy"})) check_proxies(of);
  if (of.is_sound({"proxy", "fault", "safety"})) check_static_faults(of);
  if (of.is_sound({"fault", "serve", "safety"})) check_first_windows(of, door::file);
}

}  // namespace surgeline::scenario
