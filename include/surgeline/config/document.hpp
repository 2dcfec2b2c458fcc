#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "surgeline/config/decode.hpp"
#include "surgeline/config/toml.hpp"

namespace surgeline::config {

/// What the reference says about a key.
struct key_page {
  std::string key, type, fallback, help;  ///< `fallback`: the default as TOML
  bool required = false;
  value schema;
  std::vector<std::pair<std::string, std::string>> names{};  ///< a key may have, and what they mean
};

/// What it says about one of the kinds a table can be of.
struct kind_page {
  std::string name, help;
  std::vector<key_page> keys;
};

/// What it says about a struct.
struct table_page {
  std::string name, definition, help;
  std::string tag;             ///< the key that picks the kind; empty without kinds
  std::string default_kind;    ///< without the tag; empty if it is required
  std::vector<key_page> keys;  ///< of all kinds
  std::vector<kind_page> kinds;
  std::vector<std::string> planned;  ///< keys
  std::vector<std::string> planned_kinds;
};

/// A struct and all it holds, each once.
struct pages {
  std::vector<table_page> tables;
  std::set<std::string, std::less<>> known;
};

/// The pages as Markdown: a heading and a table `key | type | default | meaning` for each.
std::string markdown(const pages& all, int heading = 2);
/// The pages as a JSON Schema (Draft 4) of the first.
std::string json_schema(const pages& all);
/// The two structs in which distributions are written.
void add_distribution_pages(pages& all);
void add_size_distribution_pages(pages& all);

template <described T>
void add_pages(pages& all);

namespace detail {

/// Names that say what they mean.
template <class T, std::size_t N>
std::vector<std::pair<std::string, std::string>> meanings_of(const std::array<named<T>, N>& known) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const named<T>& each : known) {
    if (!each.help.empty()) all.emplace_back(each.name, each.help);
  }
  return all;
}

/// The names that values of a type may have.
template <class T>
struct meanings {
  static std::vector<std::pair<std::string, std::string>> get() {
    if constexpr (enumerated<T>)
      return meanings_of(names<T>);
    else
      return {};
  }
};
template <class T>
struct meanings<std::optional<T>> : meanings<T> {};
template <class T>
struct meanings<std::vector<T>> : meanings<T> {};
template <class T>
struct meanings<one_or_more<T>> : meanings<T> {};

/// Adds the structs that stand behind a type.
template <class T>
struct held {
  static void add(pages& all) {
    if constexpr (described<T>) add_pages<T>(all);
  }
};
template <>
struct held<distribution> {
  static void add(pages& all) { add_distribution_pages(all); }
};
template <>
struct held<size_distribution> {
  static void add(pages& all) { add_size_distribution_pages(all); }
};
template <class T>
struct held<std::optional<T>> : held<T> {};
template <class T>
struct held<std::vector<T>> : held<T> {};
template <class T>
struct held<one_or_more<T>> : held<T> {};
template <class T>
struct held<varying<T>> : held<T> {};
template <class T>
struct held<std::map<std::string, T>> : held<T> {};
template <class... Ts>
struct held<std::variant<Ts...>> {
  static void add(pages& all) { (held<Ts>::add(all), ...); }
};

/// Collects the keys of one struct, and the structs behind them.
template <class T>
struct page_writer {
  table_page& page;
  std::vector<key_page>& keys;
  pages& behind;
  T defaults{};

  template <class O, class M>
  void operator()(const field<O, M>& of) const {
    const value fallback = of.required ? value() : write_value<M>(defaults.*of.member);
    keys.push_back(
        {std::string(of.key),
         type_name_of<M>(of.limits),
         to_toml_or_empty(fallback),
         std::string(of.help),
         of.required,
         json_schema_of<M>(of.limits),
         meanings<M>::get()}
    );
    held<M>::add(behind);
  }
  template <class O, class... Ts, std::size_t P>
  void operator()(const choice<O, std::variant<Ts...>, P>& of) const {
    const auto& chosen = defaults.*of.member;
    const auto kinds = kinds_of(&chosen);
    page.tag = of.key;
    if (!of.required) page.default_kind = kinds[chosen.index()];
    keys.push_back(
        {std::string(of.key),
         names_type(kinds),
         of.required ? "" : "\"" + page.default_kind + "\"",
         std::string(of.help),
         of.required,
         names_schema(kinds)}
    );
    (add_kind<Ts>(), ...);
    for (const auto key : of.planned.keys) page.planned_kinds.emplace_back(key);
  }
  template <class O, class M>
  void operator()(const inlined_member<O, M>&) const {
    for_each_field<M>(page_writer<M>{page, keys, behind});
  }
  template <class O, std::size_t N>
  void operator()(const preset_key<O, N>& of) const {
    const auto known = names_of(of.known);
    keys.push_back(
        {std::string(of.key),
         names_type(known),
         "none",
         std::string(of.help),
         false,
         names_schema(known),
         meanings_of(of.known)}
    );
  }
  template <std::size_t N>
  void operator()(const planned_keys<N>& of) const {
    for (const auto key : of.keys) page.planned.emplace_back(key);
  }

 private:
  template <class Kind>
  void add_kind() const {
    const auto about = schema_of<Kind>::get();
    kind_page kind{std::string(about.name), std::string(about.help), {}};
    for_each_field<Kind>(page_writer<Kind>{page, kind.keys, behind});
    page.kinds.push_back(std::move(kind));
  }
  static std::string to_toml_or_empty(const value& of) {
    return of.as<std::monostate>() != nullptr ? std::string() : to_toml(of);
  }
};

}  // namespace detail

template <described T>
void add_pages(pages& all) {
  const std::string definition = definition_of<T>();
  if (!all.known.insert(definition).second) return;
  const auto about = schema_of<T>::get();
  table_page page{
      .name = std::string(about.name),
      .definition = definition,
      .help = std::string(about.help)
  };
  pages behind{.tables = {}, .known = std::move(all.known)};
  for_each_field<T>(detail::page_writer<T>{page, page.keys, behind});
  all.tables.push_back(std::move(page));
  all.known = std::move(behind.known);
  for (auto& each : behind.tables) all.tables.push_back(std::move(each));
}

/// The reference of a struct and all it holds, as Markdown.
template <described T>
std::string markdown() {
  pages all;
  add_pages<T>(all);
  return markdown(all);
}

/// The JSON Schema (Draft 4) of a struct.
template <described T>
std::string json_schema() {
  pages all;
  add_pages<T>(all);
  return json_schema(all);
}

}  // namespace surgeline::config
