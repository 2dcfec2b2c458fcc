#include <algorithm>

#include "surgeline/core/problem.hpp"

namespace surgeline {

namespace {

constexpr std::size_t widest = 120;  // columns of a source line; longer ones are cut
constexpr std::size_t lead = 40;     // columns kept before the mark in a cut line

/// The ANSI colours of a rendered problem; all empty without colour.
struct palette {
  std::string_view bold, error, mark, gutter, off;
};

constexpr palette plain{};
constexpr palette coloured{"\x1b[1m", "\x1b[1;31m", "\x1b[1;31m", "\x1b[1;34m", "\x1b[0m"};

std::string painted(std::string_view colour, const std::string& text, const palette& colours) {
  return std::string(colour) + text + std::string(colours.off);
}

/// How many bytes the code point at the front takes; 0 when it is no UTF-8.
std::size_t code_point_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = byte(0) < 0x80   ? 1
                             : byte(0) < 0xc2 ? 0
                             : byte(0) < 0xe0 ? 2
                             : byte(0) < 0xf0 ? 3
                             : byte(0) < 0xf5 ? 4
                                              : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  return length;
}

/// One string a code point; what would upset a terminal (a control character, broken UTF-8) is a `·`.
std::vector<std::string> code_points(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const std::size_t length = code_point_length(text);
    const auto first = static_cast<unsigned char>(text[0]);
    const bool control = (first < 0x20 && first != '\t') || first == 0x7f;
    all.emplace_back(length == 0 || control ? "·" : text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return all;
}

std::string harmless(std::string_view text) {
  std::string all;
  for (const std::string& each : code_points(text)) all += each;
  return all;
}

/// Line `number` (from 1) of a text, without its end; empty beyond the last.
std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (std::uint32_t i = 1; i < number; ++i) {
    const auto end = text.find('\n');
    if (end == text.npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// A source line as it is shown, and the marks under it.
struct excerpt {
  std::string line, indent, marks;
};

excerpt excerpt_of(std::string_view source_line, const place& where) {
  const std::vector<std::string> points = code_points(source_line);
  std::size_t from = where.column == 0 ? 0 : where.column - 1;
  std::size_t length = where.column == 0 ? points.size() : where.length;
  if (where.column == 0) {
    while (from < points.size() && (points[from] == " " || points[from] == "\t")) ++from;
  }
  from = std::min(from, points.size());
  length = std::clamp<std::size_t>(length, 1, std::max<std::size_t>(points.size() - from, 1));

  const bool cut = points.size() > widest;
  const std::size_t begin = !cut || from < lead ? 0 : std::min(from - lead, points.size() - widest);
  const std::size_t end = cut ? begin + widest : points.size();
  excerpt shown;
  if (begin > 0) shown.line = shown.indent = "…";
  if (begin > 0) shown.indent = " ";
  for (std::size_t i = begin; i < end; ++i) {
    shown.line += points[i];
    if (i < from) shown.indent += points[i] == "\t" ? "\t" : " ";
  }
  if (end < points.size()) shown.line += "…";
  shown.marks =
      std::string(std::max<std::size_t>(std::min(length, end - std::min(from, end)), 1), '^');
  return shown;
}

}  // namespace

std::string render(const problem& shown, std::string_view source, bool colour) {
  const palette& colours = colour ? coloured : plain;
  std::string text;
  if (const std::string where = shown.where.text(); !where.empty())
    text = painted(colours.bold, harmless(where) + ":", colours) + " ";
  text += painted(colours.error, "error:", colours) + " " +
          painted(colours.bold, harmless(shown.what), colours) + "\n";

  const std::string number = std::to_string(shown.where.line);
  const std::string_view line =
      shown.where.line == 0 ? std::string_view{} : line_of(source, shown.where.line);
  const std::string remedy = harmless(shown.remedy);
  bool told = remedy.empty();
  std::string margin = "   ";
  if (!line.empty()) {
    margin = std::string(number.size(), ' ');
    const excerpt part = excerpt_of(line, shown.where);
    const bool beside = remedy.starts_with("did you mean") || remedy.starts_with("one of");
    text += painted(colours.gutter, number + "│", colours) + " " + part.line + "\n";
    text += painted(colours.gutter, margin + "│", colours) + " " + part.indent +
            painted(colours.mark, part.marks, colours);
    if (beside && !told) text += " " + painted(colours.mark, remedy, colours);
    text += "\n";
    told = told || beside;
  }
  if (!told)
    text += margin + painted(colours.gutter, "= ", colours) +
            (remedy.starts_with("note: ") ? "" : "help: ") + remedy + "\n";
  return text;
}

}  // namespace surgeline
