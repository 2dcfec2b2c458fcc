#include "outline_policy.hpp"

#include <fmt/format.h>

#include <variant>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::report {
namespace {

/// Which retries a caller can afford.
std::string budget_text(const resilience::budget_terms& of) {
  using namespace resilience;
  if (const auto* by = std::get_if<per_success>(&of.funding)) {
    return fmt::format(
        "a {} costs {:g} of what successes pay in ({:g} each)",
        config::name_of(by->charge),
        by->cost,
        by->refill
    );
  }
  if (const auto* by = std::get_if<per_request>(&of.funding)) {
    std::string text =
        fmt::format("retries: {} of the requests of {}", format(by->ratio), format(by->ttl));
    if (by->reserve.per_second > 0) text += fmt::format(" and {}", format(by->reserve));
    return text + ", all at once if need be";
  }
  const auto& by = std::get<in_flight>(of.funding);
  return fmt::format("{} of what is under way may retry, or {}", format(by.ratio), by.min_slots);
}

/// What a breaker opens at, for what, and where it stands.
std::string breaker_text(const scenario::policy& of) {
  const resilience::breaker_terms& by = *of.breaker;
  const auto opens = [](const auto& kind) -> std::string {
    if constexpr (requires { kind.open_at.part; })
      return format(kind.open_at);
    else
      return fmt::format("{} in a row", kind.open_at);
  };
  return fmt::format(
      "a breaker for {} opens at {} for {}{}{}",
      by.scope == resilience::breaker_scope::host ? "each host" : "the service",
      std::visit(opens, by.kind),
      format(by.open_for),
      of.order == scenario::nesting::retry_in_breaker ? ", around the retries" : "",
      of.skip_open ? ", and is skipped" : ""
  );
}

}  // namespace

std::string policy_text(const scenario::policy* of) {
  if (of == nullptr) return "one attempt, no timeout";
  std::string text = of->timeout ? fmt::format("timeout {}", format(*of->timeout)) : "no timeout";
  if (of->retry && of->retry->kind != resilience::growth::none) {
    text += fmt::format(
        ", {} attempts, {} wait {}",
        of->retry->attempts,
        config::name_of(of->retry->kind),
        of->retry->base.text()
    );
    if (of->retry->jitter != resilience::jitter::none)
      text += fmt::format(" with {} jitter", config::name_of(of->retry->jitter));
  } else {
    text += ", no retry";
  }
  if (of->budget) text += ", " + budget_text(*of->budget);
  if (of->breaker) text += ", " + breaker_text(*of);
  if (of->bulkhead) text += fmt::format(", {} attempts at once", of->bulkhead->slots);
  if (of->hedge) text += fmt::format(", hedges {} at most", format(of->hedge->max_share));
  if (of->throttle) text += ", throttles itself";
  return text;
}

std::string demand_text(const scenario::load& of) {
  if (of.model == scenario::load_model::closed)
    return fmt::format("{} users who think {}", of.clients.count, of.clients.think.text());
  if (of.trace) {
    return fmt::format(
        "{} requests of {}, {:.1f}/s over {}",
        of.trace->offsets().size(),
        of.trace->name(),
        of.trace->mean_rate(),
        format(of.trace->offsets().back())
    );
  }
  return fmt::format("{} {}", format(of.rate.at({})), config::name_of(of.arrival));
}

}  // namespace surgeline::report
