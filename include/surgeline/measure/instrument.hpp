#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace surgeline::measure {

/// What a series belongs to; the first word of a metric's name.
enum class subject_kind : std::uint8_t { load, service, proxy };

/// How an instrument's numbers combine over time.
enum class form : std::uint8_t {
  count,      ///< adds up
  gauge,      ///< the value at the end of a tick
  histogram,  ///< a distribution of durations
};

/// Every instrument of the project, declared once in `instruments` below.
enum class instrument : std::uint8_t {
  offered, attempts, answered, succeeded, good, timed_out, rejected, broken, unreachable, dropped, open, latency, lag,
  arrived, served, refused, wasted, queue, in_flight, queue_delay,
  connections, bytes, held,
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

/// All instruments, in the order of the enum.
inline constexpr std::array instruments{
    declaration{instrument::offered, subject_kind::load, form::count, "offered", "requests", "logical requests, at their intended start"},
    declaration{instrument::attempts, subject_kind::load, form::count, "attempts", "attempts", "attempts sent, first ones and retries"},
    declaration{instrument::answered, subject_kind::load, form::count, "answered", "requests", "logical requests that ended with an answer, good or bad"},
    declaration{instrument::succeeded, subject_kind::load, form::count, "succeeded", "requests", "logical requests answered well, in time or not"},
    declaration{instrument::good, subject_kind::load, form::count, "good", "requests", "logical requests answered well and within the deadline"},
    declaration{instrument::timed_out, subject_kind::load, form::count, "timed_out", "requests", "logical requests whose last attempt timed out"},
    declaration{instrument::rejected, subject_kind::load, form::count, "rejected", "requests", "logical requests whose last attempt was refused by a full queue"},
    declaration{instrument::broken, subject_kind::load, form::count, "broken", "requests", "logical requests whose last attempt lost its connection"},
    declaration{instrument::unreachable, subject_kind::load, form::count, "unreachable", "requests", "logical requests whose last attempt found no connection"},
    declaration{instrument::dropped, subject_kind::load, form::count, "dropped", "requests", "logical requests the generator itself failed to start in time"},
    declaration{instrument::open, subject_kind::load, form::gauge, "open", "requests", "logical requests under way"},
    declaration{instrument::latency, subject_kind::load, form::histogram, "latency", "seconds", "of answered requests, from the intended start of the first attempt"},
    declaration{instrument::lag, subject_kind::load, form::histogram, "lag", "seconds", "from the intended to the real start: the generator's own lateness"},
    declaration{instrument::arrived, subject_kind::service, form::count, "arrived", "jobs", "attempts that reached a replica"},
    declaration{instrument::served, subject_kind::service, form::count, "served", "jobs", "jobs whose work was done"},
    declaration{instrument::refused, subject_kind::service, form::count, "refused", "jobs", "jobs turned away by a full queue"},
    declaration{instrument::wasted, subject_kind::service, form::count, "wasted", "jobs", "jobs done for a caller that had given up: late answers"},
    declaration{instrument::queue, subject_kind::service, form::gauge, "queue", "jobs", "jobs waiting, all replicas"},
    declaration{instrument::in_flight, subject_kind::service, form::gauge, "in_flight", "jobs", "jobs in work, all replicas"},
    declaration{instrument::queue_delay, subject_kind::service, form::histogram, "queue_delay", "seconds", "from arrival to the start of the work"},
    declaration{instrument::connections, subject_kind::proxy, form::gauge, "connections", "connections", "client connections open"},
    declaration{instrument::bytes, subject_kind::proxy, form::count, "bytes", "bytes", "bytes passed on, both ways"},
    declaration{instrument::held, subject_kind::proxy, form::gauge, "held", "bytes", "bytes waiting in the proxy"},
};

constexpr const declaration& declared(instrument what) { return instruments[static_cast<std::size_t>(what)]; }

/// The word of a kind in metric names: `load`, `service`, `proxy`.
std::string_view word(subject_kind kind);

}  // namespace surgeline::measure
