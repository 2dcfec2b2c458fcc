#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "surgeline/config/describe.hpp"

/// The words that a JSON Schema is written in.
namespace surgeline::report::shapes {

using shape = boost::json::object;

/// A key with what it holds; a key that starts with `?` may be absent.
using field = std::pair<std::string_view, shape>;

shape text(std::string_view help = {});
shape number(std::string_view help = {});
shape count(std::string_view help = {});
shape truth(std::string_view help = {});
shape maybe_number(std::string_view help = {});

/// Which engine carried something out.
shape engine(std::string_view help = {});
/// What is among the definitions under that name.
shape reference(std::string_view name);
shape list_of(shape items, std::string_view help = {});
/// That, or null.
shape maybe(shape what);
/// These keys, and no others.
shape object(std::initializer_list<field> fields);

/// A name of an enum.
template <class Enum>
shape one_of() {
  shape made = text();
  boost::json::array names;
  for (const auto& each : config::names<Enum>) names.push_back(boost::json::string(each.name));
  made.emplace("enum", std::move(names));
  return made;
}

}  // namespace surgeline::report::shapes
