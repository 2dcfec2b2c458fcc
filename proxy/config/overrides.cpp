#include "surgeline/config/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "surgeline/config/text.hpp"
#include "surgeline/config/toml.hpp"

namespace surgeline::config {

namespace {

const place from_set{.file = "--set"};

/// Everything in a value was set.
void claim(value& of) {
  of.where = from_set;
  if (array* list = of.as<array>()) {
    for (value& each : *list) claim(each);
  } else if (table* keys = of.as<table>()) {
    for (entry& each : keys->entries) {
      each.key_where = from_set;
      claim(each.of);
    }
  }
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A walk along the parts of a path to the value it names.
class setter {
 public:
  setter(std::string_view path, problems& found) : path_(path), rest_(path), found_(found) {}

  /// Where the value goes; null with a problem.
  value* find_in(value& root, const std::vector<std::string>& may_create) {
    value* at = root.as<table>() != nullptr ? table_in(*root.as<table>(), may_create) : nullptr;
    while (at != nullptr && !done()) {
      if (array* list = at->as<array>()) {
        at = element_in(*list);
      } else {
        if (at->as<table>() == nullptr)
          *at = value(table{}, from_set);  // a plain value gives way to a table
        at = key_in(*at->as<table>());
      }
    }
    return at;
  }

 private:
  bool done() const { return rest_.empty(); }

  std::string_view take() {
    const auto dot = rest_.find('.');
    last_ = trimmed(rest_.substr(0, dot));
    rest_ = dot == rest_.npos ? std::string_view() : rest_.substr(dot + 1);
    return last_;
  }

  value* refuse(std::string what, std::string remedy = {}) {
    found_.add(from_set, fmt::format("{} in `--set {}`", what, excerpt(path_)), std::move(remedy));
    return nullptr;
  }

  value* table_in(table& root, const std::vector<std::string>& may_create) {
    const std::string name(take());
    if (done())
      return refuse(
          fmt::format("no key after `{}`", excerpt(name)),
          "write table.key=value or table.id.key=value"
      );
    if (value* present = root.find(name)) return present;
    std::vector<std::string> known = may_create;
    for (const entry& each : root.entries) {
      const bool is_table = each.of.as<table>() != nullptr || each.of.as<array>() != nullptr;
      if (is_table && std::find(known.begin(), known.end(), each.key) == known.end())
        known.push_back(each.key);
    }
    if (std::find(may_create.begin(), may_create.end(), name) != may_create.end())
      return &root.put(name, value(table{}, from_set));
    return refuse(fmt::format("no table `{}`", excerpt(name)), suggestion(name, known));
  }

  value* element_in(array& list) {
    const std::string_view name = last_;
    const std::string_view id = take();
    std::vector<std::string> known;
    for (std::size_t i = 0; i < list.size(); ++i) {
      known.push_back(id_of(name, list, i));
      if (known.back() == id || id == std::to_string(i + 1)) return &list[i];
    }
    return refuse(fmt::format("no {} \"{}\"", name, excerpt(id)), suggestion(id, known));
  }

  value* key_in(table& keys) {
    const bool of_vars = path_.substr(0, path_.find('.')) == "vars";
    const std::string key(take());
    if (key.empty()) return refuse("an empty key");
    if (value* present = keys.find(key)) return present;
    if (of_vars && !keys.entries.empty()) {
      std::vector<std::string> known;
      for (const entry& each : keys.entries) known.push_back(each.key);
      return refuse(fmt::format("no variable `{}`", excerpt(key)), suggestion(key, known));
    }
    value& made = keys.put(key, value(std::monostate{}, from_set));
    return &made;
  }

  std::string_view path_, rest_, last_;
  problems& found_;
};

/// The text after `=`: a TOML value if it is one, else a string.
value value_of(std::string_view text) {
  problems none_of_these;
  const bool one_line = text.find('\n') == text.npos && !trimmed(text).empty();
  if (one_line) {
    const auto parsed = from_toml("v = " + std::string(text), "--set", none_of_these);
    const table* keys = parsed ? parsed->as<table>() : nullptr;
    if (keys != nullptr && keys->entries.size() == 1) return keys->entries.front().of;
  }
  return std::string(text);
}

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
    value read = value_of(text);
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

void set(
    value& root,
    std::string_view path,
    value to,
    problems& found,
    const std::vector<std::string>& may_create
) {
  value* at = setter(path, found).find_in(root, may_create);
  if (at == nullptr) return;
  claim(to);
  *at = std::move(to);
}

void set(
    value& root,
    std::string_view assignment,
    problems& found,
    const std::vector<std::string>& may_create
) {
  const auto equals = assignment.find('=');
  if (equals == assignment.npos) {
    found.add(
        from_set,
        fmt::format("no `=` in `--set {}`", excerpt(assignment)),
        "write path=value, such as vars.rate=600/s"
    );
    return;
  }
  set(root,
      trimmed(assignment.substr(0, equals)),
      value_of(assignment.substr(equals + 1)),
      found,
      may_create);
}

}  // namespace surgeline::config
