#include "surgeline/runner/proxy_rows.hpp"

#include <algorithm>
#include <numeric>

namespace surgeline::runner {

using measure::instrument;

namespace {

std::uint64_t sum(const std::array<metrics::cell, 2>& ways) {
  return std::reduce(ways.begin(), ways.end(), std::uint64_t{0});
}

void count(measure::meter& into, const traffic::exchange_totals& more, time_point when) {
  const auto add = [&](instrument what, std::uint64_t times) {
    into.count(when, what, static_cast<double>(times));
  };
  add(instrument::exchanges, more.over);
  add(instrument::failed, more.failed);
  add(instrument::tried, more.attempts);
  add(instrument::logical, more.logical);
  add(instrument::well, more.good);
}

/// The last moment of the tick before the one `now` is in.
time_point last_before(time_point now) {
  const time_point begin{measure::tick * static_cast<duration::rep>(measure::tick_of(now))};
  return std::max(time_point{}, begin - duration{1});
}

/// A part of the clients has the id of the whole with a suffix.
measure::meter part(const std::string& id, std::string_view suffix) {
  return {measure::subject_kind::proxy, id + std::string{suffix}};
}

}  // namespace

proxy_rows::proxy_rows(const std::string& id, bool has_control_group)
    : all_(measure::subject_kind::proxy, id) {
  if (!has_control_group) return;
  control_ = part(id, measure::control_part);
  faulted_ = part(id, measure::faulted_part);
}

void proxy_rows::see(const traffic::breakers& seen, time_point now) {
  if (!clients_) return;
  for (std::size_t i = 0; i < std::min(clients_->size(), seen.size()); ++i)
    clients_->note(i, seen.read(i, now).state, last_before(now));
}

lab::rows proxy_rows::report(const traffic::counts& counted, time_point now) {
  const time_point last = last_before(now);
  const auto moved = static_cast<double>(sum(counted.bytes) - sum(before_.bytes));
  traffic::exchange_totals whole = counted.exchanges, control = counted.control;
  whole -= before_.exchanges;
  control -= before_.control;
  before_ = counted;

  all_.count(last, instrument::bytes, moved);
  count(all_, whole, last);
  all_.gauge(last, instrument::connections, static_cast<double>(counted.active));
  all_.gauge(last, instrument::held, static_cast<double>(counted.buffered));
  lab::rows closed;
  if (control_) {
    count(*control_, control, last);
    whole -= control;
    count(*faulted_, whole, last);
    lab::take_closed(*control_, now, closed);
    lab::take_closed(*faulted_, now, closed);
  }
  if (clients_) {
    for (measure::meter& each : clients_->meters()) lab::take_closed(each, now, closed);
  }
  lab::take_closed(all_, now, closed);
  return closed;
}

}  // namespace surgeline::runner
