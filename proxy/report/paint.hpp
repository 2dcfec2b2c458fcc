#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/scenario/verdict.hpp"

namespace surgeline::report {

/// What a piece of text is about; terminals show it as a colour.
enum class hue : std::uint8_t {
  plain,
  strong,
  quiet,
  offered,
  goodput,
  injected,
  good,
  bad,
  strange
};

/// The hue of a verdict.
hue hue_of(scenario::verdict_kind kind);

/// The narrowest and the widest terminal that is drawn for.
inline constexpr std::size_t narrowest = 40, widest = 200;

/// Where texts begin behind their labels in the outline of a scenario.
inline constexpr std::size_t label_width = 14;

/// One line of a terminal, made of coloured pieces; knows how many columns it takes.
class painted_line {
 public:
  /// Adds text, with control characters made visible.
  painted_line& add(std::string_view text, hue how = hue::plain);
  /// Adds spaces up to a column; at least one if it is there already.
  painted_line& move_to(std::size_t column);

  std::size_t columns() const { return columns_; }
  /// The line, cut with `…` where it is wider than `width`; with ANSI colours or none.
  std::string text(std::size_t width, bool colour) const;

 private:
  std::vector<std::pair<std::string, hue>> pieces_;
  std::size_t columns_ = 0;
};

/// The last values as a line of ▁▂▃▄▅▆▇█, one a value, the newest at the right; `top` is a full block. Zero is drawn as ▁.
std::string sparkline(const std::vector<double>& values, double top, std::size_t columns);

}  // namespace surgeline::report
