#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/fault_windows.hpp"

namespace surgeline::scenario {
namespace {

namespace kinds = surgeline::fault;

/// The key by which a fault asks for an RST; empty if it does not.
std::string_view reset_key(const fault& of) {
  if (std::holds_alternative<kinds::reset>(of.what)) return "kind";
  if (const auto* one = std::get_if<kinds::cut>(&of.what); one && one->how == kinds::ending::rst)
    return "how";
  const auto* http = std::get_if<kinds::http_cut>(&of.what);
  if (http != nullptr && http->how == kinds::ending::rst) return "how";
  const auto* lost = std::get_if<kinds::drop_response>(&of.what);
  return lost != nullptr && lost->then == kinds::lost_answer::rst ? "then" : "";
}

bool is_unix(const proxy& one) { return one.listen && one.listen->kind != endpoint::family::tcp; }

void check_resets(const reading& of, std::size_t index, const proxy& before) {
  const fault& one = of.values.faults[index];
  const std::string_view key = reset_key(one);
  if (key.empty() || !is_unix(before)) return;
  of.problem(
      {"fault", index, key},
      fmt::format(
          "fault `{}` cannot reset clients of proxy `{}`: a unix socket knows no RST",
          one.id,
          before.id
      ),
      "use kind = \"cut\" with how = \"fin\", or a TCP listener"
  );
}

void check_endpoints(const reading& of, std::size_t index, const proxy& before) {
  const auto& wanted = of.values.faults[index].target.who.endpoints;
  const std::size_t there = endpoints(of.values, before);
  if (!wanted || there == 0) return;
  for (const std::uint32_t number : wanted->index) {
    if (number <= there) continue;
    of.problem(
        {"fault", index, "target", "endpoints"},
        fmt::format("proxy `{}` has no endpoint {}", before.id, number),
        there == 1 ? "it has one" : fmt::format("they are numbered from 1 to {}", there)
    );
  }
}

/// A label must be one of some proxy's that the fault is for.
void check_label(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  const auto& wanted = one.target.who.endpoints;
  if (!wanted || !wanted->label) return;
  std::vector<std::string> known;
  for (const proxy& before : of.values.proxies) {
    if (is_target(one, before))
      known.insert(known.end(), before.upstream.labels.begin(), before.upstream.labels.end());
  }
  if (contains(known, *wanted->label)) return;
  of.problem(
      {"fault", index, "target", "endpoints", "label"},
      fmt::format("no endpoint has the label `{}`", *wanted->label),
      known.empty() ? "give the proxy's upstream `labels`" : suggestion(*wanted->label, known)
  );
}

void check_clients(const reading& of, std::size_t index, const proxy& before) {
  const auto& from = of.values.faults[index].target.who.client;
  if (!from) return;
  const bool nobody = is_unix(before) ? from->unix_uid.empty() : from->cidr.empty();
  if (!nobody || !from->header.empty()) return;
  of.problem(
      {"fault", index, "target", "client"},
      fmt::format(
          "nobody on proxy `{}` is meant: its clients are known by {}",
          before.id,
          is_unix(before) ? "their user" : "their address"
      ),
      is_unix(before) ? "use `unix_uid`" : "use `cidr`"
  );
}

void check_engine(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  const std::string_view what = one.not_simulated();
  if (what.empty() || !one.enabled || of.what_for != purpose::sim) return;
  of.problem(
      {"fault", index, "kind"},
      fmt::format("fault `{}` needs sockets: `sim` does not model {}", one.id, what),
      "use `run`, or set enabled = false"
  );
}

/// Windows that a run walks, and no more.
constexpr double most_windows = 1e6;

/// About how many windows a fault has in the phases of its file.
double windows_of(const file& all, const fault& one) {
  double length = 0;
  for (const phase& each : all.phases) length += one.is_in_force(each) ? seconds(each.length) : 0;
  const schedule& by = *one.schedule;
  if (by.poisson) return length * by.poisson->per_second;
  if (by.every) return length / seconds(*by.every);
  return by.on ? length / (seconds(*by.on) + seconds(*by.off)) : static_cast<double>(by.at->size());
}

/// False with problems when there are too many windows to walk.
bool check_number_of_windows(const reading& of) {
  bool fine = true;
  for (std::size_t i = 0; i < of.values.faults.size(); ++i) {
    const fault& one = of.values.faults[i];
    const double windows = one.schedule ? windows_of(of.values, one) : 0;
    if (windows <= most_windows) continue;
    of.problem(
        {"fault", i, "schedule"},
        fmt::format("fault `{}` would have about {:.2g} windows in its phases", one.id, windows),
        fmt::format("a run walks {:.0f} at most: fewer of them, or shorter phases", most_windows)
    );
    fine = false;
  }
  return fine;
}

void check_windows(const reading& of) {
  const bool scheduled = std::ranges::any_of(of.values.faults, [](const fault& one) {
    return one.schedule.has_value();
  });
  if (!scheduled || of.values.phases.empty() || !check_number_of_windows(of)) return;
  const fault_windows windows(of.values, of.values.head.seed);
  for (std::uint32_t slot = 0; slot < of.values.faults.size(); ++slot) {
    const fault& one = of.values.faults[slot];
    if (!one.schedule || !one.enabled || one.schedule->poisson || !windows.of(slot).empty())
      continue;
    of.problem(
        {"fault", slot, "schedule"},
        fmt::format("fault `{}` would never be in force: no window lies in its phases", one.id),
        "windows count from the start of each unbroken stretch of its phases"
    );
  }
}

}  // namespace

void check_faults(const reading& of) {
  if (!of.is_sound({"fault", "proxy", "service"})) return;
  for (std::size_t i = 0; i < of.values.faults.size(); ++i) {
    check_engine(of, i);
    check_label(of, i);
    for (const proxy& before : of.values.proxies) {
      if (!is_target(of.values.faults[i], before)) continue;
      check_resets(of, i, before);
      check_endpoints(of, i, before);
      check_clients(of, i, before);
    }
  }
  if (of.is_sound({"phase"})) check_windows(of);
}

}  // namespace surgeline::scenario
