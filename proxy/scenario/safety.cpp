#include "surgeline/scenario/safety.hpp"

#include "surgeline/scenario/upstream_list.hpp"

namespace surgeline::scenario {

void safety::check(config::checker& in) const {
  for (const std::string& one : allow_upstream) {
    const std::string why = upstream_list::problem_of(one);
    if (!why.empty())
      in.problem("allow_upstream", why, "such as \"10.0.0.0/8\", \"*.svc\" or \"unix:/run/*\"");
  }
}

}  // namespace surgeline::scenario
