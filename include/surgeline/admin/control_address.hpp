#pragma once

#include <memory>
#include <string>
#include <utility>

#include "surgeline/admin/tls_credentials.hpp"
#include "surgeline/core/endpoint.hpp"

namespace surgeline::admin {

/// Where a control listener is, and how it is spoken to.
struct control_address {
  endpoint at;
  bool is_secret = false;                      ///< over TLS
  std::shared_ptr<const tls_credentials> tls;  ///< then: ours

  /// In clear.
  control_address(endpoint where) : at(std::move(where)) {}  // NOLINT(google-explicit-constructor)
  std::string text() const { return at.text(); }
};

}  // namespace surgeline::admin
