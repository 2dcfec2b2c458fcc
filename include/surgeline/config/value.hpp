#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "surgeline/core/problem.hpp"

namespace surgeline::config {

struct value;
struct entry;

/// A list, in file order.
using array = std::vector<value>;

/// A table: its entries in file order, every key once.
struct table {
  std::vector<entry> entries;

  /// The value of a key, or null.
  const value* find(std::string_view key) const;
  value* find(std::string_view key);
  /// Adds an entry, or replaces the value of the key.
  value& put(std::string key, value of);

  bool operator==(const table&) const;
};

/// What TOML and JSON both become: a tree in which every value knows where it was written.
struct value {
  using variant =
      std::variant<std::monostate, bool, std::int64_t, double, std::string, array, table>;

  variant data;
  place where;  ///< of the value; of the header for `[table]` and `[[table]]`

  value() = default;
  /// From anything the variant takes: `value(3)`, `value("text")`, `value(table{})`.
  template <class T>
    requires(!std::same_as<std::remove_cvref_t<T>, value> && std::constructible_from<variant, T>)
  value(T&& of, place at = {})  // NOLINT(*-explicit-constructor, *-forwarding-reference-overload)
      : data(std::forward<T>(of)), where(std::move(at)) {}

  /// The value as one of the alternatives, or null.
  template <class T>
  const T* as() const {
    return std::get_if<T>(&data);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&data);
  }

  /// The same content, wherever it was written.
  bool operator==(const value& other) const;
};

/// A key with its value.
struct entry {
  std::string key;
  place key_where;
  value of;

  /// The same key and content, wherever it was written.
  bool operator==(const entry& other) const { return key == other.key && of == other.of; }
};

/// One step down the tree: the key of a table, the id of an element of a list, or an index from 0.
class step {
 public:
  step(std::string_view key) : key_(key) {}    // NOLINT(*-explicit-constructor)
  step(const std::string& key) : key_(key) {}  // NOLINT(*-explicit-constructor)
  step(const char* key) : key_(key) {}         // NOLINT(*-explicit-constructor)
  template <std::integral I>
  step(I index)
      : index_(static_cast<std::size_t>(index)),
        is_index_(true) {}  // NOLINT(*-explicit-constructor)

  bool is_index() const { return is_index_; }
  std::size_t index() const { return index_; }
  std::string_view key() const { return key_; }

 private:
  std::string_view key_;
  std::size_t index_ = 0;
  bool is_index_ = false;
};

/// The value at the end of a path, or null.
const value* find_path(const value& root, std::initializer_list<step> path);

/// The value at the end of a path, or null: `find(root, "fault", 2, "delay")`.
template <class... Steps>
const value* find(const value& root, const Steps&... path) {
  return find_path(root, {step(path)...});
}

/// Where the key (or the element) at the end of a path stands; of the nearest ancestor that exists.
place place_of(const value& root, std::initializer_list<step> path);
place place_of_path(const value& root, std::span<const step> path);

/// The id of the element `index` of a list of tables named `name`: its `id`, else `<name>-<n>`, n
/// its place in the list from 1; a fault without id is `<kind>-<n>`, the n-th fault of its kind.
std::string id_of(std::string_view name, const array& elements, std::size_t index);
/// The ids of all of them, in order.
std::vector<std::string> ids_of(std::string_view name, const array& elements);

/// The value in words, for messages: `the integer 250`, `the string "x"`, `a list`.
std::string in_words(const value& shown);

}  // namespace surgeline::config
