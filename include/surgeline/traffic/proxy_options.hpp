#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/control_group.hpp"
#include "surgeline/fault/subject.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/traffic/capture.hpp"
#include "surgeline/traffic/doorkeeper.hpp"
#include "surgeline/traffic/http_options.hpp"

namespace surgeline::traffic {

/// Says which upstream (from 0) a connection goes to; asked in the order of acceptance, never twice at the same time.
/// `open` says how many connections each of them has, over all workers.
using upstream_chooser =
    std::function<std::size_t(const fault::subject& who, std::span<const std::uint32_t> open)>;

/// What a proxy is told when it opens.
struct proxy_options {
  std::string id;                  ///< names it in sentences
  std::vector<endpoint> listen;    ///< one, or one for each upstream
  std::vector<endpoint> upstream;  ///< at least one; names are looked up when the proxy opens
  upstream_chooser choose;  ///< for one listener before several upstreams; empty: each in its turn
  duration connect_timeout = std::chrono::seconds{5};  ///< in file time
  std::size_t buffer_limit = 1024 * 1024;  ///< bytes that may wait, per connection and direction
  std::size_t max_connections = 10'000;    ///< more are reset as soon as they are accepted
  std::optional<fault::control_group> control;  ///< whom no fault touches
  std::vector<std::shared_ptr<doorkeeper>>
      doorkeepers;                   ///< whom each connection waits for, in turn
  std::optional<http_options> http;  ///< if it speaks HTTP
  /// Says whether an upstream may be called at an address; empty: any may. Called wherever names are looked up.
  std::function<bool(const endpoint& named, const net::address& at)> may_call;
  /// Each connection goes where its client meant to go before it was redirected here; then `upstream` is one that says so.
  std::shared_ptr<traffic::capture> capture;
  bool may_lack_upstream =
      false;  ///< an upstream that cannot be looked up may come later: `proxy::look_up`
  bool ends_softly =
      false;  ///< who cannot be brought to the upstream hears an orderly end, not an RST
};

}  // namespace surgeline::traffic
