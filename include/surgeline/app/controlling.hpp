#pragma once

#include <optional>
#include <string>

#include "surgeline/config/value.hpp"
#include "surgeline/core/endpoint.hpp"

namespace surgeline::app {

/// A running sidecar, as somebody on the command line drives it.
class controlling {
 public:
  explicit controlling(endpoint control) : at_(std::move(control)) {}

  /// Asks, and gives what was answered. Empty when there was no good answer: then that is on standard error.
  std::optional<config::value> ask(
      const char* method,
      const std::string& path,
      std::string body = {}
  ) const;

 private:
  endpoint at_;
};

}  // namespace surgeline::app
