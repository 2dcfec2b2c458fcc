#include "surgeline/model/guard.hpp"

#include <algorithm>

namespace surgeline::model {

using measure::instrument;
using resilience::breaker_scope;
using resilience::holder;

guard::guard(const scenario::policy& by)
    : breaker_terms_(by.breaker),
      budget_terms_(by.budget),
      numbers_(measure::subject_kind::policy, by.id) {}

std::uint64_t guard::key_of(std::uint32_t client, std::uint32_t endpoint) const {
  const std::uint64_t who = breaker_terms_->held_by == holder::client ? client : 0;
  return who << 32 | (breaker_terms_->scope == breaker_scope::host ? endpoint : 0);
}

resilience::breaker& guard::breaker(std::uint32_t client, std::uint32_t endpoint) {
  return breakers_.try_emplace(key_of(client, endpoint), *breaker_terms_).first->second;
}

std::optional<resilience::breaker::admission> guard::admit(
    std::uint32_t client,
    std::uint32_t endpoint,
    time_point now
) {
  if (!breaker_terms_) return {};
  resilience::breaker& by = breaker(client, endpoint);
  const auto before = by.is();
  const auto said = by.admit(now);
  note_change(before, by, now);
  if (!said.granted) numbers_.count(now, instrument::shut_out);
  return said;
}

void guard::ended(
    const resilience::breaker::admission& as,
    std::uint32_t client,
    std::uint32_t endpoint,
    resilience::outcome how,
    duration took,
    time_point now
) {
  resilience::breaker& by = breaker(client, endpoint);
  const auto before = by.is();
  by.ended(as, how, took, now);
  note_change(before, by, now);
}

void guard::forgotten(
    const resilience::breaker::admission& as,
    std::uint32_t client,
    std::uint32_t endpoint
) {
  breaker(client, endpoint).forgotten(as);
}

void guard::note_change(
    resilience::breaker::state before,
    const resilience::breaker& of,
    time_point now
) {
  using enum resilience::breaker::state;
  if (of.is() == before) return;
  numbers_.count(
      now,
      of.is() == open        ? instrument::opened
      : of.is() == half_open ? instrument::half_opened
                             : instrument::closed
  );
}

bool guard::would_admit(std::uint32_t client, std::uint32_t endpoint, time_point now) {
  if (!breaker_terms_) return true;
  const auto found = breakers_.find(key_of(client, endpoint));
  if (found == breakers_.end()) return true;
  const auto before = found->second.is();
  const bool would = found->second.would_admit(now);
  note_change(before, found->second, now);
  return would;
}

resilience::budget* guard::budget(std::uint32_t client) {
  if (!budget_terms_) return nullptr;
  const std::uint32_t who = budget_terms_->held_by == holder::client ? client : 0;
  return &budgets_.try_emplace(who, *budget_terms_).first->second;
}

bool guard::is_by_host() const {
  return breaker_terms_ && breaker_terms_->scope == breaker_scope::host;
}

void guard::note_all(time_point now) {
  next_note_ = time_point{measure::tick * static_cast<duration::rep>(measure::tick_of(now) + 1)};
  const auto not_closed = std::ranges::count_if(breakers_, [](const auto& one) {
    return one.second.is() != resilience::breaker::state::closed;
  });
  double left = 0;
  for (const auto& [who, one] : budgets_) left += one.left(now);
  numbers_.gauge(now, instrument::breakers, static_cast<double>(breakers_.size()));
  numbers_.gauge(now, instrument::breakers_open, static_cast<double>(not_closed));
  numbers_.gauge(now, instrument::budgets, static_cast<double>(budgets_.size()));
  numbers_.gauge(now, instrument::budgets_left, left);
}

}  // namespace surgeline::model
