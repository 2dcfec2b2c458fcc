#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "surgeline/report/room.hpp"
#include "surgeline/scenario/engine.hpp"
#include "surgeline/scenario/margin.hpp"
#include "surgeline/scenario/margin_search.hpp"

namespace surgeline::report {

/// A surge margin that was looked for: what was asked, and what came of it.
struct margin_finding {
  std::string variant;  ///< empty without
  scenario::engine engine = scenario::engine::sim;
  scenario::margin asked;
  scenario::found_margin found;
  std::uint64_t first_seed = 1;  ///< of the runs, which have one each, in order
  std::map<scenario::verdict_kind, std::size_t> held_as;  ///< verdicts of the runs that did not tip
  std::string silent_as{
  };  ///< the verdict of a run that says nothing with its reason; empty if there is none
  double tipped_at = 0;     ///< the smallest value at which a run tipped
  std::string tipped_as{};  ///< the verdict of such a run with its reason; empty if none tipped

  std::size_t runs() const;
  /// A value of the key as a file says it.
  std::string text(double value) const;
};

/// What came of it, in a sentence: `surge margin of phase.outage.duration: 905ms [880ms, 930ms]`.
std::string headline(const margin_finding& of);

/// The margin as lines: the headline, a picture of P(tip) over the values, and a table of the
/// points.
std::vector<std::string> margin_lines(const margin_finding& of, room wide, bool colour);

/// One point as a line for a pipe: `905ms: 3 of 5 tip`.
std::string point_line(const margin_finding& of, const scenario::trial& at);

/// The margins as Markdown: a headline and a table of points for each.
std::string margin_markdown(const std::vector<margin_finding>& all, const std::string& title);

}  // namespace surgeline::report
