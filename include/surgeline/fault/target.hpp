#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/count.hpp"
#include "surgeline/fault/subject.hpp"

namespace surgeline::fault {

/// Clients by where they come from; any of what is listed.
struct client_origins {
  config::one_or_more<std::string> cidr;
  config::one_or_more<std::uint32_t> unix_uid;

  static constexpr auto schema() {
    return config::describe(
        "client",
        "Clients by where they come from; any of these.",
        config::optional(
            &client_origins::cidr,
            "cidr",
            "an address, or a range such as 10.0.0.0/8",
            {.not_empty = true}
        ),
        config::optional(
            &client_origins::unix_uid,
            "unix_uid",
            "the user behind a unix socket",
            {.min = 0, .not_empty = true}
        ),
        config::planned("header")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const client_origins&) const = default;
};

/// A share of the clients, always the same ones.
struct client_share {
  surgeline::share share{1};
  identity key = identity::ip;

  static constexpr auto schema() {
    return config::describe(
        "clients",
        "A share of the clients, always the same ones.",
        config::required(&client_share::share, "share", "of all clients", {.min = 0, .max = 1}),
        config::optional(&client_share::key, "key", "what makes a client")
    );
  }
  bool operator==(const client_share&) const = default;
};

/// Endpoints of the upstream.
struct endpoint_set {
  config::one_or_more<std::uint32_t> index;
  std::optional<std::string> label{};  ///< of a file; a plan knows their numbers

  static constexpr auto schema() {
    return config::describe(
        "endpoints",
        "Endpoints of the upstream, by number or by label.",
        config::optional(
            &endpoint_set::index,
            "index",
            "their numbers in the order of the upstream, from 1",
            {.min = 1, .not_empty = true}
        ),
        config::optional(
            &endpoint_set::label,
            "label",
            "those that the upstream's `labels` call so",
            {.id = true}
        ),
        config::planned("hosts", "count", "fraction")
    );
  }
  void check(config::checker& in) const { in.exactly_one({"index", "label"}); }
  bool operator==(const endpoint_set&) const = default;
};

/// Whom on a proxy a fault may touch; everybody if empty. What is chosen by chance is always the same for one seed.
struct target {
  std::optional<client_origins> client;
  std::optional<client_share> clients;
  std::optional<share> connections;
  std::optional<endpoint_set> endpoints;

  static constexpr auto schema() {
    return config::describe(
        "target",
        "Whom on a proxy a fault may touch.",
        config::optional(&target::client, "client", "clients by where they come from"),
        config::optional(&target::clients, "clients", "a share of the clients, always the same"),
        config::optional(
            &target::connections,
            "connections",
            "a share of the connections, each for its whole life",
            {.min = 0, .max = 1}
        ),
        config::optional(&target::endpoints, "endpoints", "only what leads to these endpoints")
    );
  }

  /// True when it is for this connection; `name` is the fault's.
  bool is_for(const subject& who, const chance& dice, std::uint64_t name) const;
  bool operator==(const target&) const = default;
};

}  // namespace surgeline::fault
