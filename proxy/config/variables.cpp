#include "surgeline/config/variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "surgeline/config/toml.hpp"
#include "text.hpp"

namespace surgeline::config {

namespace {

/// Text from a value, for a string that has more in it.
std::string plain(const value& of) {
  const auto* text = of.as<std::string>();
  return text != nullptr ? *text : to_toml(of);
}

/// Replaces every `${…}` of a string by what `look_up` says; it says nothing when it found a problem,
/// and the `${…}` itself when that is to stay.
template <class LookUp>
value expanded(const value& from, problems& found, LookUp look_up) {
  const std::string& text = *from.as<std::string>();
  std::string result;
  for (std::size_t at = 0;;) {
    const auto open = text.find("${", at);
    if (open == text.npos) return value(result + text.substr(at), from.where);
    if (open > at && text[open - 1] == '$') {
      result += text.substr(at, open - 1 - at) + "${";
      at = open + 2;
      continue;
    }
    const auto close = text.find('}', open);
    if (close == text.npos) {
      found.add(
          from.where,
          fmt::format("`${{` without `}}` in \"{}\"", excerpt(text)),
          "write $${ for a plain `${`"
      );
      return from;
    }
    const std::optional<value> is =
        look_up(std::string_view(text).substr(open + 2, close - open - 2));
    if (!is) return from;
    if (open == 0 && close + 1 == text.size()) return *is;
    result += text.substr(at, open - at) + plain(*is);
    at = close + 1;
  }
}

bool is_name(std::string_view text, std::string_view more) {
  const auto belongs = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           more.find(c) != more.npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), belongs);
}

/// `${ENV}` and `${ENV:-default}` of the environment.
struct environment_lookup {
  const value& from;
  const environment& variables;
  problems& found;

  std::optional<value> operator()(std::string_view expression) const {
    const auto dash = expression.find(":-");
    const std::string_view name = expression.substr(0, dash);
    if (!is_name(name, "_")) {
      found.add(
          from.where,
          fmt::format("`{}` is no name of an environment variable", excerpt(name)),
          "write ${NAME} or ${NAME:-default}"
      );
      return std::nullopt;
    }
    std::optional<std::string> is = variables ? variables(name) : std::nullopt;
    if (dash != expression.npos && (!is || is->empty()))
      is = std::string(expression.substr(dash + 2));
    if (is) return typed(*is);
    found.add(
        from.where,
        fmt::format("the environment has no `{}`", name),
        fmt::format("write ${{{}:-default}}", name)
    );
    return std::nullopt;
  }

  /// A number or a boolean is one, all else is text.
  value typed(const std::string& text) const {
    value read = value_of_text(text);
    const bool scalar = read.as<bool>() != nullptr || read.as<std::int64_t>() != nullptr ||
                        read.as<double>() != nullptr;
    return scalar ? value(std::move(read.data), from.where) : value(text, from.where);
  }
};

/// `${name}` of [vars].
struct variable_lookup {
  const value& from;
  const std::map<std::string, value, std::less<>>& variables;
  problems& found;

  std::optional<value> operator()(std::string_view name) const {
    if (name.starts_with("proxy.") || name == "scenario.id" || name == "run.id")
      return value(fmt::format("${{{}}}", name), from.where);
    if (const auto is = variables.find(name); is != variables.end()) return is->second;
    std::vector<std::string> known;
    known.reserve(variables.size());
    for (const auto& [each, of] : variables) known.push_back(each);
    std::string remedy = suggestion(name, known);
    if (const auto variable = name.substr(0, name.find(":-"));
        is_name(variable, "_") && !nearest(name, known)) {
      remedy = fmt::format(
          "write `{} = …` in [vars], the only place that knows the environment",
          variable
      );
    }
    found.add(
        from.where,
        fmt::format("no variable `{}` in [vars]", excerpt(name)),
        std::move(remedy)
    );
    return std::nullopt;
  }
};

void substitute_in(
    value& of,
    const std::map<std::string, value, std::less<>>& variables,
    problems& found
) {
  if (const auto* text = of.as<std::string>(); text != nullptr && text->find("${") != text->npos) {
    of = expanded(of, found, variable_lookup{of, variables, found});
  } else if (array* list = of.as<array>()) {
    for (value& each : *list) substitute_in(each, variables, found);
  } else if (table* keys = of.as<table>()) {
    for (entry& each : keys->entries) substitute_in(each.of, variables, found);
  }
}

/// [vars] with the environment in it, by name.
std::map<std::string, value, std::less<>> expanded_variables(
    table& vars,
    const environment& variables,
    problems& found
) {
  std::map<std::string, value, std::less<>> result;
  for (entry& each : vars.entries) {
    if (each.of.as<array>() != nullptr || each.of.as<table>() != nullptr) {
      found.add(
          each.of.where,
          fmt::format(
              "`{}` in [vars] must be text, a number or a boolean, not {}",
              excerpt(each.key),
              in_words(each.of)
          )
      );
    } else if (each.of.as<std::string>() != nullptr) {
      each.of = expanded(each.of, found, environment_lookup{each.of, variables, found});
    }
    result.emplace(each.key, each.of);
  }
  return result;
}

}  // namespace

void substitute(value& root, const environment& variables, problems& found) {
  table* keys = root.as<table>();
  if (keys == nullptr) return;
  value* vars = keys->find("vars");
  table* names = vars != nullptr ? vars->as<table>() : nullptr;
  const auto known = names != nullptr ? expanded_variables(*names, variables, found)
                                      : std::map<std::string, value, std::less<>>();
  for (entry& each : keys->entries) {
    if (each.key != "vars") substitute_in(each.of, known, found);
  }
}

}  // namespace surgeline::config
