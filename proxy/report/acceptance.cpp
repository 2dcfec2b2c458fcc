#include "surgeline/report/acceptance.hpp"

#include <fmt/format.h>

namespace surgeline::report {

acceptance acceptance_of(const summary& seeds, const scenario::accept& wanted) {
  const double needed = wanted.pass.part;
  const auto of = static_cast<double>(seeds.members.size());
  const bool enough = static_cast<double>(seeds.as_expected) >= needed * of - 1e-9;
  if (!wanted.confidence || seeds.members.size() == 1 || needed >= 1)
    return enough ? acceptance::accepted : acceptance::refused;
  const interval within = wilson(seeds.as_expected, seeds.members.size(), wanted.confidence->part);
  if (within.low >= needed) return acceptance::accepted;
  return within.high < needed ? acceptance::refused : acceptance::unsure;
}

std::string unsure_in_words(const summary& seeds, const scenario::accept& wanted) {
  return fmt::format(
      "{}{} of {} seeds as expected neither show nor refute that {} are: more seeds would tell",
      seeds.variant.empty() ? "" : seeds.variant + ": ",
      seeds.as_expected,
      seeds.members.size(),
      format(wanted.pass)
  );
}

}  // namespace surgeline::report
