#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/checker.hpp"

namespace surgeline::config {

/// A value with the name users write for it.
template <class T>
struct named {
  T value;
  std::string_view name;
  std::string_view help{};
};

/// The names alone.
template <class T, std::size_t N>
std::vector<std::string_view> names_of(const std::array<named<T>, N>& known) {
  std::vector<std::string_view> result;
  result.reserve(N);
  for (const auto& each : known) result.push_back(each.name);
  return result;
}

/// The names of an enum: `template <> inline constexpr auto names<E> = std::array{named{E::x, "x", "help"}, …};`
template <class E>
inline constexpr std::array<named<E>, 0> names{};

/// Names an enum will know one day: refused as planned.
template <class E>
inline constexpr std::array<std::string_view, 0> planned_names{};

/// A key of a table and the member it fills; made by `required` and `optional`.
template <class Owner, class Member>
struct field {
  Member Owner::* member;
  std::string_view key;
  std::string_view help;
  bounds_for<Member> limits;
  bool required;
};

/// Keys (or kinds) that are reserved but not in this version; made by `planned`.
template <std::size_t N>
struct planned_keys {
  std::array<std::string_view, N> keys;
};

/// A variant whose alternative is picked by a key; made by `one_of` and `optional_one_of`.
template <class Owner, class Variant, std::size_t Planned>
struct choice {
  Variant Owner::* member;
  std::string_view key;
  std::string_view help;
  planned_keys<Planned> planned;
  bool required;
};

/// A described struct whose keys stand in the table of its owner; made by `inlined`.
template <class Owner, class Member>
struct inlined_member {
  Member Owner::* member;
};

/// A key whose value names a ready-made struct that the other keys then change; made by `preset`.
template <class Owner, std::size_t N>
struct preset_key {
  std::string_view key;
  std::string_view help;
  std::array<named<Owner (*)()>, N> known;
};

/// What a struct is called, means, and which keys it has; made by `describe`.
template <class... Fields>
struct schema {
  std::string_view name;
  std::string_view help;
  std::tuple<Fields...> fields;
};

/// A key that must be there.
template <class Owner, class Member>
constexpr auto required(
    Member Owner::* member,
    std::string_view key,
    std::string_view help,
    bounds_for<Member> limits = {}
) {
  return field<Owner, Member>{member, key, help, limits, true};
}

/// A key that may be absent; its default is the member's value in a default-constructed struct.
template <class Owner, class Member>
constexpr auto optional(
    Member Owner::* member,
    std::string_view key,
    std::string_view help,
    bounds_for<Member> limits = {}
) {
  return field<Owner, Member>{member, key, help, limits, false};
}

/// Keys that are reserved: refused with "planned, not in this version".
template <class... Keys>
constexpr auto planned(const Keys&... keys) {
  return planned_keys<sizeof...(Keys)>{{std::string_view(keys)...}};
}

/// A tagged variant: `key` picks the alternative by its schema's name, whose keys stand beside it.
template <class Owner, class Variant, std::size_t Planned = 0>
constexpr auto one_of(
    Variant Owner::* member,
    std::string_view key,
    std::string_view help,
    planned_keys<Planned> planned = {}
) {
  return choice<Owner, Variant, Planned>{member, key, help, planned, true};
}

/// As `one_of`; without the key it is the alternative of a default-constructed struct.
template <class Owner, class Variant, std::size_t Planned = 0>
constexpr auto optional_one_of(
    Variant Owner::* member,
    std::string_view key,
    std::string_view help,
    planned_keys<Planned> planned = {}
) {
  return choice<Owner, Variant, Planned>{member, key, help, planned, false};
}

/// The keys of a described member, in the same table.
template <class Owner, class Member>
constexpr auto inlined(Member Owner::* member) {
  return inlined_member<Owner, Member>{member};
}

/// A key that fills the whole struct by name; keys beside it override, required ones may be absent:
/// `preset("preset", "help", std::array{named{&finagle, "finagle", "help"}})`, `budget finagle();`.
/// Stands first among the fields.
template <class Owner, std::size_t N>
constexpr auto preset(
    std::string_view key,
    std::string_view help,
    std::array<named<Owner (*)()>, N> known
) {
  return preset_key<Owner, N>{key, help, known};
}

/// Declares a struct once: from it follow decoding, messages, reference pages and the JSON Schema.
/// Fields are `required`, `optional`, `one_of`, `optional_one_of`, `inlined`, `preset`, `planned`.
/// A struct may also have `void check(config::checker&) const` for rules across its keys; it runs
/// when everything else about the table was fine.
template <class... Fields>
constexpr auto describe(std::string_view name, std::string_view help, Fields... fields) {
  return schema<Fields...>{name, help, std::tuple<Fields...>{fields...}};
}

/// Where the schema of a type is: its own `schema()`; specialise it for types of other layers.
template <class T>
struct schema_of {
  static constexpr auto get()
    requires requires { T::schema(); }
  {
    return T::schema();
  }
};

/// A struct with a schema.
template <class T>
concept described = requires { schema_of<T>::get(); };

/// An enum with names.
template <class T>
concept enumerated = std::is_enum_v<T> && (names<T>.size() > 0);

/// The name users write for a value of an enum; empty if it has none.
template <enumerated E>
constexpr std::string_view name_of(E value) {
  for (const auto& known : names<E>) {
    if (known.value == value) return known.name;
  }
  return {};
}

}  // namespace surgeline::config
