#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/address_range.hpp"
#include "surgeline/core/request_head.hpp"

namespace surgeline::observe {

/// Clients that are observed together, under one name.
struct client_group {
  std::string id;
  config::one_or_more<std::string> cidr;
  config::one_or_more<std::uint32_t> unix_uid;
  std::map<std::string, config::one_or_more<std::string>> header;

  static constexpr auto schema() {
    return config::describe(
        "client",
        "Clients that are observed together, by where they come from or what they say.",
        config::required(&client_group::id, "id", "the label `client`", {.id = true}),
        config::optional(
            &client_group::cidr,
            "cidr",
            "an address, or a range such as 10.0.0.0/8; or several",
            {.not_empty = true}
        ),
        config::optional(
            &client_group::header,
            "header",
            "`{ name = value }`, or several values: every header named has one of its values",
            {.not_empty = true}
        ),
        config::optional(
            &client_group::unix_uid,
            "unix_uid",
            "the user behind a unix socket; or several",
            {.min = 0, .not_empty = true}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const client_group&) const = default;
};

/// Tells the groups of a proxy's clients. Who is in several is in the first; who is in none is in `other`.
class client_groups {
 public:
  client_groups() = default;
  /// Groups that passed their check.
  explicit client_groups(const std::vector<client_group>& listed);

  /// How many there are: those listed, then `other`.
  std::size_t size() const { return groups_.size() + 1; }
  /// The index of who is in no group.
  std::size_t other() const { return groups_.size(); }
  /// The label of a group.
  std::string_view id(std::size_t group) const;

  /// The group by where a connection comes from: `address` is numeric, or `uid:1000`. The answer is the same for the whole
  /// connection.
  std::size_t group_of(std::string_view address) const;
  /// The group of a request on a connection from `origin`; the same unless a header says otherwise.
  std::size_t group_of(std::size_t origin, const request_head& head) const;

 private:
  struct known {
    client_group listed;
    std::vector<address_range> ranges;
  };
  std::vector<known> groups_;
  bool reads_heads_ = false;
};

}  // namespace surgeline::observe
