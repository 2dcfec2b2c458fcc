#include "surgeline/traffic/connects.hpp"

namespace surgeline::traffic {

connect_failure failure_of(std::error_code error) {
  if (error == std::errc::connection_refused || error == std::errc::no_such_file_or_directory)
    return connect_failure::refused;
  if (error == std::errc::timed_out) return connect_failure::timeout;
  if (error == std::errc::host_unreachable || error == std::errc::network_unreachable)
    return connect_failure::unreachable;
  return connect_failure::error;
}

}  // namespace surgeline::traffic
