#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/request_head.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/pattern.hpp"

namespace surgeline::scenario {

/// Requests of an http proxy that are counted together, and may be aimed at by name.
struct http_route {
  std::string id;
  config::one_or_more<std::string> method;
  config::one_or_more<std::string> path;
  std::optional<std::string> path_regex;
  std::optional<duration> deadline;

  static constexpr auto schema() {
    return config::describe(
        "route",
        "Requests that are counted together; the first route in file order that fits.",
        config::required(
            &http_route::id,
            "id",
            "the label `route`; `other` is the rest",
            {.id = true}
        ),
        config::optional(&http_route::method, "method", "any of these", {.not_empty = true}),
        config::optional(
            &http_route::path,
            "path",
            "any of these: `*` is anything within a segment, `**` across segments",
            {.not_empty = true}
        ),
        config::optional(
            &http_route::path_regex,
            "path_regex",
            "a regular expression for the whole path",
            {.not_empty = true}
        ),
        config::optional(
            &http_route::deadline,
            "deadline",
            "a logical request is good when it is answered in this time, all attempts together",
            {.above = duration{}}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const http_route&) const = default;
};

/// The routes of a proxy, ready to be asked.
class http_routes {
 public:
  explicit http_routes(const std::vector<http_route>& listed);

  /// The number of the first route that fits, from 0; the number of routes if none does.
  std::size_t route_of(const request_head& what) const;

 private:
  struct known {
    std::vector<std::string> methods;
    std::vector<surgeline::fault::pattern> paths;
  };
  std::vector<known> routes_;
};

/// The route of requests that fit none.
inline constexpr std::string_view other_route = "other";

}  // namespace surgeline::scenario
