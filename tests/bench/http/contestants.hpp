#pragma once

#include "bench/comparison/caller.hpp"
#include "bench/comparison/contestants.hpp"

namespace surgeline::bench {

// Those with a connection to the upstream for each of a client's, as ours is, and those that share them among all clients.
inline constexpr std::string_view unobserving = "surgeline, not observing",
                                  haproxy_paired = "HAProxy 1:1", nginx = "nginx",
                                  nginx_tuned = "nginx tuned";

/// What stands behind everybody: answers a request with as many bytes as its path says.
inline constexpr std::string_view answers = "answers";

/// A GET of that many bytes, and a good response.
dialogue get(std::size_t bytes);
/// The same with a field before the empty line.
dialogue get(std::size_t bytes, std::string_view field);
/// The same with an `x-request-id` that no other request has.
dialogue get_with_id(std::size_t bytes);

/// Starts those who speak HTTP; everybody who is not a peer is a role of this program.
std::optional<command> speaking_http(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
);
/// What a program that starts those has to serve as.
std::vector<role> http_roles();

}  // namespace surgeline::bench
