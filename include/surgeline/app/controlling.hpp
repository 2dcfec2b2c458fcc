#pragma once

#include <optional>
#include <string>

#include "surgeline/admin/control_address.hpp"
#include "surgeline/app/options.hpp"
#include "surgeline/config/value.hpp"

namespace surgeline::app {

/// Gives a sidecar's address the credentials that the command line names, where it is spoken to over TLS. Empty when one of
/// those files is no good: then that is on standard error.
std::optional<admin::control_address> with_credentials(
    admin::control_address address,
    const options& asked
);

/// A running sidecar, as somebody on the command line drives it.
class controlling {
 public:
  explicit controlling(admin::control_address control) : at_(std::move(control)) {}

  /// Asks, and gives what was answered. Empty when there was no good answer: then that is on standard error.
  std::optional<config::value> ask(
      const char* method,
      const std::string& path,
      std::string body = {}
  ) const;

 private:
  admin::control_address at_;
};

}  // namespace surgeline::app
