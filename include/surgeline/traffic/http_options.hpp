#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "surgeline/core/request_head.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/observe/client_groups.hpp"
#include "surgeline/observe/clue.hpp"
#include "surgeline/traffic/doorkeeper.hpp"
#include "surgeline/traffic/messages.hpp"

namespace surgeline::traffic {

/// How a proxy speaks HTTP. Durations are file time.
struct http_options {
  std::size_t longest_head = 64 * 1024;              ///< bytes of a head, with its empty line
  std::size_t most_fields = 100;                     ///< of a head
  std::uint64_t largest_body = all_bytes;            ///< of a request
  duration head_timeout = std::chrono::seconds{30};  ///< from a head's first byte to its last
  duration idle_timeout = std::chrono::minutes{10};  ///< without a request
  duration exchange_timeout = forever;               ///< from the head to the end of the response
  bool allows_connect = false;                       ///< the method CONNECT

  /// Whom each exchange waits for, in turn: with its request before it goes on, and with the head of the response before it
  /// goes back. None of them keeps a place for it.
  std::vector<std::shared_ptr<doorkeeper>> before, after;

  /// A route: requests that are counted together.
  struct route {
    std::string id;
    duration deadline = forever;  ///< of a logical request, over all its attempts
  };
  std::vector<route> routes;  ///< in the order of their numbers; the last is that of the rest
  /// Which route a request belongs to, from 0; empty: the last.
  std::function<std::size_t(const request_head& what)> route_of;

  bool observes = true;  ///< groups attempts into logical requests
  std::vector<observe::clue> clues{observe::default_clues.begin(), observe::default_clues.end()};
  observe::client_groups clients;
  duration window =
      std::chrono::seconds{10};        ///< a failed attempt may be followed by another for so long
  std::size_t most_requests = 65'536;  ///< logical requests that are remembered
};

}  // namespace surgeline::traffic
