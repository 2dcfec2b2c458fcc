#include "surgeline/config/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bounds_text.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/config/toml.hpp"
#include "text.hpp"
#include "traits.hpp"

namespace surgeline::config {

namespace {

template <class Limits>
Limits effective(const Limits& within) {
  if constexpr (std::same_as<Limits, bounds<duration>>)
    return with_zero(within);
  else
    return within;
}

/// A problem unless a value that was read keeps its bounds.
template <class T>
bool hold(const T& got, const value& from, reader& in, const bounds_for<T>& within) {
  if constexpr (limited<T>) {
    const auto all = effective(within);
    if (keeps(trait<T>::limited(got), all)) return true;
    return in.reject(
        from,
        fmt::format(
            "must be {}, not {}",
            in_words(all, &trait<T>::text),
            trait<T>::text(trait<T>::limited(got))
        )
    );
  } else if constexpr (std::same_as<T, std::string>) {
    if (within.id && !is_id(got)) {
      return in.reject(
          from,
          fmt::format("cannot be \"{}\"", excerpt(got)),
          "an id has small letters, digits and `-`, starts with a letter, and has at most 63 "
          "characters"
      );
    }
    if (within.not_empty && got.empty()) return in.reject(from, "must not be empty");
  } else if constexpr (std::same_as<T, endpoint>) {
    if (got.kind == endpoint::family::tcp && got.port == 0 && !within.any_port) {
      return in.reject(
          from,
          "cannot have port 0",
          "0 means any free port, which only a listener can have"
      );
    }
  }
  return true;
}

/// Reads a text by its parser, whose "`250` has no unit; write 250ms" becomes problem and remedy.
template <written_as_text T>
bool parse_text(const std::string& text, const value& from, T& into, reader& in) {
  std::string why;
  const auto parsed = trait<T>::parse(text, &why);
  if (parsed) {
    into = *parsed;
    return true;
  }
  const auto cut = why.rfind("; ");
  std::string remedy = cut == why.npos ? std::string() : why.substr(cut + 2);
  return in.problem(
      from.where,
      fmt::format("{}: {}", in.subject(), why.substr(0, cut)),
      std::move(remedy)
  );
}

bool read_share(const value& from, share& into, reader& in, double part) {
  if (part >= 0 && part <= 1) {
    into = {part};
    return true;
  }
  std::string remedy;
  if (part > 1 && part <= 100) remedy = fmt::format("write \"{}%\"", part);
  return in.reject(
      from,
      fmt::format("is a share, from 0 to 1 or with a percent sign, not {}", part),
      std::move(remedy)
  );
}

/// The same value as it should have been written: with quotes, or without.
template <class T>
std::string remedy_for_plain(const value& from) {
  if constexpr (std::same_as<T, std::string>) {
    const bool scalar = from.as<bool>() != nullptr || from.as<std::int64_t>() != nullptr ||
                        from.as<double>() != nullptr;
    return scalar ? fmt::format("write \"{}\"", to_toml(from)) : std::string();
  } else {
    const auto* text = from.as<std::string>();
    if (text == nullptr || text->empty()) return {};
    const bool number = text->find_first_not_of("+-.0123456789") == text->npos;
    const bool truth = *text == "true" || *text == "false";
    return (std::same_as<T, bool> ? truth : number) ? fmt::format("write {} without quotes", *text)
                                                    : std::string();
  }
}

template <class T>
bool read_plain(const value& from, T& into, reader& in) {
  if constexpr (std::same_as<T, double>) {
    if (const auto* is = from.as<std::int64_t>()) {
      into = static_cast<double>(*is);
      return true;
    }
    if (const auto* is = from.as<double>(); is != nullptr && !std::isfinite(*is))
      return in.wrong(from, "a finite number");
  }
  if constexpr (std::same_as<T, share>) {
    if (const auto* is = from.as<std::int64_t>())
      return read_share(from, into, in, static_cast<double>(*is));
    if (const auto* is = from.as<double>()) return read_share(from, into, in, *is);
  }
  if constexpr (written_as_text<T>) {
    if (const auto* text = from.as<std::string>()) return parse_text(*text, from, into, in);
    std::string remedy;
    if constexpr (with_unit<T>) {
      if (const auto* is = from.as<std::int64_t>())
        remedy = fmt::format("write \"{}{}\"", *is, trait<T>::unit);
      if (const auto* is = from.as<double>())
        remedy = fmt::format("write \"{}{}\"", *is, trait<T>::unit);
    }
    return in.wrong(from, trait<T>::wanted, std::move(remedy));
  } else {
    if (const T* is = from.as<T>()) {
      into = *is;
      return true;
    }
    return in.wrong(from, trait<T>::wanted, remedy_for_plain<T>(from));
  }
}

}  // namespace

template <class T>
bool scalar_codec<T>::read(const value& from, T& into, reader& in, const limits& within) {
  T got{};
  if (!read_plain(from, got, in) || !hold(got, from, in, within)) return false;
  into = std::move(got);
  return true;
}

template <class T>
value scalar_codec<T>::write(const T& from) {
  if constexpr (std::same_as<T, endpoint>)
    return from.text();
  else if constexpr (written_as_text<T>)
    return format(from);
  else
    return from;
}

template <class T>
bool scalar_codec<T>::fits(const value& from) {
  const bool integer = from.as<std::int64_t>() != nullptr;
  if constexpr (std::same_as<T, double>)
    return integer || from.as<double>() != nullptr;
  else if constexpr (std::same_as<T, share>)
    return integer || from.as<double>() != nullptr || from.as<std::string>() != nullptr;
  else if constexpr (written_as_text<T>)
    return from.as<std::string>() != nullptr;
  else
    return from.as<T>() != nullptr;
}

template <class T>
std::string scalar_codec<T>::type_name(const limits& within) {
  std::string name(trait<T>::name);
  if constexpr (limited<T>) {
    const std::string range = in_symbols(within, &trait<T>::text);
    if (!range.empty()) name += " " + range;
  } else if constexpr (std::same_as<T, std::string>) {
    if (within.id) name = "id";
  }
  return name;
}

template <class T>
value scalar_codec<T>::json_schema(const limits& within) {
  if constexpr (written_as_text<T>) {
    const value text = text_schema(trait<T>::pattern);
    if constexpr (!std::same_as<T, share>)
      return text;
    else
      return any_schema({object({{"type", "number"}, {"minimum", 0}, {"maximum", 1}}), text});
  } else if constexpr (std::same_as<T, std::string>) {
    return text_schema(within.id ? "[a-z][a-z0-9-]{0,62}" : "");
  } else {
    value schema = object({{"type", std::string(trait<T>::json)}});
    if constexpr (limited<T>) {
      table& keys = *schema.as<table>();
      if (within.min) keys.put("minimum", *within.min);
      if (within.max) keys.put("maximum", *within.max);
      if (within.above) keys.put("minimum", *within.above), keys.put("exclusiveMinimum", true);
      if (within.below) keys.put("maximum", *within.below), keys.put("exclusiveMaximum", true);
    }
    return scalar_schema(std::move(schema));
  }
}

template struct scalar_codec<bool>;
template struct scalar_codec<std::int64_t>;
template struct scalar_codec<double>;
template struct scalar_codec<std::string>;
template struct scalar_codec<duration>;
template struct scalar_codec<size>;
template struct scalar_codec<rate>;
template struct scalar_codec<bandwidth>;
template struct scalar_codec<share>;
template struct scalar_codec<endpoint>;

}  // namespace surgeline::config
