#pragma once

#include <string>
#include <system_error>

namespace surgeline::net {

/// Why something could not be set up, for a person: the error and a sentence that names the endpoint.
struct failure {
  std::error_code code;
  std::string what;  ///< "127.0.0.1:8080 is in use"
};

}  // namespace surgeline::net
