#include "surgeline/resilience/budget.hpp"

#include <algorithm>

namespace surgeline::resilience {
namespace {

/// A sum of many refills of 0.1 is a hair under the whole number it stands for.
constexpr double rounding = 1e-9;

}  // namespace

std::variant<budget::bucket, budget::window, budget::share_of_open> budget::made_of(
    const budget_terms& terms
) {
  if (const auto* tokens = std::get_if<per_success>(&terms.funding)) {
    const double initial = tokens->initial.value_or(tokens->capacity);
    return bucket{*tokens, std::min(initial, tokens->capacity)};
  }
  if (const auto* deposits = std::get_if<per_request>(&terms.funding))
    return window{*deposits, rolling{deposits->ttl}};
  return share_of_open{std::get<in_flight>(terms.funding)};
}

budget::budget(const budget_terms& terms) : is_(made_of(terms)) {}

double budget::share_of_open::most() const {
  return std::max(terms.ratio.part * open, static_cast<double>(terms.min_slots));
}

void budget::began(time_point now) {
  if (auto* deposits = std::get_if<window>(&is_))
    deposits->paid.add(now, deposits->terms.ratio.part);
  if (auto* part = std::get_if<share_of_open>(&is_)) ++part->open;
}

void budget::over(bool retrying) {
  auto* part = std::get_if<share_of_open>(&is_);
  if (part == nullptr) return;
  --part->open;
  if (retrying) --part->retrying;
}

void budget::succeeded() {
  if (auto* of = std::get_if<bucket>(&is_))
    of->tokens = std::min(of->terms.capacity, of->tokens + of->terms.refill);
}

void budget::failed() {
  auto* of = std::get_if<bucket>(&is_);
  if (of != nullptr && of->terms.charge == charge::failure)
    of->tokens = std::max(0.0, of->tokens - of->terms.cost);
}

bool budget::withdraw(bool retrying, time_point now) {
  if (auto* of = std::get_if<bucket>(&is_)) {
    const double kept = of->terms.keep.part * of->terms.capacity;
    if (of->terms.keep.part > 0 && of->tokens <= kept + rounding) return false;
    if (of->terms.charge == charge::failure) return true;
    if (of->tokens + rounding < of->terms.cost) return false;
    of->tokens = std::max(0.0, of->tokens - of->terms.cost);
    return true;
  }
  if (auto* of = std::get_if<window>(&is_)) {
    const auto paid = of->paid.of(now);
    const double free = of->terms.reserve.per_second * seconds(of->terms.ttl);
    if (free + paid.first - paid.second + rounding < 1) return false;
    of->paid.add(now, 0, 1);
    return true;
  }
  auto& part = std::get<share_of_open>(is_);
  if (retrying) return true;  // it holds its slot
  if (part.retrying + 1 > part.most() + rounding) return false;
  ++part.retrying;
  return true;
}

double budget::left(time_point now) const {
  double whole = 0, spent = 0;
  if (const auto* of = std::get_if<bucket>(&is_)) {
    whole = of->terms.capacity;
    spent = whole - of->tokens;
  } else if (const auto* deposits = std::get_if<window>(&is_)) {
    const auto paid = deposits->paid.of(now);
    whole = deposits->terms.reserve.per_second * seconds(deposits->terms.ttl) + paid.first;
    spent = paid.second;
  } else {
    const auto& part = std::get<share_of_open>(is_);
    whole = part.most();
    spent = part.retrying;
  }
  return whole > 0 ? std::clamp(1 - spent / whole, 0.0, 1.0) : 0;
}

double budget::tokens() const {
  const auto* of = std::get_if<bucket>(&is_);
  return of == nullptr ? 0 : of->tokens;
}

budget_terms budget_terms::finagle() {
  return {.funding = per_request{share{0.2}, std::chrono::seconds{10}, rate{10}}};
}
budget_terms budget_terms::envoy() { return {.funding = in_flight{share{0.2}, 3}}; }
budget_terms budget_terms::linkerd() { return finagle(); }
budget_terms budget_terms::grpc() {
  return {
      .funding =
          per_success{
              .capacity = 10,
              .refill = 0.1,
              .cost = 1,
              .charge = charge::failure,
              .keep = share{0.5},
          }
  };
}
budget_terms budget_terms::aws_sdk() {
  return {.funding = per_success{.capacity = 500, .refill = 1, .cost = 5}};
}
budget_terms budget_terms::sre() {
  return {
      .funding = per_request{share{0.1}, std::chrono::minutes{1}, rate{0}},
      .held_by = holder::client,
  };
}

}  // namespace surgeline::resilience
