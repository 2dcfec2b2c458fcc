#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "surgeline/config/decode.hpp"

namespace surgeline::config {

/// A struct as keys: every one of them by its path, with its value, those at their defaults too.
struct flat_keys {
  std::map<std::string, value> keys;  ///< `load.users.rate`
  std::map<std::string, std::vector<std::string>>
      elements;                     ///< of a list of tables, by its path: what each is called
  std::vector<std::string> tables;  ///< paths of tables that may be absent, and are there
};

namespace detail {

template <class T>
void flatten_into(flat_keys& all, const std::string& prefix, const T& from);

/// What an element of a list is called: its id, else its number from 1.
template <class T>
std::string name_of_element(const T& one, std::size_t index) {
  if constexpr (requires { std::string{one.id}; }) {
    if (!one.id.empty()) return one.id;
  }
  return std::to_string(index + 1);
}

/// How a member of some type becomes keys.
template <class M>
struct flattener {
  static void add(flat_keys& all, const std::string& path, const M& from) {
    if constexpr (described<M>)
      flatten_into(all, path + ".", from);
    else
      all.keys[path] = write_value<M>(from);
  }
};

template <class M>
  requires described<M>
struct flattener<std::optional<M>> {
  static void add(flat_keys& all, const std::string& path, const std::optional<M>& from) {
    if (!from) return;
    all.tables.push_back(path);
    flattener<M>::add(all, path, *from);
  }
};

template <class M>
  requires described<M>
struct flattener<std::vector<M>> {
  static void add(flat_keys& all, const std::string& path, const std::vector<M>& from) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::string name = name_of_element(from[i], i);
      all.elements[path].push_back(name);
      flattener<M>::add(all, path + "." + name, from[i]);
    }
  }
};

template <class M>
struct flattener<std::map<std::string, M>> {
  static void add(flat_keys& all, const std::string& path, const std::map<std::string, M>& from) {
    for (const auto& [key, is] : from) flattener<M>::add(all, path + "." + key, is);
  }
};

/// Adds one field of a struct.
template <class T>
struct field_flattener {
  flat_keys& all;
  const std::string& prefix;
  const T& from;

  template <class O, class M>
  void operator()(const field<O, M>& of) const {
    flattener<M>::add(all, prefix + std::string(of.key), from.*of.member);
  }
  template <class O, class V, std::size_t P>
  void operator()(const choice<O, V, P>& of) const {
    const auto& chosen = from.*of.member;
    all.keys[prefix + std::string(of.key)] = std::string(kinds_of(&chosen)[chosen.index()]);
    std::visit([&](const auto& is) { flatten_into(all, prefix, is); }, chosen);
  }
  template <class O, class M>
  void operator()(const inlined_member<O, M>& of) const {
    flatten_into(all, prefix, from.*of.member);
  }
  template <class O, std::size_t N>
  void operator()(const preset_key<O, N>&) const {}
  template <std::size_t N>
  void operator()(const planned_keys<N>&) const {}
};

template <class T>
void flatten_into(flat_keys& all, const std::string& prefix, const T& from) {
  for_each_field<T>(field_flattener<T>{all, prefix, from});
}

}  // namespace detail

/// A struct as keys.
template <described T>
flat_keys flatten(const T& from) {
  flat_keys all;
  detail::flatten_into(all, "", from);
  return all;
}

}  // namespace surgeline::config
