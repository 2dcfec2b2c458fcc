#pragma once

#include "codecs_policy.hpp"
#include "codecs_service.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/scenario/captured.hpp"
#include "surgeline/scenario/daemon_codecs.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::config {

/// An upstream: an address alone, the word that stands for none, or a table.
template <>
struct codec<scenario::upstream> {
  static bool read(const value& from, scenario::upstream& into, reader& in) {
    if (const auto* const word = from.as<std::string>()) {
      if (*word == scenario::captured_word) {
        into.endpoints = {scenario::captured_upstream()};
        return true;
      }
      endpoint at;
      if (!read_value(from, at, in)) return false;
      into.endpoints = {at};
      return true;
    }
    table_reader keys(
        in,
        from,
        "an address such as \"127.0.0.1:6379\", or a table such as { service = \"stock\" }"
    );
    if (!keys) return false;
    detail::read_fields(keys, into);
    return keys.close();
  }
  static value write(const scenario::upstream& from) {
    if (scenario::is_captured(from)) return std::string{scenario::captured_word};
    table result;
    detail::write_fields(result, from);
    return result;
  }
  static std::string type_name() { return "address, `\"original_dst\"`, or table `upstream`"; }
  static value json_schema() {
    table word;
    word.put("const", std::string{scenario::captured_word});
    return any_schema(
        {json_schema_of<endpoint>(), word, definition_schema(definition_of<scenario::upstream>())}
    );
  }
};

/// A number of workers, or `"auto"`.
template <>
struct codec<scenario::worker_count> {
  static bool read(const value& from, scenario::worker_count& into, reader& in);
  static value write(const scenario::worker_count& from);
  static std::string type_name() { return "int 1..256, or `auto`"; }
  static value json_schema();
};

/// A duration, or `"none"`.
template <>
struct codec<scenario::fault_age> {
  static bool read(const value& from, scenario::fault_age& into, reader& in);
  static value write(const scenario::fault_age& from);
  static std::string type_name() { return "duration > 0s, or `none`"; }
  static value json_schema();
};

/// The name of a file with the times of requests.
template <>
struct codec<scenario::arrival_trace> {
  static bool read(const value& from, scenario::arrival_trace& into, reader& in);
  static value write(const scenario::arrival_trace& from);
  static std::string type_name() { return "file"; }
  static value json_schema() { return text_schema(); }
};

/// A number with whatever unit it has.
template <>
struct codec<scenario::amount> {
  static bool read(const value& from, scenario::amount& into, reader& in);
  static value write(const scenario::amount& from);
  static std::string type_name() { return "number, share, duration or rate"; }
  static value json_schema() {
    return any_schema({scalar_schema(object({{"type", std::string{"number"}}})), text_schema()});
  }
};

/// A number in whatever unit.
template <>
struct codec<scenario::setting> {
  static bool read(const value& from, scenario::setting& into, reader& in);
  static value write(const scenario::setting& from) { return scenario::value_of(from); }
  static std::string type_name() { return "number, duration, rate, share, size or bandwidth"; }
  static value json_schema() {
    return any_schema({scalar_schema(object({{"type", std::string{"number"}}})), text_schema()});
  }
};

/// A path, and what is in the file there.
template <>
struct codec<scenario::file_bytes> {
  static bool read(const value& from, scenario::file_bytes& into, reader& in);
  static value write(const scenario::file_bytes& from);
  static std::string type_name() { return "path"; }
  static value json_schema();
};

/// Anything at all, kept as it is.
template <>
struct codec<value> {
  static bool read(const value& from, value& into, reader&) {
    into = from;
    return true;
  }
  static value write(const value& from) { return from; }
  static std::string type_name() { return "any value"; }
  static value json_schema() { return table{}; }
};

}  // namespace surgeline::config
