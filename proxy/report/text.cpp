#include "surgeline/report/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace surgeline::report {
namespace {

/// A range of code points.
struct range {
  char32_t first, last;
};

/// The blocks that terminals draw two columns wide.
constexpr std::array wide{
    range{0x1100, 0x115f},
    range{0x231a, 0x231b},
    range{0x23e9, 0x23ec},
    range{0x2e80, 0x303e},
    range{0x3041, 0xa4cf},
    range{0xac00, 0xd7a3},
    range{0xf900, 0xfaff},
    range{0xfe30, 0xfe6f},
    range{0xff00, 0xff60},
    range{0xffe0, 0xffe6},
    range{0x1f300, 0x1f64f},
    range{0x1f680, 0x1f6ff},
    range{0x1f900, 0x1f9ff},
    range{0x20000, 0x3fffd},
};
/// Marks that stand on the character before them, and what is not drawn at all.
constexpr std::array unseen{
    range{0x0300, 0x036f},
    range{0x1ab0, 0x1aff},
    range{0x200b, 0x200f},
    range{0x20d0, 0x20ff},
    range{0xfe00, 0xfe0f},
    range{0xfeff, 0xfeff},
};

bool is_in(const auto& ranges, char32_t what) {
  return std::ranges::any_of(ranges, [&](range each) {
    return each.first <= what && what <= each.last;
  });
}

/// One character of a text: its bytes and its code point; a stray byte is a character by itself.
struct character {
  std::string_view bytes;
  char32_t point = 0;

  std::size_t columns() const { return is_in(unseen, point) ? 0 : is_in(wide, point) ? 2 : 1; }
};

character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length == 1 || length > text.size()) return {text.substr(0, 1), lead};
  char32_t point = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return {text.substr(0, 1), lead};
    point = point << 6U | (byte(i) & 0x3fU);
  }
  return {text.substr(0, length), point};
}

/// The longest start of a text within so many columns.
std::string_view fitting(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0, used = 0;
  while (bytes < text.size()) {
    const character next = first_of(text.substr(bytes));
    if (used + next.columns() > columns) break;
    used += next.columns();
    bytes += next.bytes.size();
  }
  return text.substr(0, bytes);
}

bool is_control(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20 || byte == 0x7f) return true;
  const bool second_of_c1 = at > 0 && static_cast<unsigned char>(text[at - 1]) == 0xc2;
  return second_of_c1 && byte >= 0x80 && byte < 0xa0;  // U+0080 … U+009F
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_control(text, i)) {
      shown += text[i];
    } else if (static_cast<unsigned char>(text[i]) >= 0x80) {
      shown.pop_back();
      shown += "·";
    } else {
      shown += text[i] == '\n' || text[i] == '\t' ? " " : "·";
    }
  }
  return shown;
}

namespace {

/// Text without control characters but the ends of its lines.
std::string printable_lines(std::string_view text) {
  std::string shown;
  for (std::size_t end = 0; end != text.npos; text.remove_prefix(std::min(end + 1, text.size()))) {
    end = text.find('\n');
    shown += printable(text.substr(0, end));
    if (end != text.npos) shown += '\n';
  }
  return shown;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text.find('\n') == text.npos ? printable(text) : printable_lines(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string whole_characters(std::string_view text) {
  std::string whole;
  while (!text.empty()) {
    const character next = first_of(text);
    constexpr std::array<char32_t, 5> shortest{0, 0, 0x80, 0x800, 0x10000};
    const std::size_t length = next.bytes.size();
    const bool is_stray = length == 1 && next.point >= 0x80;
    const bool is_longer_than_it_must = next.point < shortest[length];
    const bool is_surrogate = next.point >= 0xd800 && next.point <= 0xdfff;
    const bool is_none = next.point == 0xfffe || next.point == 0xffff || next.point > 0x10ffff;
    whole += is_stray || is_longer_than_it_must || is_surrogate || is_none ? "�" : next.bytes;
    text.remove_prefix(next.bytes.size());
  }
  return whole;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const character next = first_of(text);
    columns += next.columns();
    text.remove_prefix(next.bytes.size());
  }
  return columns;
}

std::string cut(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string{text};
  if (columns == 0) return {};
  return std::string{fitting(text, columns - 1)} + "…";
}

std::string pad_right(std::string_view text, std::size_t columns) {
  std::string fits = cut(text, columns);
  return fits + std::string(columns - columns_of(fits), ' ');
}

std::string pad_left(std::string_view text, std::size_t columns) {
  const std::string fits = cut(text, columns);
  return std::string(columns - columns_of(fits), ' ') + fits;
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word = cut(text.substr(0, end), columns);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!line.empty() && columns_of(line) + 1 + columns_of(word) > columns)
      lines.push_back(std::exchange(line, {}));
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace surgeline::report
