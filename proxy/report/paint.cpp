#include "paint.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "surgeline/report/room.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

/// The ANSI attributes of a hue, in the order of the enum; injected is orange.
constexpr std::array<std::string_view, 9> attributes{
    "",
    "1",
    "2",
    "90",
    "36",
    "38;5;208",
    "32",
    "31",
    "35",
};

constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

}  // namespace

hue hue_of(scenario::verdict_kind kind) {
  switch (kind) {
    case scenario::verdict_kind::pass:
      return hue::good;
    case scenario::verdict_kind::inconclusive:
      return hue::injected;
    case scenario::verdict_kind::fail:
      return hue::bad;
    case scenario::verdict_kind::metastable:
      return hue::strange;
    case scenario::verdict_kind::aborted:
      return hue::bad;
  }
  return hue::plain;
}

painted_line& painted_line::add(std::string_view text, hue how) {
  pieces_.emplace_back(printable(text), how);
  columns_ += columns_of(pieces_.back().first);
  return *this;
}

painted_line& painted_line::move_to(std::size_t column) {
  return add(std::string(column > columns_ ? column - columns_ : 1, ' '));
}

room::room(std::size_t columns)
    : room(std::clamp(columns, narrowest, widest), std::clamp(columns, narrowest, widest)) {}

std::string painted_line::text(std::size_t width, bool colour) const {
  std::string shown;
  std::size_t left = width;
  for (const auto& [text, how] : pieces_) {
    const bool last = &text == &pieces_.back().first;
    const std::size_t columns = columns_of(text);
    // The dots of a cut line need a column, unless this piece ends the line exactly.
    const bool fits = columns < left || (columns == left && (last || columns_ <= width));
    std::string piece = fits ? text : cut(text + "……", left);
    if (last) piece.resize(piece.find_last_not_of(' ') + 1);
    const auto attribute = attributes[static_cast<std::size_t>(how)];
    const bool painted =
        colour && !attribute.empty() && piece.find_first_not_of(' ') != std::string::npos;
    shown += painted ? "\x1b[" + std::string{attribute} + "m" + piece + "\x1b[0m" : piece;
    if (!fits) break;
    left -= columns;
  }
  return shown;
}

std::string sparkline(const std::vector<double>& values, double top, std::size_t columns) {
  const std::size_t count = std::min(values.size(), columns);
  std::string line;
  for (std::size_t i = values.size() - count; i < values.size(); ++i) {
    const double part = top > 0 ? std::clamp(values[i] / top, 0.0, 1.0) : 0;
    line += blocks[static_cast<std::size_t>(std::lround(part * 7))];
  }
  return line;
}

}  // namespace surgeline::report
