#include "surgeline/report/margin_finding.hpp"

#include <fmt/format.h>

#include "surgeline/report/numbers.hpp"
#include "surgeline/report/statistics.hpp"

namespace surgeline::report {

using scenario::margin_outcome;
using scenario::trial;

std::size_t margin_finding::runs() const {
  std::size_t all = 0;
  for (const trial& each : found.trials) all += each.spoke() + each.silent;
  return all;
}

std::string margin_finding::text(double value) const {
  // Three digits are more than an interval of some percent is worth.
  scenario::setting shown{value, asked.low.unit};
  if (shown.unit != scenario::unit_family::whole)
    shown.number = std::strtod(fmt::format("{:.3g}", value).c_str(), nullptr);
  return scenario::text_of(shown);
}

std::string headline(const margin_finding& of) {
  const std::string& path = of.asked.path;
  switch (of.found.outcome) {
    case margin_outcome::found:
      return fmt::format(
          "surge margin of {}: {} [{}, {}]",
          path,
          of.text(of.found.at),
          of.text(of.found.low),
          of.text(of.found.high)
      );
    case margin_outcome::tips_at_low:
      return fmt::format(
          "no surge margin: {} = {}, the low end, tips already",
          path,
          of.text(of.found.at)
      );
    case margin_outcome::holds_at_high:
      return fmt::format(
          "surge margin of {}: above {}, the high end, which does not tip",
          path,
          of.text(of.found.at)
      );
    case margin_outcome::says_nothing:
      return fmt::format(
          "no answer: with {} = {} every run is inconclusive",
          path,
          of.text(of.found.at)
      );
    case margin_outcome::searching:
      break;
  }
  return fmt::format(
      "not found yet: {} between {} and {}",
      path,
      of.text(of.found.low),
      of.text(of.found.high)
  );
}

std::string point_line(const margin_finding& of, const trial& at) {
  if (at.spoke() == 0) return fmt::format("{}: {} runs say nothing", of.text(at.at), at.silent);
  std::string line = fmt::format(
      "{}: {} of {} tip, P {}",
      of.text(at.at),
      at.tipped,
      at.spoke(),
      text_of_interval(wilson(at.tipped, at.spoke()), text_of_share)
  );
  if (at.silent > 0) line += fmt::format(", {} say nothing", at.silent);
  return line;
}

std::string margin_markdown(const std::vector<margin_finding>& all, const std::string& title) {
  std::string page = fmt::format("# {}\n", title);
  for (const margin_finding& each : all) {
    page += fmt::format(
        "\n{}**{}**, {} in {} runs\n\n| {} | tipped | of | P(tip), 95 % |\n|---:|---:|---:|---:|\n",
        each.variant.empty() ? "" : each.variant + ": ",
        headline(each),
        scenario::name_of(each.engine),
        each.runs(),
        each.asked.path
    );
    for (const trial& at : each.found.trials) {
      page += fmt::format(
          "| {} | {} | {} | {} |\n",
          each.text(at.at),
          at.tipped,
          at.spoke(),
          text_of_interval(wilson(at.tipped, at.spoke()), text_of_share)
      );
    }
  }
  return page;
}

}  // namespace surgeline::report
