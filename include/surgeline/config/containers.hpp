#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "surgeline/config/codec.hpp"
#include "surgeline/config/schema_value.hpp"

namespace surgeline::config {

/// Whether a value is the text `none`.
bool says_none(const value& from);
/// The list in a value; null with a problem if there is none, or none of its elements.
const array* read_list(const value& from, std::string_view of, bool not_empty, reader& in);
/// The table in a value; null with a problem if there is none.
const table* read_map(const value& from, std::string_view of, bool not_empty, reader& in);

/// What may be absent; `"none"` says so where the default is something.
template <class T>
struct codec<std::optional<T>> {
  using limits = bounds_for<T>;
  static bool read(
      const value& from,
      std::optional<T>& into,
      reader& in,
      const limits& within = {}
  ) {
    if (!std::is_same_v<T, std::string> && says_none(from)) {
      into.reset();
      return true;
    }
    T got{};
    if (!read_value(from, got, in, within)) return false;
    into = std::move(got);
    return true;
  }
  static value write(const std::optional<T>& from) {
    return from ? write_value(*from) : value("none");
  }
  static bool fits(const value& from) { return says_none(from) || fits_value<T>(from); }
  static std::string type_name(const limits& within = {}) { return type_name_of<T>(within); }
  static value json_schema(const limits& within = {}) { return json_schema_of<T>(within); }
};

/// A list of any length; an element with problems keeps its defaults and its place.
template <class T>
struct codec<std::vector<T>> {
  using limits = bounds_for<T>;
  static bool read(const value& from, std::vector<T>& into, reader& in, const limits& within = {}) {
    const array* list =
        read_list(from, described<T> ? "tables" : type_name_of<T>(), within.not_empty, in);
    if (list == nullptr) return false;
    limits each = within;
    each.not_empty = false;
    bool fine = true;
    std::vector<T> got(list->size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      const auto here = in.enter(i, (*list)[i]);
      if constexpr (std::is_same_v<T, bool>) {
        bool one = false;
        fine = read_value((*list)[i], one, in, each) && fine;
        got[i] = one;
      } else {
        fine = read_value((*list)[i], got[i], in, each) && fine;
      }
    }
    if constexpr (described<T>) check_ids(*list, in);
    if (fine || described<T>) into = std::move(got);
    return fine;
  }
  static value write(const std::vector<T>& from) {
    array result;
    for (const auto& each : from) result.push_back(write_value<T>(each));
    return result;
  }
  static bool fits(const value& from) { return from.as<array>() != nullptr; }
  static std::string type_name(const limits& within = {}) {
    limits each = within;
    each.not_empty = false;
    return "list of " + type_name_of<T>(each) + (within.not_empty ? ", not empty" : "");
  }
  static value json_schema(const limits& within = {}) {
    limits each = within;
    each.not_empty = false;
    return list_schema(json_schema_of<T>(each), within.not_empty);
  }
};

/// One, or a list of them.
template <class T>
struct codec<one_or_more<T>> {
  using limits = bounds_for<T>;
  using list = codec<std::vector<T>>;
  static bool read(const value& from, one_or_more<T>& into, reader& in, const limits& within = {}) {
    if (from.as<array>() != nullptr) return list::read(from, into, in, within);
    T one{};
    limits each = within;
    each.not_empty = false;
    if (!read_value(from, one, in, each)) return false;
    into.assign(1, std::move(one));
    return true;
  }
  static value write(const one_or_more<T>& from) {
    return from.size() == 1 ? write_value<T>(from.front()) : list::write(from);
  }
  static bool fits(const value& from) { return list::fits(from) || fits_value<T>(from); }
  static std::string type_name(const limits& within = {}) {
    return type_name_of<T>(within) + ", or a list of them";
  }
  static value json_schema(const limits& within = {}) {
    return any_schema({json_schema_of<T>(within), list::json_schema(within)});
  }
};

/// A table whose keys the user chooses.
template <class T>
struct codec<std::map<std::string, T>> {
  using limits = bounds_for<T>;
  static bool read(
      const value& from,
      std::map<std::string, T>& into,
      reader& in,
      const limits& within = {}
  ) {
    const table* keys =
        read_map(from, described<T> ? "tables" : type_name_of<T>(), within.not_empty, in);
    if (keys == nullptr) return false;
    limits each = within;
    each.not_empty = false;
    bool fine = true;
    std::map<std::string, T> got;
    for (const auto& [key, key_where, of] : keys->entries) {
      const auto here = in.enter(key, of);
      fine = read_value(of, got[key], in, each) && fine;
    }
    if (fine) into = std::move(got);
    return fine;
  }
  static value write(const std::map<std::string, T>& from) {
    table result;
    for (const auto& [key, of] : from) result.entries.push_back({key, {}, write_value(of)});
    return result;
  }
  static bool fits(const value& from) { return from.as<table>() != nullptr; }
  static std::string type_name(const limits& within = {}) {
    return "table of " + type_name_of<T>(within);
  }
  static value json_schema(const limits& within = {}) {
    return map_schema(json_schema_of<T>(within));
  }
};

/// One of several types, told apart by the shape of the value; the first that fits is read, so
/// `std::variant<automatic, int>` reads `"auto"` (an enum's name) or a number.
template <class... Ts>
struct codec<std::variant<Ts...>> {
  static bool read(const value& from, std::variant<Ts...>& into, reader& in) {
    bool fine = false;
    const bool fitted =
        ((fits_value<Ts>(from) && (fine = read_as<Ts>(from, into, in), true)) || ...);
    return fitted ? fine : in.wrong(from, type_name());
  }
  static value write(const std::variant<Ts...>& from) {
    return std::visit([](const auto& is) { return write_value(is); }, from);
  }
  static bool fits(const value& from) { return (fits_value<Ts>(from) || ...); }
  static std::string type_name() {
    std::string all;
    ((all += (all.empty() ? "" : " or ") + type_name_of<Ts>()), ...);
    return all;
  }
  static value json_schema() { return any_schema({json_schema_of<Ts>()...}); }

 private:
  template <class T>
  static bool read_as(const value& from, std::variant<Ts...>& into, reader& in) {
    T got{};
    if (!read_value(from, got, in)) return false;
    into = std::move(got);
    return true;
  }
};

}  // namespace surgeline::config
