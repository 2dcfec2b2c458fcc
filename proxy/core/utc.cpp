#include "surgeline/core/utc.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace surgeline {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::system_clock;

auto calendar(system_clock::time_point when) {
  return fmt::gmtime(system_clock::to_time_t(floor<std::chrono::seconds>(when)));
}

}  // namespace

std::string utc_seconds(system_clock::time_point when) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", calendar(when));
}

std::string utc_milliseconds(system_clock::time_point when) {
  const auto rest = floor<milliseconds>(when - floor<std::chrono::seconds>(when)).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", calendar(when), rest);
}

}  // namespace surgeline
