#include "surgeline/scenario/accept.hpp"

#include "surgeline/config/checker.hpp"

namespace surgeline::scenario {

void agreement::check(config::checker& in) const {
  if (!absolute && !relative)
    in.problem("metric", "`agree` has no margin", "add absolute or relative");
}

}  // namespace surgeline::scenario
