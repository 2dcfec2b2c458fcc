#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/config/reader.hpp"
#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// How a type is read and written. A type may bring its own, all static:
/// `bool read(const value&, T& into, reader&)` (false when it added a problem, `into` untouched),
/// `std::string type_name()`, `value json_schema()`; and, if they make sense, `value write(const T&)`
/// for defaults and `encode`, `bool fits(const value&)` for `std::variant` members.
template <class T>
struct codec;

/// The codec of a type that is one text or one number.
template <class T>
struct scalar_codec {
  using limits = bounds_for<T>;
  static bool read(const value& from, T& into, reader& in, const limits& within = {});
  static value write(const T& from);
  static bool fits(const value& from);
  static std::string type_name(const limits& within = {});
  static value json_schema(const limits& within = {});
};

template <>
struct codec<bool> : scalar_codec<bool> {};
template <>
struct codec<std::int64_t> : scalar_codec<std::int64_t> {};
template <>
struct codec<double> : scalar_codec<double> {};
template <>
struct codec<std::string> : scalar_codec<std::string> {};
template <>
struct codec<duration> : scalar_codec<duration> {};
template <>
struct codec<size> : scalar_codec<size> {};
template <>
struct codec<rate> : scalar_codec<rate> {};
template <>
struct codec<bandwidth> : scalar_codec<bandwidth> {};
template <>
struct codec<share> : scalar_codec<share> {};
template <>
struct codec<endpoint> : scalar_codec<endpoint> {};

extern template struct scalar_codec<bool>;
extern template struct scalar_codec<std::int64_t>;
extern template struct scalar_codec<double>;
extern template struct scalar_codec<std::string>;
extern template struct scalar_codec<duration>;
extern template struct scalar_codec<size>;
extern template struct scalar_codec<rate>;
extern template struct scalar_codec<bandwidth>;
extern template struct scalar_codec<share>;
extern template struct scalar_codec<endpoint>;

/// Integers of every width: read as 64 bits within what fits the type.
template <class T>
  requires(std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, std::int64_t>)
struct codec<T> {
  using wide = codec<std::int64_t>;
  using limits = bounds<std::int64_t>;

  static bool read(const value& from, T& into, reader& in, const limits& within = {}) {
    std::int64_t got = 0;
    if (!wide::read(from, got, in, within)) return false;
    if (!std::in_range<T>(got)) return reject_width(from, got, in);
    into = static_cast<T>(got);
    return true;
  }
  static bool reject_width(const value& from, std::int64_t got, reader& in) {
    using range = std::numeric_limits<T>;
    const bool below = got < 0;
    return in.reject(
        from,
        (below ? "must be at least " + std::to_string(range::min())
               : "must be at most " + std::to_string(range::max())) +
            ", not " + std::to_string(got)
    );
  }
  static value write(T from) { return static_cast<std::int64_t>(from); }
  static bool fits(const value& from) { return wide::fits(from); }
  static std::string type_name(const limits& within = {}) { return wide::type_name(within); }
  static value json_schema(const limits& within = {}) { return wide::json_schema(within); }
};

/// Reads with the bounds if the type's codec knows them.
template <class T>
bool read_value(const value& from, T& into, reader& in, const bounds_for<T>& within = {}) {
  if constexpr (requires { codec<T>::read(from, into, in, within); }) {
    return codec<T>::read(from, into, in, within);
  } else {
    return codec<T>::read(from, into, in);
  }
}

/// What a type is called in the reference pages: `duration > 0s`, `int 1..100`.
template <class T>
std::string type_name_of(const bounds_for<T>& within = {}) {
  if constexpr (requires { codec<T>::type_name(within); })
    return codec<T>::type_name(within);
  else
    return codec<T>::type_name();
}

/// The JSON Schema of a type.
template <class T>
value json_schema_of(const bounds_for<T>& within = {}) {
  if constexpr (requires { codec<T>::json_schema(within); })
    return codec<T>::json_schema(within);
  else
    return codec<T>::json_schema();
}

/// The value a member could have been read from; nothing if its codec cannot write.
template <class T>
value write_value(const T& from) {
  if constexpr (requires { codec<T>::write(from); })
    return codec<T>::write(from);
  else
    return {};
}

/// Whether a value has the shape of a type, before it is read.
template <class T>
bool fits_value(const value& from) {
  if constexpr (requires { codec<T>::fits(from); })
    return codec<T>::fits(from);
  else
    return true;
}

}  // namespace surgeline::config
