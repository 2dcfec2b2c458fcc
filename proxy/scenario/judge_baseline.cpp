#include <fmt/format.h>

#include <array>

#include "judge_parts.hpp"

/// Whether there was anything to hurt.
namespace surgeline::scenario {
namespace {

using measure::instrument;

/// How a request can end badly.
constexpr std::array bad_ends{
    instrument::timed_out,
    instrument::rejected,
    instrument::broken,
    instrument::unreachable,
    instrument::errors,
    instrument::denied,
    instrument::withheld,
};

std::string_view name_of(instrument what) {
  return measure::instruments[static_cast<std::size_t>(what)].name;
}

/// How the requests of a load ended in a phase, where none of them ended well; empty if one did, or none has ended.
std::string bad_ends_of(const load& from, const run_so_far& of, const stage& in) {
  const auto sum = [&](instrument what) {
    return of.seen.sum("load." + from.id, what, in.when.from, in.when.to);
  };
  if (sum(instrument::succeeded) + sum(instrument::degraded) > 0) return {};
  std::string ends;
  for (const instrument what : bad_ends) {
    if (sum(what) <= 0) continue;
    ends += fmt::format("{}{:.0f} {}", ends.empty() ? "" : ", ", sum(what), name_of(what));
  }
  return ends;
}

}  // namespace

std::optional<reason> unanswered(const run_so_far& of, const stage& in) {
  const phase& baseline = of.file.phases[in.phase];
  if (baseline.role != phase_role::baseline) return {};
  for (const load& from : of.file.loads) {
    const std::string ends = bad_ends_of(from, of, in);
    if (ends.empty()) continue;
    return reason{
        verdict_kind::inconclusive,
        "sick_baseline",
        fmt::format("{}: no request succeeded in {}: {}", from.id, baseline.id, ends)
    };
  }
  return {};
}

}  // namespace surgeline::scenario
