#include "surgeline/resilience/breaker.hpp"

namespace surgeline::resilience {
namespace {

/// Ten buckets of a second each are the library's.
constexpr duration hystrix_window = std::chrono::seconds{10};

duration window_of(const breaker_terms& terms) {
  if (const auto* rate = std::get_if<error_rate>(&terms.kind)) return rate->window;
  if (const auto* slow = std::get_if<slow_rate>(&terms.kind)) return slow->window;
  return hystrix_window;
}

/// The library drops a bucket of ten seconds ago when it next counts, so that until then there are eleven.
std::int64_t hystrix_reach(time_point last, time_point now) {
  constexpr duration bucket = hystrix_window / rolling::parts;
  const bool counted =
      last != never && last.time_since_epoch() / bucket == now.time_since_epoch() / bucket;
  return counted ? rolling::parts : rolling::parts + 1;
}

int percent(double part) { return static_cast<int>(part * 100 + 0.5); }

}  // namespace

breaker_terms breaker_terms::of_hystrix() {
  return {.kind = hystrix{}, .open_for = std::chrono::seconds{5}, .count_rejections = true};
}

breaker::breaker(const breaker_terms& terms) : terms_(terms), counted_(window_of(terms)) {}

bool breaker::would_admit(time_point now) {
  if (is_hystrix()) {
    if (state_ == state::closed && trips(now)) open(now);
    return state_ == state::closed || now > after(opened_, terms_.open_for);
  }
  if (state_ == state::open) return now >= after(opened_, terms_.open_for);
  return state_ == state::closed || probing_ + probed_well_ < terms_.probes;
}

breaker::admission breaker::admit(time_point now) {
  if (!would_admit(now)) {
    if (is_hystrix()) count(sort::bad, now);
    return {.granted = false};
  }
  if (state_ == state::closed) return {.since = times_opened_};
  if (is_hystrix()) {
    opened_ = now;
  } else {
    if (state_ == state::open) probing_ = probed_well_ = 0;
    state_ = state::half_open;
    ++probing_;
  }
  return {.probe = true, .since = times_opened_};
}

void breaker::ended(const admission& as, outcome how, duration took, time_point now) {
  const sort was = sort_of(how, took);
  if (is_hystrix()) {
    if (was == sort::good && state_ == state::open) close();
    return count(was, now);
  }
  if (as.since != times_opened_) return;
  if (!as.probe) {
    if (state_ != state::closed) return;
    count(was, now);
    if (was == sort::bad && trips(now)) open(now);
    return;
  }
  if (state_ != state::half_open) return;
  --probing_;
  if (was == sort::bad) return open(now);
  if (was == sort::good && ++probed_well_ >= terms_.probes) close();
}

void breaker::forgotten(const admission& as) {
  if (as.probe && state_ == state::half_open && as.since == times_opened_) --probing_;
}

bool breaker::trips(time_point now) const {
  if (const auto* rate = std::get_if<error_rate>(&terms_.kind))
    return rate_trips(rate->open_at.part, rate->min_requests, now);
  if (const auto* slow = std::get_if<slow_rate>(&terms_.kind))
    return rate_trips(slow->open_at.part, slow->min_requests, now);
  if (const auto* row = std::get_if<consecutive>(&terms_.kind)) return in_a_row_ >= row->open_at;
  return hystrix_trips(std::get<hystrix>(terms_.kind), now);
}

bool breaker::rate_trips(double open_at, std::uint32_t at_least, time_point now) const {
  constexpr double rounding = 1e-9;
  const auto [all, bad] = counted_.of(now);
  return all >= at_least && bad + rounding >= open_at * all;
}

bool breaker::hystrix_trips(const hystrix& by, time_point now) const {
  const double all = counted_.of(now, hystrix_reach(last_any_, now)).first;
  if (all < by.min_requests) return false;
  const double bad = counted_.of(now, hystrix_reach(last_bad_, now)).second;
  return percent(bad / all) >= percent(by.open_at.part);
}

breaker::sort breaker::sort_of(outcome how, duration took) const {
  if (how == outcome::refused) return terms_.count_rejections ? sort::bad : sort::none;
  if (const auto* slow = std::get_if<slow_rate>(&terms_.kind)) {
    if (!is_answer(how) && how != outcome::timeout) return sort::none;
    return took > slow->slow_after ? sort::bad : sort::good;
  }
  return is_good(how) || how == outcome::denied ? sort::good : sort::bad;
}

void breaker::count(sort what, time_point now) {
  if (what == sort::none) return;
  const bool bad = what == sort::bad;
  in_a_row_ = bad ? in_a_row_ + 1 : 0;
  counted_.add(now, 1, bad ? 1 : 0);
  last_any_ = now;
  if (bad) last_bad_ = now;
}

void breaker::open(time_point now) {
  state_ = state::open;
  opened_ = now;
  ++times_opened_;
}

void breaker::close() {
  state_ = state::closed;
  counted_.clear();
  in_a_row_ = 0;
  last_any_ = last_bad_ = never;
}

}  // namespace surgeline::resilience
