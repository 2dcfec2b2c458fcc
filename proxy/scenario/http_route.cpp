#include "surgeline/scenario/http_route.hpp"

#include <algorithm>

#include "surgeline/core/contains.hpp"

namespace surgeline::scenario {

void http_route::check(config::checker& in) const {
  if (id == other_route) {
    in.problem(
        "id",
        "`other` is the route of requests that fit no other",
        "call it something else"
    );
  }
  if (!path.empty() && path_regex) {
    in.problem("path_regex", "a route has `path` or `path_regex`", "remove one of them");
  }
  if (!path_regex) return;
  if (const auto wrong = surgeline::fault::problem_of_expression(*path_regex)) {
    in.problem("path_regex", "this is no regular expression: " + *wrong, "RE2 knows the syntax");
  }
}

http_routes::http_routes(const std::vector<http_route>& listed) {
  for (const http_route& one : listed) {
    known& made = routes_.emplace_back();
    made.methods = one.method;
    for (const std::string& path : one.path)
      made.paths.push_back(surgeline::fault::pattern::glob(path));
    if (one.path_regex)
      made.paths.push_back(surgeline::fault::pattern::expression(*one.path_regex));
  }
}

std::size_t http_routes::route_of(const request_head& what) const {
  const auto fits = [&](const known& one) {
    const bool method = one.methods.empty() || contains(one.methods, what.method);
    const auto matches = [&](const surgeline::fault::pattern& path) {
      return path.matches(what.path());
    };
    return method && (one.paths.empty() || std::ranges::any_of(one.paths, matches));
  };
  const auto found = std::ranges::find_if(routes_, fits);
  return static_cast<std::size_t>(found - routes_.begin());
}

}  // namespace surgeline::scenario
