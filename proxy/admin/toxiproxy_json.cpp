#include "surgeline/admin/toxiproxy_json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <ranges>
#include <span>
#include <utility>

#include "surgeline/core/request_head.hpp"

namespace surgeline::admin {
namespace {

namespace json = boost::json;
using sidecar::toxic;

constexpr const char* bad_body = "bad request body: ";
/// Names are labels in `/metrics`.
constexpr std::size_t longest_name = 200;

void fail(reading& how, const std::string& why) {
  if (!how.failed()) how.why = why;  // the first one counts
}

/// The first value of a body; what comes behind it is nobody's business.
std::optional<json::value> first_value(std::string_view body, reading& how) {
  json::stream_parser parser;
  boost::system::error_code error;
  parser.write_some(body.data(), body.size(), error);
  if (!error && !parser.done()) parser.finish(error);
  if (!error) return parser.release();
  const bool empty = body.find_first_not_of(" \t\r\n") == body.npos;
  fail(how, bad_body + (empty ? std::string{"EOF"} : error.message()));
  return {};
}

std::string_view kind_of(const json::value& what) {
  switch (what.kind()) {
    case json::kind::object:
      return "an object";
    case json::kind::array:
      return "an array";
    case json::kind::string:
      return "a string";
    case json::kind::bool_:
      return "a boolean";
    case json::kind::null:
      return "null";
    default:
      return "a number";
  }
}

void fail_type(reading& how, std::string_view key, const json::value& what, const char* wanted) {
  fail(how, fmt::format("{}`{}` is {}, and must be {}", bad_body, key, kind_of(what), wanted));
}

/// What a key has, whatever its case; the last one counts, and null says nothing.
const json::value* find(const json::object& in, std::string_view key) {
  const json::value* found = nullptr;
  for (const auto& one : in) {
    if (is_same_name(one.key(), key) && !one.value().is_null()) found = &one.value();
  }
  return found;
}

std::optional<std::string> text(const json::object& in, const char* key, reading& how) {
  const json::value* const found = find(in, key);
  if (found == nullptr) return {};
  if (const json::string* const is = found->if_string()) return std::string{*is};
  fail_type(how, key, *found, "a string");
  return {};
}

std::optional<bool> flag(const json::object& in, const char* key, reading& how) {
  const json::value* const found = find(in, key);
  if (found == nullptr) return {};
  if (const bool* const is = found->if_bool()) return *is;
  fail_type(how, key, *found, "a boolean");
  return {};
}

std::optional<float> number(const json::object& in, const char* key, reading& how) {
  const json::value* const found = find(in, key);
  if (found == nullptr) return {};
  if (found->is_number()) return found->to_number<float>();
  fail_type(how, key, *found, "a number");
  return {};
}

/// An object, or an empty one for null.
std::optional<json::object> object_of(const json::value& what, const char* called, reading& how) {
  if (what.is_null()) return json::object{};
  if (const json::object* const is = what.if_object()) return *is;
  fail(how, fmt::format("{}{} is {}, and must be an object", bad_body, called, kind_of(what)));
  return {};
}

/// The object that a body is.
std::optional<json::object> body_object(std::string_view body, reading& how) {
  const auto tree = first_value(body, how);
  if (!tree) return {};
  return object_of(*tree, "the body", how);
}

void warn_of(reading& how, const toxic& of, std::string_view key) {
  const auto known = of.attributes | std::views::transform(&toxic::attribute::name);
  how.warnings.push_back(fmt::format(
      "toxic {}: {} has no attribute {} (it has: {})",
      of.name,
      of.type,
      key,
      of.attributes.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "))
  ));
}

/// Sets one attribute; false if the toxic has none of that name.
bool set_attribute(toxic& of, std::string_view key, const json::value& to, reading& how) {
  for (toxic::attribute& one : of.attributes) {
    if (!is_same_name(one.name, key)) continue;
    if (const std::int64_t* const is = to.if_int64())
      one.value = *is;
    else if (!to.is_null())
      fail_type(how, one.name, to, "an integer");
    return true;
  }
  return false;
}

/// What is an attribute, but stands beside `attributes`, is lost; so is what the toxic does not know.
void read_attributes(const json::object& in, toxic& into, reading& how) {
  if (const json::value* const given = find(in, "attributes")) {
    const json::object* const all = given->if_object();
    if (all == nullptr) return fail_type(how, "attributes", *given, "an object");
    for (const auto& one : *all) {
      if (!set_attribute(into, one.key(), one.value(), how)) warn_of(how, into, one.key());
    }
  }
  for (const auto& one : in) {
    const auto is_it = [&](const toxic::attribute& each) {
      return is_same_name(each.name, one.key());
    };
    if (std::ranges::any_of(into.attributes, is_it)) {
      how.warnings.push_back(
          fmt::format("toxic {}: {} belongs into attributes", into.name, std::string{one.key()})
      );
    }
  }
}

/// What is wrong with a name that nobody could write in a path, or that is too long for a label.
std::string wrong_name(std::string_view name) {
  if (name.find('/') != name.npos) return "a name must not have a `/` in it";
  if (name.size() > longest_name)
    return fmt::format("a name must have at most {} bytes", longest_name);
  return {};
}

/// In upstream's order: stream, type, name, then the attributes.
std::optional<toxic> toxic_from(
    const json::object& in,
    std::span<const toxic> there,
    reading& how
) {
  toxic made;
  const auto stream = text(in, "stream", how), name = text(in, "name", how);
  made.type = text(in, "type", how).value_or("");
  made.toxicity = number(in, "toxicity", how).value_or(1);
  if (how.failed()) return {};
  const std::string towards = stream.value_or("downstream");
  if (is_same_name(towards, "upstream"))
    made.towards = fault::direction::to_upstream;
  else if (!is_same_name(towards, "downstream"))
    fail(how, "stream was invalid, can be either upstream or downstream");
  auto attributes = sidecar::attributes_of(made.type);
  if (!attributes) fail(how, "invalid toxic type");
  if (how.failed()) return {};
  made.attributes = *std::move(attributes);
  made.name = name.value_or("");
  if (made.name.empty()) made.name = fmt::format("{}_{}", made.type, stream_of(made));
  if (std::ranges::find(there, made.name, &toxic::name) != there.end())
    fail(how, "toxic already exists");
  fail(how, wrong_name(made.name));
  read_attributes(in, made, how);
  fail(how, wrong_with(made));
  if (how.failed()) return {};
  return made;
}

/// All toxics of a proxy that is to be made; none is fine.
std::vector<toxic> toxics_from(const json::object& in, reading& how) {
  std::vector<toxic> all;
  const json::value* const given = find(in, "toxics");
  if (given == nullptr) return all;
  const json::array* const list = given->if_array();
  if (list == nullptr) {
    fail_type(how, "toxics", *given, "an array");
    return all;
  }
  for (const json::value& one : *list) {
    const auto object = object_of(one, "a toxic", how);
    if (!object) break;
    const auto made = toxic_from(*object, all, how);
    if (!made) break;
    all.push_back(*made);
  }
  return all;
}

sidecar::guest_request guest_from(const json::object& in, reading& how) {
  sidecar::guest_request made{
      .name = text(in, "name", how).value_or(""),
      .listen = text(in, "listen", how).value_or(""),
      .upstream = text(in, "upstream", how).value_or(""),
      .enabled = flag(in, "enabled", how).value_or(true),
      .toxics = {}
  };
  if (made.name.empty()) fail(how, "missing required field: name");
  if (made.upstream.empty()) fail(how, "missing required field: upstream");
  fail(how, wrong_name(made.name));
  made.toxics = toxics_from(in, how);
  return made;
}

}  // namespace

std::optional<sidecar::guest_request> read_guest(std::string_view body, reading& how) {
  const auto object = body_object(body, how);
  if (!object) return {};
  auto made = guest_from(*object, how);
  if (how.failed()) return {};
  return made;
}

std::optional<std::vector<sidecar::guest_request>> read_guests(
    std::string_view body,
    reading& how
) {
  const auto tree = first_value(body, how);
  if (!tree) return {};
  std::vector<sidecar::guest_request> all;
  if (tree->is_null()) return all;
  const json::array* const list = tree->if_array();
  if (list == nullptr) {
    fail(how, fmt::format("{}it is {}, and must be an array", bad_body, kind_of(*tree)));
    return {};
  }
  for (const json::value& one : *list) {
    reading own;
    const auto object = object_of(one, "a proxy", own);
    if (object) all.push_back(guest_from(*object, own));
    if (own.failed()) {
      const bool is_body = own.why.starts_with(bad_body);
      fail(how, is_body ? own.why : fmt::format("{} at proxy {}", own.why, all.size()));
      return {};
    }
    how.warnings.insert(how.warnings.end(), own.warnings.begin(), own.warnings.end());
  }
  return all;
}

std::optional<sidecar::guest_change> read_change(std::string_view body, reading& how) {
  const auto object = body_object(body, how);
  if (!object) return {};
  sidecar::guest_change made{
      .listen = text(*object, "listen", how),
      .upstream = text(*object, "upstream", how),
      .enabled = flag(*object, "enabled", how)
  };
  if (made.upstream && made.upstream->empty()) fail(how, "missing required field: upstream");
  if (how.failed()) return {};
  return made;
}

std::optional<toxic> read_toxic(
    std::string_view body,
    const std::vector<toxic>& there,
    reading& how
) {
  const auto object = body_object(body, how);
  if (!object) return {};
  return toxic_from(*object, there, how);
}

std::optional<toxic> read_toxic_change(std::string_view body, const toxic& before, reading& how) {
  const auto object = body_object(body, how);
  if (!object) return {};
  toxic made = before;
  made.toxicity = number(*object, "toxicity", how).value_or(before.toxicity);
  read_attributes(*object, made, how);
  fail(how, wrong_with(made));
  if (how.failed()) return {};
  return made;
}

}  // namespace surgeline::admin
