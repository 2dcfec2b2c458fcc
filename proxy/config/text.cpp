#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace surgeline::config {

namespace {

constexpr std::size_t end_of_text = std::string_view::npos;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The bytes of the code point at `at`; 0 if they are not UTF-8 (overlong, surrogate, cut off).
std::size_t code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2   ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  if (length == 0 || text.size() - at < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text[at + i])) return 0;
  }
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool surrogate = first == 0xED && byte(1) >= 0xA0;
  const bool beyond = first == 0xF4 && byte(1) >= 0x90;
  return overlong || surrogate || beyond ? 0 : length;
}

std::size_t not_utf8_at(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = code_point(text, at);
    if (length == 0) return at;
    at += length;
  }
  return end_of_text;
}

std::string megabytes(std::size_t bytes) {
  const double value = static_cast<double>(bytes) / 1e6;
  return value < 10 ? fmt::format("{:.1f} MB", value) : fmt::format("{:.0f} MB", value);
}

/// The byte after the TOML string that opens at `at`; a string of one line ends with its line.
std::size_t after_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string fence(3, quote);
  const bool multiline = text.substr(at, 3) == fence;
  for (std::size_t i = at + (multiline ? 3 : 1); i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\')
      ++i;
    else if (multiline && text.substr(i, 3) == fence)
      return i + 3;
    else if (!multiline && (text[i] == quote || text[i] == '\n'))
      return i + 1;
  }
  return text.size();
}

}  // namespace

place place_at(std::string_view text, std::size_t offset, std::string file) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t newline = before.rfind('\n');
  const std::string_view line = newline == end_of_text ? before : before.substr(newline + 1);
  place at{.file = std::move(file)};
  at.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
  at.column = static_cast<std::uint32_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return !continues(c); }) + 1
  );
  return at;
}

bool readable(std::string_view text, const std::string& file, problems& found) {
  if (text.size() > largest_file) {
    found.add(
        {.file = file},
        fmt::format(
            "{} is {}; a scenario file may have at most {} MiB",
            file,
            megabytes(text.size()),
            largest_file >> 20U
        ),
        "keep large data in files of its own, such as the CSV of an empirical distribution"
    );
    return false;
  }
  if (const auto at = text.find('\0'); at != end_of_text) {
    found.add(place_at(text, at, file), "a NUL byte: this is not a text file");
    return false;
  }
  if (const auto at = not_utf8_at(text); at != end_of_text) {
    found.add(
        place_at(text, at, file),
        fmt::format("the byte 0x{:02x} is not UTF-8", static_cast<unsigned char>(text[at])),
        "save the file as UTF-8"
    );
    return false;
  }
  const std::string_view marked = text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
  if (marked.find_first_not_of(" \t\r\n") == end_of_text) {
    found.add({.file = file}, file + " is empty");
    return false;
  }
  return true;
}

std::optional<std::size_t> too_deep_at(std::string_view toml) {
  std::vector<std::size_t> dots{0};  // of the key being read, for each bracket that is open
  std::size_t levels = 0;            // brackets that are open, and all those dots
  const auto forget_key = [&] { levels -= std::exchange(dots.back(), 0); };
  for (std::size_t at = 0; at < toml.size(); ++at) {
    switch (toml[at]) {
      case '#':
        at = std::min(toml.find('\n', at), toml.size()) - 1;
        break;
      case '"':
      case '\'':
        at = after_string(toml, at) - 1;
        break;
      case '[':
      case '{':
        ++levels, dots.push_back(0);
        break;
      case ']':
      case '}':
        forget_key();
        if (dots.size() > 1) --levels, dots.pop_back();
        break;
      case '.':
        ++levels, ++dots.back();
        break;
      case ',':
      case '\n':
        forget_key();
        break;
      default:
        break;
    }
    if (levels > deepest_nesting) return at;
  }
  return std::nullopt;
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string shown;
  std::size_t points = 0;
  for (const char c : text) {
    if (!continues(c) && ++points > longest) return shown + "…";
    if (c == '\n')
      shown += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      shown += fmt::format("\\x{:02x}", c);
    else
      shown += c;
  }
  return shown;
}

bool is_id(std::string_view text) {
  constexpr std::size_t longest = 63;
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto belongs = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= longest && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), belongs);
}

std::string with_article(std::string_view word) {
  const bool vowel = !word.empty() && std::string_view("aeio").find(word.front()) != end_of_text;
  return (vowel ? "an " : "a ") + std::string(word);
}

std::string either_of(const std::vector<std::string>& words) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) all += i + 1 == words.size() ? " or " : ", ";
    all += "`" + words[i] + "`";
  }
  return all;
}

}  // namespace surgeline::config
