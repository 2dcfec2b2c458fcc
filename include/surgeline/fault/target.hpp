#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/count.hpp"
#include "surgeline/fault/subject.hpp"

namespace surgeline::fault {

/// Clients by where they come from, or by what their requests say; any of what is listed.
struct client_origins {
  config::one_or_more<std::string> cidr;
  config::one_or_more<std::uint32_t> unix_uid;
  config::one_or_more<std::string> header{};

  static constexpr auto schema() {
    return config::describe(
        "client",
        "Clients by where they come from, or by what their requests say; any of these.",
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
        config::optional(
            &client_origins::header,
            "header",
            "a header that the request has, such as `x-tenant`, or one with its value: `x-tenant: "
            "acme`; http",
            {.not_empty = true}
        )
    );
  }
  void check(config::checker& in) const;
  /// True when its address or its user is listed.
  bool holds(const subject& who) const;
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

/// What a text may be: any of some, or what a regular expression matches as a whole.
struct text_choice {
  std::vector<std::string> any_of;
  std::optional<std::string> regex;

  static constexpr auto schema() {
    return config::describe(
        "text_choice",
        "What a text may be.",
        config::optional(&text_choice::any_of, "any_of", "any of these", {.not_empty = true}),
        config::optional(
            &text_choice::regex,
            "regex",
            "what a regular expression (RE2) matches as a whole",
            {.not_empty = true}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const text_choice&) const = default;
};

/// What a text has to be: the same, or one of a choice.
using text_match = std::variant<std::string, text_choice>;

/// Ordinals of attempts at a request, from 1.
struct attempt_range {
  std::uint64_t min = 1;
  std::optional<std::uint64_t> max;

  static constexpr auto schema() {
    return config::describe(
        "attempt",
        "Ordinals of attempts at a request, from 1.",
        config::optional(&attempt_range::min, "min", "the first of them", {.min = 1}),
        config::optional(&attempt_range::max, "max", "the last of them", {.min = 1})
    );
  }
  void check(config::checker& in) const {
    if (max && *max < min) in.problem("max", "no attempt is meant: `max` is less than `min`");
  }
  bool holds(std::uint64_t attempt) const { return attempt >= min && (!max || attempt <= *max); }
  bool operator==(const attempt_range&) const = default;
};

/// Describes the keys that a target and an exclusion have alike, and some more.
template <class Self, class... More>
constexpr auto describe_target(std::string_view name, std::string_view help, More... more) {
  return config::describe(
      name,
      help,
      config::optional(
          &Self::client,
          "client",
          "clients by where they come from, or by what their requests say"
      ),
      config::optional(&Self::clients, "clients", "a share of the clients, always the same"),
      config::optional(
          &Self::connections,
          "connections",
          "a share of the connections, each for its whole life",
          {.min = 0, .max = 1}
      ),
      config::optional(&Self::endpoints, "endpoints", "only what leads to these endpoints"),
      config::optional(
          &Self::route,
          "route",
          "routes of the proxy, by id, or `other`; http",
          {.not_empty = true}
      ),
      config::optional(&Self::method, "method", "such as `POST`; http", {.not_empty = true}),
      config::optional(
          &Self::path,
          "path",
          "paths without query, as they are written; `*` within a segment, `**` across; http",
          {.not_empty = true}
      ),
      config::optional(
          &Self::path_regex,
          "path_regex",
          "a regular expression (RE2) that matches the whole path; http",
          {.not_empty = true}
      ),
      config::optional(
          &Self::query,
          "query",
          "parameters with their values, as they are written; http",
          {.not_empty = true}
      ),
      config::optional(
          &Self::header,
          "header",
          "headers with their values; http",
          {.not_empty = true}
      ),
      config::optional(&Self::attempt, "attempt", "which attempts at a request; http"),
      more...
  );
}

/// Whom a fault spares of those whom its target means: who fits all of these keys.
struct exclusion {
  std::optional<client_origins> client;
  std::optional<client_share> clients;
  std::optional<share> connections;
  std::optional<endpoint_set> endpoints;
  // Of a request.
  config::one_or_more<std::string> route{}, method{}, path{};
  std::optional<std::string> path_regex{};
  std::map<std::string, text_match> query{}, header{};
  std::optional<attempt_range> attempt{};

  static constexpr auto schema() {
    return describe_target<exclusion>("not", "Whom a fault spares: who fits all of these keys.");
  }

  /// As a target's.
  bool needs_head() const;
  bool is_for(const subject& who, const chance& dice, std::uint64_t name) const;
  void check(config::checker& in) const;
  bool operator==(const exclusion&) const = default;
};

/// Whom on a proxy a fault may touch: who fits all of these keys, so everybody if empty. What is chosen by chance is always
/// the same for one seed.
struct target {
  std::optional<client_origins> client;
  std::optional<client_share> clients;
  std::optional<share> connections;
  std::optional<endpoint_set> endpoints;
  // Of a request.
  config::one_or_more<std::string> route{}, method{}, path{};
  std::optional<std::string> path_regex{};
  std::map<std::string, text_match> query{}, header{};
  std::optional<attempt_range> attempt{};
  // Whom it leaves out.
  std::optional<exclusion> except{};
  bool spare_health = true;

  static constexpr auto schema() {
    return describe_target<target>(
        "target",
        "Whom on a proxy a fault may touch: who fits all of these keys.",
        config::optional(
            &target::except,
            "not",
            "whom it spares of those: who fits all of its keys"
        ),
        config::optional(
            &target::spare_health,
            "spare_health",
            "what acts on HTTP exchanges leaves `/healthz`, `/livez` and `/readyz` alone, unless "
            "`path` names them"
        )
    );
  }

  /// True when only the head of a request tells.
  bool needs_head() const;
  /// True when it may be for this connection, whatever is asked for on it; `name` is the fault's.
  bool is_for(const subject& who, const chance& dice, std::uint64_t name) const;
  void check(config::checker& in) const;
  bool operator==(const target&) const = default;
};

/// True when only an HTTP proxy knows whom it means.
inline bool needs_http(const target& whom) { return whom.needs_head(); }

}  // namespace surgeline::fault
