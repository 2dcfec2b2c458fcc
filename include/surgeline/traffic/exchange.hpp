#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "surgeline/core/time.hpp"
#include "surgeline/observe/outcome.hpp"

namespace surgeline::traffic {

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

/// One exchange that is over, as its client saw it.
struct exchange {
  std::size_t route = 0;
  std::size_t host = 0;  ///< the endpoint of the upstream, from 0
  unsigned status = 0;   ///< 0 = none
  observe::outcome outcome = observe::outcome::ok;
  traffic::origin origin = origin::upstream;
  duration took{};  ///< from the request's head to the answer's last byte
  duration upstream_took{
  };  ///< from when the head was sent on to the answer's last byte, or till nobody wanted it
  bool reached_upstream = true;
  bool in_control_group = false;
  bool abandoned = false;  ///< the client left while the upstream worked on it
};

}  // namespace surgeline::traffic
