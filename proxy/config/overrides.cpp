#include "surgeline/config/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "surgeline/config/toml.hpp"
#include "surgeline/core/trimmed.hpp"
#include "text.hpp"

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
    const auto known = ids_of(name, list);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (known[i] == id || id == std::to_string(i + 1)) return &list[i];
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
      known.reserve(keys.entries.size());
      for (const entry& each : keys.entries) known.push_back(each.key);
      return refuse(fmt::format("no variable `{}`", excerpt(key)), suggestion(key, known));
    }
    value& made = keys.put(key, value(std::monostate{}, from_set));
    return &made;
  }

  std::string_view path_, rest_, last_;
  problems& found_;
};

}  // namespace

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
      value_of_text(assignment.substr(equals + 1)),
      found,
      may_create);
}

}  // namespace surgeline::config
