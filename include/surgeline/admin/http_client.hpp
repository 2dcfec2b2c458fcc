#pragma once

#include <memory>
#include <optional>
#include <string>

#include "surgeline/admin/tls_credentials.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/net/failure.hpp"

namespace surgeline::admin {

/// A question to an HTTP server.
struct question {
  std::string method = "GET";
  std::string path;
  std::string body{};
  std::string key{};  ///< of a control listener that wants one
};

/// What it answered.
struct reply {
  unsigned status = 0;
  std::string body;
};

/// Asks on a connection of its own and waits, `patience` at most; empty with a sentence in `why` when nothing came back. With
/// credentials it speaks TLS, and whoever answers has to show a certificate for the host that is asked.
std::optional<reply> ask(
    const endpoint& whom,
    const question& what,
    duration patience,
    net::failure& why,
    std::shared_ptr<const tls_credentials> tls = nullptr
);

}  // namespace surgeline::admin
