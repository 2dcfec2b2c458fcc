#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/metrics/cell.hpp"
#include "surgeline/metrics/histogram_cells.hpp"

namespace surgeline::traffic {

/// What became of an exchange, as its client saw it.
enum class exchange_outcome : std::uint8_t {
  ok,         ///< an answer that is no server's error
  error,      ///< a status of 500 or more
  timeout,    ///< no whole answer in time
  reset,      ///< the connection ended before the answer did
  cancelled,  ///< the client left before the answer was there
};
inline constexpr std::array<std::string_view, 5>
    exchange_outcomes{"ok", "error", "timeout", "reset", "cancelled"};

/// Who made an answer, or its absence.
enum class origin : std::uint8_t {
  upstream,  ///< it went through as it came, though perhaps late
  injected,  ///< a fault
  proxy,     ///< this program: it refused, or could not reach the upstream
};
inline constexpr std::array<std::string_view, 3> origins{"upstream", "injected", "proxy"};

/// Statuses by their first digit.
inline constexpr std::array<std::string_view, 6>
    code_classes{"none", "1xx", "2xx", "3xx", "4xx", "5xx"};
/// The class of a status; 0, no status, is `none`.
constexpr std::size_t class_of(unsigned status) {
  const std::size_t hundreds = status / 100;
  return hundreds < code_classes.size() ? hundreds : 0;
}

/// One exchange that is over.
struct exchange {
  std::size_t route = 0;
  unsigned status = 0;  ///< that the client saw; 0 = none
  exchange_outcome outcome = exchange_outcome::ok;
  traffic::origin origin = origin::upstream;
  duration took{};  ///< from the request's head to the answer's last byte, as its client saw it
  duration upstream_took{
  };  ///< from when the head was sent on to the answer's last byte; 0 = the upstream never answered
};

/// Exchanges of one route, counted by one writer.
struct route_counts {
  using by_origin = std::array<metrics::cell, origins.size()>;
  using by_outcome = std::array<by_origin, exchange_outcomes.size()>;
  std::array<by_outcome, code_classes.size()> requests{};
  std::array<metrics::histogram_cells, exchange_outcomes.size()> took{};

  void add(const exchange& over) {
    const auto outcome = static_cast<std::size_t>(over.outcome);
    ++requests[class_of(over.status)][outcome][static_cast<std::size_t>(over.origin)];
    took[outcome].observe(over.took);
  }
};

/// What happened to the exchanges of one proxy, counted by one writer.
struct exchange_counts {
  explicit exchange_counts(std::size_t number_of_routes) : routes(number_of_routes) {}
  std::vector<route_counts> routes;
  metrics::cell in_flight;                      ///< begun and not over
  metrics::cell request_bytes, response_bytes;  ///< of whole messages
  metrics::histogram_cells overhead;            ///< time spent in the proxy itself, of a sample
  metrics::cell abandoned;                      ///< answers that nobody was there for any more
};

}  // namespace surgeline::traffic
