#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace surgeline::measure {

/// What a series belongs to; the first word of a metric's name.
enum class subject_kind : std::uint8_t { load, service, proxy, policy, daemon };

/// How an instrument's numbers combine over time.
enum class form : std::uint8_t {
  count,      ///< adds up
  gauge,      ///< the value at the end of a tick
  histogram,  ///< a distribution of durations
};

/// Every instrument of the project, declared once in `instruments` below.
enum class instrument : std::uint8_t {
  // of a load
  offered,
  attempts,
  answered,
  succeeded,
  good,
  timed_out,
  rejected,
  broken,
  unreachable,
  errors,
  withheld,
  degraded,
  denied,
  dropped,
  open,
  latency,
  service_time,
  lag,
  // of a service
  arrived,
  served,
  refused,
  wasted,
  queue,
  in_flight,
  queue_delay,
  utilisation,
  duplicated,
  hits,
  misses,
  consumed,
  reprocessed,
  lost,
  // of a proxy
  connections,
  bytes,
  held,
  exchanges,
  failed,
  tried,
  logical,
  well,
  // of a policy
  retries,
  shut_out,
  no_slot,
  throttled,
  opened,
  half_opened,
  closed,
  breakers,
  breakers_open,
  budgets,
  budgets_left,
  // of a daemon
  asked,
  granted,
  turned_away,
  gave_up,
  depth,
  wait,
  stalled,
  stalls,
  herded,
};

/// The declaration of one instrument.
struct declaration {
  instrument what;
  subject_kind of;
  form as;
  std::string_view name;
  std::string_view unit;
  std::string_view help;
};

/// All instruments, in the order of the enum. A load's `requests` are logical ones.
inline constexpr auto instruments = [] {
  using enum instrument;
  using enum subject_kind;
  using enum form;
  return std::to_array<declaration>({
      {offered, load, count, "offered", "requests", "asked for, at their intended start"},
      {attempts, load, count, "attempts", "attempts", "sent, first ones and retries"},
      {answered, load, count, "answered", "requests", "ended with an answer, good or bad"},
      {succeeded, load, count, "succeeded", "requests", "answered well, in time or not"},
      {good, load, count, "good", "requests", "answered well and within the deadline"},
      {timed_out, load, count, "timed_out", "requests", "last attempt timed out"},
      {rejected, load, count, "rejected", "requests", "last attempt refused by a full queue"},
      {broken, load, count, "broken", "requests", "last attempt lost its connection"},
      {unreachable, load, count, "unreachable", "requests", "last attempt found no connection"},
      {errors, load, count, "errors", "requests", "last attempt was answered: the server failed"},
      {withheld, load, count, "withheld", "requests", "last attempt was never sent, by the policy"},
      {degraded, load, count, "degraded", "requests", "succeeded by a fallback"},
      {denied, load, count, "denied", "requests", "last attempt was answered: it was at fault"},
      {dropped, load, count, "dropped", "requests", "the generator failed to start in time"},
      {open, load, gauge, "open", "requests", "under way"},
      {latency, load, histogram, "latency", "seconds", "of answered ones, from intended start"},
      {service_time, load, histogram, "service_time", "seconds", "of them, from the real start"},
      {lag, load, histogram, "lag", "seconds", "from the intended to the real start"},
      {arrived, service, count, "arrived", "jobs", "attempts that reached a replica"},
      {served, service, count, "served", "jobs", "work done, wanted or not"},
      {refused, service, count, "refused", "jobs", "turned away by a full queue"},
      {wasted,
       service,
       count,
       "wasted",
       "jobs",
       "done for a caller that had given up, or whose connection was lost"},
      {queue, service, gauge, "queue", "jobs", "waiting, all replicas"},
      {in_flight, service, gauge, "in_flight", "jobs", "in work, all replicas"},
      {queue_delay, service, histogram, "queue_delay", "seconds", "from arrival to work"},
      {utilisation, service, gauge, "utilisation", "share", "of all slots, those in use"},
      {duplicated,
       service,
       count,
       "duplicated",
       "jobs",
       "done although the same logical request had been done before"},
      {hits, service, count, "hits", "jobs", "that asked a cache for what it had"},
      {misses, service, count, "misses", "jobs", "that asked a cache for what it had not"},
      {consumed, service, count, "consumed", "records", "of a log, worked on"},
      {reprocessed, service, count, "reprocessed", "records", "of them, those worked on before"},
      {lost, service, count, "lost", "records", "committed, and never worked on"},
      {connections, proxy, gauge, "connections", "connections", "of clients, open"},
      {bytes, proxy, count, "bytes", "bytes", "passed on, both ways"},
      {held, proxy, gauge, "held", "bytes", "waiting in the proxy"},
      {exchanges, proxy, count, "exchanges", "requests", "over, on an http proxy"},
      {failed, proxy, count, "failed", "requests", "of them, those not answered well"},
      {tried, proxy, count, "tried", "attempts", "seen to begin"},
      {logical, proxy, count, "logical", "requests", "logical ones, once they were settled"},
      {well, proxy, count, "well", "requests", "of them, those answered well and in time"},
      {retries, policy, count, "retries", "attempts", "sent, after the first of their call"},
      {shut_out, policy, count, "shut_out", "attempts", "never sent: a breaker was not closed"},
      {no_slot, policy, count, "no_slot", "attempts", "never sent: a bulkhead had no room"},
      {throttled, policy, count, "throttled", "attempts", "never sent: a throttle refused"},
      {opened, policy, count, "opened", "breakers", "that opened"},
      {half_opened, policy, count, "half_opened", "breakers", "that began to probe"},
      {closed, policy, count, "closed", "breakers", "that closed again"},
      {breakers, policy, gauge, "breakers", "breakers", "made so far"},
      {breakers_open, policy, gauge, "breakers_open", "breakers", "of them, those not closed"},
      {budgets, policy, gauge, "budgets", "budgets", "made so far"},
      {budgets_left, policy, gauge, "budgets_left", "budgets", "full ones they are worth"},
      {asked, daemon, count, "asked", "visits", "jobs and connections that came to it"},
      {granted, daemon, count, "granted", "visits", "of them, those that got a slot"},
      {turned_away,
       daemon,
       count,
       "turned_away",
       "visits",
       "turned away, dropped, or lost in a crash"},
      {gave_up, daemon, count, "gave_up", "visits", "had waited for too long, or went away"},
      {depth, daemon, gauge, "depth", "visits", "waiting, all instances"},
      {wait, daemon, histogram, "wait", "seconds", "from asking to a slot"},
      {stalled, daemon, count, "stalled", "seconds", "stalled, mean of all instances"},
      {stalls, daemon, count, "stalls", "stalls", "that ended, of all instances"},
      {herded, daemon, count, "herded", "visits", "waiting when a stall ended"},
  });
}();

constexpr const declaration& declared(instrument what) {
  return instruments[static_cast<std::size_t>(what)];
}

/// Behind the subject of an http proxy's rows, where only some of its clients are counted: those that no fault touches, and
/// all others. Only where there is a control group.
inline constexpr std::string_view control_part = "/control", faulted_part = "/faulted";

/// The word of a kind in metric names: `load`, `service`, `proxy`, `daemon`.
std::string_view word(subject_kind kind);

}  // namespace surgeline::measure
