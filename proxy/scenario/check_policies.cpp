#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "check.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::scenario {
namespace {

using resilience::breaker_scope;

bool guards_hosts(const policy& one) {
  return one.breaker && one.breaker->scope == breaker_scope::host;
}

/// A key that means nothing without another one.
void check_company(const reading& of, std::size_t index) {
  const policy& one = of.values.policies[index];
  if (one.skip_open && !guards_hosts(one)) {
    of.problem(
        {"policy", index, "skip_open"},
        one.breaker ? fmt::format("policy `{}` has one breaker for all hosts", one.id)
                    : fmt::format("policy `{}` has no breaker to skip", one.id),
        "give it a breaker with scope = \"host\""
    );
  }
  const bool nests = one.breaker && one.retry;
  if (one.order == nesting::retry_in_breaker && !nests) {
    of.problem(
        {"policy", index, "order"},
        fmt::format(
            "policy `{}` has no {}, so there is nothing to nest",
            one.id,
            one.breaker ? "retry" : "breaker"
        ),
        "add one, or remove `order`"
    );
  }
  if (one.budget && !one.retry) {
    of.problem(
        {"policy", index, "budget"},
        fmt::format("policy `{}` has a budget for retries and no retries", one.id),
        "add `retry`, or remove `budget`"
    );
  }
}

/// A wait that the time-out always ends first.
void check_waits(const reading& of, std::size_t index) {
  const policy& one = of.values.policies[index];
  if (!one.timeout) return;
  const auto too_long = [&](duration wait) { return wait >= *one.timeout; };
  if (one.hedge && one.hedge->after.percentile == 0 && too_long(one.hedge->after.fixed)) {
    of.problem(
        {"policy", index, "hedge", "after"},
        fmt::format("policy `{}` gives every attempt up before it would be hedged", one.id),
        "make it shorter than `timeout`"
    );
  }
  const auto* slow = one.breaker ? std::get_if<resilience::slow_rate>(&one.breaker->kind) : nullptr;
  if (slow != nullptr && too_long(slow->slow_after)) {
    of.problem(
        {"policy", index, "breaker", "slow_after"},
        fmt::format("policy `{}` gives every attempt up before it would be slow", one.id),
        "make it shorter than `timeout`"
    );
  }
}

/// Breakers of hosts need callers that see hosts.
void check_sight(const reading& of, const route& way) {
  const file& all = of.values;
  const policy* by = policy_of(all, way);
  if (by == nullptr || !guards_hosts(*by) || !way.proxy || way.endpoints > 1) return;
  if (all.services[way.service].replicas < 2) return;
  const std::string what = fmt::format(
      "policy `{}` has a breaker for each host, and `{}` sees one listener of proxy `{}`",
      by->id,
      caller_id(all, way),
      all.proxies[*way.proxy].id
  );
  constexpr const char* remedy = "let the proxy have each = \"endpoint\"";
  if (way.by)
    of.problem({"service", way.by->service, "calls", way.by->entry, "policy"}, what, remedy);
  else
    of.problem({"load", way.load, "policy"}, what, remedy);
}

}  // namespace

void check_policies(const reading& of) {
  if (!of.is_sound({"policy"})) return;
  for (std::size_t i = 0; i < of.values.policies.size(); ++i) {
    check_company(of, i);
    check_waits(of, i);
  }
  if (of.values.services.empty() || !of.is_sound({"load", "proxy", "service"})) return;
  for (const route& way : routes(of.values)) check_sight(of, way);
}

}  // namespace surgeline::scenario
