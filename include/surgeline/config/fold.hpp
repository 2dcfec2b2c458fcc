#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "surgeline/config/codec.hpp"
#include "surgeline/config/enums.hpp"

namespace surgeline::config {

/// Calls `visit` with every field of a described struct.
template <described T, class Visitor>
void for_each_field(Visitor&& visit) {
  std::apply([&](const auto&... fields) { (visit(fields), ...); }, schema_of<T>::get().fields);
}

/// The names of a variant's alternatives, in order.
template <class... Ts>
std::vector<std::string_view> kinds_of(const std::variant<Ts...>*) {
  return {schema_of<Ts>::get().name...};
}

namespace detail {

template <class T>
void read_fields(table_reader& table, T& into);
template <class T>
void write_fields(table& into, const T& from);

/// Tells a table that the keys of `T` would mean something if `kind` were chosen.
template <class T>
struct foreign_keys {
  table_reader& table;
  std::string_view tag, kind;

  template <class O, class M>
  void operator()(const field<O, M>& of) const {
    table.belongs(of.key, tag, kind);
  }
  template <class O, class V, std::size_t P>
  void operator()(const choice<O, V, P>& of) const {
    table.belongs(of.key, tag, kind);
  }
  template <class O, class M>
  void operator()(const inlined_member<O, M>&) const {
    for_each_field<M>(foreign_keys<M>{table, tag, kind});
  }
  template <class O, std::size_t N>
  void operator()(const preset_key<O, N>& of) const {
    table.belongs(of.key, tag, kind);
  }
  template <std::size_t N>
  void operator()(const planned_keys<N>&) const {}
};

/// Puts the alternative `index` into a variant, unless it is there already.
template <class Variant, std::size_t... I>
void choose(Variant& into, std::size_t index, std::index_sequence<I...>) {
  if (into.index() == index) return;
  ((I == index ? void(into.template emplace<I>()) : void()), ...);
}

/// Reads one field of a table.
template <class T>
struct field_reader {
  table_reader& table;
  T& into;

  template <class O, class M>
  void operator()(const field<O, M>& of) const {
    const value* found = table.take(of.key, of.required, of.help);
    if (found == nullptr) return;
    const auto here = table.in().enter(of.key, *found);
    read_value<M>(*found, into.*of.member, table.in(), of.limits);
  }

  template <class O, class... Ts, std::size_t P>
  void operator()(const choice<O, std::variant<Ts...>, P>& of) const {
    auto& chosen = into.*of.member;
    const auto kinds = kinds_of(&chosen);
    if (!pick(of, chosen, kinds)) return table.accept_any();
    std::visit([&](auto& is) { read_fields(table, is); }, chosen);
    std::size_t index = 0;
    ((index++ != chosen.index()
          ? for_each_field<Ts>(foreign_keys<Ts>{table, of.key, schema_of<Ts>::get().name})
          : void()),
     ...);
  }

  template <class O, class M>
  void operator()(const inlined_member<O, M>& of) const {
    read_fields(table, into.*of.member);
  }

  template <class O, std::size_t N>
  void operator()(const preset_key<O, N>& of) const {
    const value* found = table.take(of.key, false, of.help);
    if (found == nullptr) return;
    const auto here = table.in().enter(of.key, *found);
    table.excuse();  // also when the name is wrong: that is the one thing to say
    if (const auto index = read_name(*found, names_of(of.known), {}, table.in()))
      into = of.known[*index].value();
  }

  template <std::size_t N>
  void operator()(const planned_keys<N>& of) const {
    for (const auto key : of.keys) table.plan(key);
  }

 private:
  template <class O, class V, std::size_t P>
  bool pick(const choice<O, V, P>& of, V& chosen, const std::vector<std::string_view>& kinds)
      const {
    const value* tag = table.take(of.key, of.required, of.help);
    if (tag == nullptr) return !of.required || table.excused();
    const auto here = table.in().enter(of.key, *tag);
    const auto index =
        read_name(*tag, kinds, {of.planned.keys.begin(), of.planned.keys.end()}, table.in());
    if (index) choose(chosen, *index, std::make_index_sequence<std::variant_size_v<V>>{});
    return index.has_value();
  }
};

template <class T>
void read_fields(table_reader& table, T& into) {
  for_each_field<T>(field_reader<T>{table, into});
  if constexpr (requires(checker& c) { into.check(c); }) {
    table.later([&into](checker& c) { std::as_const(into).check(c); });
  }
}

/// Writes one field of a table; what is at its default is left out.
template <class T>
struct field_writer {
  table& into;
  const T& from;
  T defaults{};

  template <class O, class M>
  void operator()(const field<O, M>& of) const {
    value written = write_value<M>(from.*of.member);
    if (written.template as<std::monostate>() != nullptr) return;
    if (of.required || written != write_value<M>(defaults.*of.member))
      into.put(std::string(of.key), std::move(written));
  }
  template <class O, class V, std::size_t P>
  void operator()(const choice<O, V, P>& of) const {
    const auto& chosen = from.*of.member;
    into.put(std::string(of.key), std::string(kinds_of(&chosen)[chosen.index()]));
    std::visit([&](const auto& is) { write_fields(into, is); }, chosen);
  }
  template <class O, class M>
  void operator()(const inlined_member<O, M>& of) const {
    write_fields(into, from.*of.member);
  }
  template <class O, std::size_t N>
  void operator()(const preset_key<O, N>&) const {}
  template <std::size_t N>
  void operator()(const planned_keys<N>&) const {}
};

template <class T>
void write_fields(table& into, const T& from) {
  for_each_field<T>(field_writer<T>{into, from});
}

}  // namespace detail

/// The name of a type, taken out of `__PRETTY_FUNCTION__` of a template: `fault.release`.
std::string definition_name(std::string_view pretty_function);
/// A reference to its definition.
value definition_schema(std::string_view definition);

namespace detail {

/// A place in which compilers spell a type with all its namespaces.
template <class T>
struct spelled {
  static std::string name() { return definition_name(__PRETTY_FUNCTION__); }
};

}  // namespace detail

/// The name of a struct in the JSON Schema: its `definition`, else its name in the program.
template <class T>
std::string definition_of() {
  if constexpr (requires { T::definition; })
    return std::string(T::definition);
  else
    return detail::spelled<T>::name();
}

/// Structs with a schema.
template <described T>
struct codec<T> {
  static bool read(const value& from, T& into, reader& in) {
    table_reader keys(in, from, "a table");
    if (!keys) return false;
    detail::read_fields(keys, into);
    return keys.close();
  }
  static value write(const T& from) {
    table result;
    detail::write_fields(result, from);
    return result;
  }
  static bool fits(const value& from) { return from.as<table>() != nullptr; }
  static std::string type_name() { return "table `" + std::string(schema_of<T>::get().name) + "`"; }
  static value json_schema() { return definition_schema(definition_of<T>()); }
};

}  // namespace surgeline::config
