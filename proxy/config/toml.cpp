#include "surgeline/config/toml.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "text.hpp"

namespace surgeline::config {

namespace {

/// The text between the first two `quote`s.
std::string_view quoted_part(std::string_view text, char quote) {
  const auto open = text.find(quote);
  const auto close = open == text.npos ? open : text.find(quote, open + 1);
  return close == text.npos ? std::string_view() : text.substr(open + 1, close - open - 1);
}

std::string_view line_of(std::string_view text, std::size_t line) {
  for (; line > 1; --line) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

/// The bare word that stands as a value on a line, such as `5s` in `delay = 5s`.
std::string_view bare_value(std::string_view line) {
  const auto equals = line.find('=');
  const auto begin = equals == line.npos ? equals : line.find_first_not_of(" \t[", equals + 1);
  if (begin == line.npos) return {};
  const std::string_view word = line.substr(begin, line.find_first_of(" \t\r,]}#", begin) - begin);
  const bool plain = !word.empty() && word.find_first_of("\"'{=") == word.npos;
  return plain ? word : std::string_view();
}

std::string remedy_for(std::string_view description, std::string_view line) {
  const auto says = [&](std::string_view part) {
    return description.find(part) != description.npos;
  };
  if (says("cannot redefine existing table")) {
    const auto name = quoted_part(description, '\'');
    return fmt::format("write `[[{}]]` for each of several, or put the keys together", name);
  }
  if (says("cannot redefine")) return "every key once";
  if (says("inline table")) {
    return "an inline table stands on one line, keys and values with `=`; write `[table.name]` for "
           "a longer one";
  }
  const std::string_view word = bare_value(line);
  if (word == "True" || word == "False") return word == "True" ? "write `true`" : "write `false`";
  if (!word.empty() && !says("end-of-file"))
    return fmt::format("text stands in quotes: \"{}\"", excerpt(word));
  return {};
}

/// "Error while parsing string: encountered end-of-file" as "encountered end-of-file in a string".
std::string what_is_wrong(std::string_view description) {
  constexpr std::string_view preamble = "Error while parsing ";
  if (const auto name = quoted_part(description, '\'');
      description.find("cannot redefine") != description.npos) {
    return fmt::format("`{}` is there twice", excerpt(name));
  }
  if (const auto newline = description.find("'\\n'"); newline != description.npos) {
    const std::string before(description.substr(0, newline));
    return what_is_wrong(
        before + "the end of the line" + std::string(description.substr(newline + 4))
    );
  }
  const auto colon = description.find(": ");
  if (!description.starts_with(preamble) || colon == description.npos)
    return std::string(description);
  const auto part = description.substr(preamble.size(), colon - preamble.size());
  return fmt::format("{} in {}", description.substr(colon + 2), with_article(part));
}

void add_syntax_problem(
    const toml::parse_error& error,
    std::string_view text,
    const std::string& file,
    problems& found
) {
  const toml::source_position at = error.source().begin;
  found.add(
      {.file = file, .line = at.line, .column = at.column},
      what_is_wrong(error.description()),
      remedy_for(error.description(), line_of(text, at.line))
  );
}

/// Turns a tree of toml++ into ours.
class converter {
 public:
  converter(const std::string& file, problems& found) : file_(file), found_(found) {}

  value convert(const toml::node& node) {
    value result;
    result.where = place_of(node.source());
    if (++values_ > most_values) {
      if (values_ == most_values + 1)
        found_.add(result.where, fmt::format("more than {} values", most_values));
    } else if (const auto* keys = node.as_table()) {
      result.data = convert_table(*keys);
    } else if (const auto* list = node.as_array()) {
      array elements;
      elements.reserve(list->size());
      for (const toml::node& each : *list) elements.push_back(convert(each));
      result.data = std::move(elements);
    } else {
      result.data = convert_scalar(node, result.where);
    }
    return result;
  }

 private:
  place place_of(const toml::source_region& region) const {
    place where{.file = file_, .line = region.begin.line, .column = region.begin.column};
    const bool one_line =
        region.end.line == region.begin.line && region.end.column > region.begin.column;
    if (one_line) where.length = region.end.column - region.begin.column;
    return where;
  }

  table convert_table(const toml::table& keys) {
    table result;
    result.entries.reserve(keys.size());
    for (const auto& [key, node] : keys) {
      result.entries.push_back({std::string(key.str()), place_of(key.source()), convert(node)});
    }
    const auto position = [](const entry& of) {
      return std::pair(of.key_where.line, of.key_where.column);
    };
    std::stable_sort(
        result.entries.begin(),
        result.entries.end(),  // toml++ orders by name
        [&](const entry& a, const entry& b) { return position(a) < position(b); }
    );
    return result;
  }

  value::variant convert_scalar(const toml::node& node, const place& where) {
    if (const auto* is = node.as_string()) return is->get();
    if (const auto* is = node.as_integer()) return is->get();
    if (const auto* is = node.as_boolean()) return is->get();
    if (const auto* is = node.as_floating_point()) return is->get();
    std::ostringstream written;
    node.visit([&](const auto& is) {
      if constexpr (toml::is_chronological<decltype(is)>) written << is.get();
    });
    found_.add(
        where,
        "a date has no meaning here",
        fmt::format("write it as text: \"{}\"", written.str())
    );
    return written.str();
  }

  const std::string& file_;
  problems& found_;
  std::size_t values_ = 0;
};

std::string escaped(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      (result += '\\') += c;
    else if (c == '\n')
      result += "\\n";
    else if (c == '\t')
      result += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      result += fmt::format("\\u{:04X}", c);
    else
      result += c;
  }
  return result += '"';
}

std::string key_text(std::string_view key) {
  const auto bare = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  return !key.empty() && std::all_of(key.begin(), key.end(), bare) ? std::string(key)
                                                                   : escaped(key);
}

std::string number_text(double number) {
  if (std::isnan(number)) return "nan";
  const std::string text = fmt::format("{}", number);
  return text.find_first_not_of("-0123456789") == text.npos ? text + ".0" : text;
}

struct toml_text {
  std::string operator()(std::monostate) const { return "none"; }
  std::string operator()(bool is) const { return is ? "true" : "false"; }
  std::string operator()(std::int64_t is) const { return std::to_string(is); }
  std::string operator()(double is) const { return number_text(is); }
  std::string operator()(const std::string& is) const { return escaped(is); }
  std::string operator()(const array& is) const {
    std::string all;
    for (const value& each : is) (all += all.empty() ? "" : ", ") += to_toml(each);
    return "[" + all + "]";
  }
  std::string operator()(const table& is) const {
    std::string all;
    for (const entry& each : is.entries) {
      (all += all.empty() ? " " : ", ") += key_text(each.key) + " = " + to_toml(each.of);
    }
    return all.empty() ? "{}" : "{" + all + " }";
  }
};

}  // namespace

std::optional<value> from_toml(std::string_view text, const std::string& file, problems& found) {
  if (!readable(text, file, found)) return std::nullopt;
  if (const auto deep = too_deep_at(text)) {  // toml++ would overflow the stack
    found.add(
        place_at(text, *deep, file),
        fmt::format("more than {} levels of tables and lists", deepest_nesting)
    );
    return std::nullopt;
  }
  const std::size_t before = found.size();
  try {
    value root = converter(file, found).convert(toml::parse(text, std::string_view(file)));
    root.where = {.file = file};
    if (found.size() == before) return root;
  } catch (const toml::parse_error& error) {
    add_syntax_problem(error, text, file, found);
  }
  return std::nullopt;
}

value value_of_text(std::string_view text) {
  const bool one_line = text.find('\n') == text.npos && text.find_first_not_of(" \t") != text.npos;
  if (one_line) {
    problems ignored;  // text that is no TOML is text
    const auto parsed = from_toml("v = " + std::string(text), "", ignored);
    const table* keys = parsed ? parsed->as<table>() : nullptr;
    if (keys != nullptr && keys->entries.size() == 1) return keys->entries.front().of;
  }
  return std::string(text);
}

std::string to_toml(const value& shown) { return std::visit(toml_text{}, shown.data); }

}  // namespace surgeline::config
