#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/metrics/cell.hpp"
#include "surgeline/metrics/histogram_cells.hpp"
#include "surgeline/observe/attempt.hpp"
#include "surgeline/observe/ending.hpp"
#include "surgeline/observe/evidence.hpp"
#include "surgeline/observe/logical_request.hpp"
#include "surgeline/observe/outcome.hpp"
#include "surgeline/observe/punctuality.hpp"
#include "surgeline/traffic/exchange.hpp"

namespace surgeline::traffic {

/// How many each of these can be.
inline constexpr std::size_t outcomes = config::names<observe::outcome>.size(),
                             endings = config::names<observe::ending>.size(),
                             punctualities = config::names<observe::punctuality>.size(),
                             evidences = config::names<observe::evidence>.size();
/// Attempts are told apart up to the third; the rest count together.
inline constexpr std::array<std::string_view, 4> ordinals{"1", "2", "3", "4+"};

/// Exchanges of one route, counted by one writer.
struct route_counts {
  using by_origin = std::array<metrics::cell, origins.size()>;
  std::array<std::array<by_origin, outcomes>, code_classes.size()> requests{};
  std::array<metrics::histogram_cells, outcomes> took{};
  metrics::cell abandoned;              ///< exchanges whose client left while the upstream worked
  metrics::cell abandoned_nanoseconds;  ///< that the upstream worked on them

  std::array<std::array<metrics::cell, evidences>, ordinals.size()> attempts{};
  std::array<std::array<metrics::cell, punctualities>, outcomes> logical{};
  std::array<metrics::cell, endings> retries{};  ///< logical requests by what retries did for them
  metrics::histogram_cells gaps;                 ///< between attempts
  metrics::cell overlapping;                     ///< attempts that began while another was open

  void add(const exchange& over);
  void add(const observe::attempt& begun);
  void add(const observe::logical_request& settled, duration deadline);
};

/// Exchanges with one endpoint of the upstream, counted by one writer.
struct host_counts {
  std::array<metrics::cell, outcomes> requests{};
  metrics::histogram_cells took;  ///< without what faults added
  metrics::cell in_flight;
};

/// Exchanges of a part of the clients, counted by one writer.
struct part_counts {
  std::array<metrics::cell, outcomes> requests{};
  metrics::histogram_cells took;
};
/// The parts, by whether they are the control group.
inline constexpr std::array<std::string_view, 2> client_parts{"faulted", "control"};

/// What happened to the exchanges of one proxy, counted by one writer.
struct exchange_counts {
  exchange_counts(std::size_t number_of_routes, std::size_t number_of_hosts, bool has_control_group)
      : routes(number_of_routes),
        hosts(number_of_hosts),
        by_part(has_control_group ? client_parts.size() : 0) {}
  std::vector<route_counts> routes;
  std::vector<host_counts> hosts;
  std::vector<part_counts>
      by_part;              ///< in the order of `client_parts`; none without a control group
  metrics::cell in_flight;  ///< begun and not over
  metrics::histogram_cells overhead;  ///< time spent in the proxy itself, of a sample

  void add(const exchange& over);
};

}  // namespace surgeline::traffic
