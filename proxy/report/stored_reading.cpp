#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "stored_parts.hpp"
#include "surgeline/report/json.hpp"

/// Whether a text is a report at all.
namespace surgeline::report {
namespace {

namespace json = boost::json;

/// Where reading came to, as people count: `line 3, column 14`.
std::string position_text(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto line = std::ranges::count(before, '\n') + 1;
  return fmt::format("line {}, column {}", line, at - (before.rfind('\n') + 1) + 1);
}

bool is_sweep(const json::object* top) {
  return top != nullptr && top->contains("rows") && top->contains("measure");
}

/// What is wrong with it as a whole; nothing if it can be read.
std::string misfit(const json::object* top) {
  const json::value* const format = top == nullptr ? nullptr : top->if_contains("format");
  const bool is_report =
      format != nullptr && format->is_int64() && (top->contains("executions") || is_sweep(top));
  if (!is_report) return "is no report of Surgeline: it has no `format` and `executions`";
  const std::int64_t is = format->as_int64(), reads = is_sweep(top) ? sweep_format : json_format;
  if (is == reads) return {};
  const json::value* const version = top->if_contains("version");
  const bool has_version = version != nullptr && version->is_string();
  return fmt::format(
      "has format {}, of {} Surgeline{}; this one reads format {}: {}",
      is,
      is > reads ? "a newer" : "an older",
      has_version ? fmt::format(" ({})", std::string_view{version->as_string()}) : "",
      reads,
      is > reads ? "update it" : "carry the scenario out again"
  );
}

/// The text as JSON; empty, with a reason, if it is none.
std::optional<json::value> parsed(std::string_view text, std::string& why) {
  json::stream_parser parser;
  boost::system::error_code failed;
  const std::size_t read = parser.write_some(text.data(), text.size(), failed);
  if (!failed && parser.done() &&
      text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
    why = "is no JSON: something follows at " + position_text(text, read);
    return {};
  }
  if (failed) {
    why = fmt::format("is no JSON: {} at {}", failed.message(), position_text(text, read));
    return {};
  }
  parser.finish(failed);
  if (!failed) return parser.release();
  const bool is_empty = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
  why = is_empty ? "is empty" : "ends in the middle: it was cut off, or is still being written";
  return {};
}

}  // namespace

std::optional<any_report> read_any_report(
    std::string_view text,
    const std::string& name,
    problems& found
) {
  const auto refuse = [&](const std::string& why) -> std::optional<any_report> {
    found.add({.file = name}, why);
    return {};
  };
  std::string wrong;
  const auto root = parsed(text, wrong);
  if (!root) return refuse(wrong);
  const json::object* const top = root->if_object();
  if (const std::string why = misfit(top); !why.empty()) return refuse(why);
  const cursor at(*root, wrong);
  any_report made = is_sweep(top) ? any_report{sweep_in(at)} : any_report{report_in(at)};
  if (!wrong.empty()) return refuse("is no whole report: " + wrong);
  return made;
}

std::optional<stored_report> read_report(
    std::string_view text,
    const std::string& name,
    problems& found
) {
  auto any = read_any_report(text, name, found);
  if (!any) return {};
  if (auto* const report = std::get_if<stored_report>(&*any)) return std::move(*report);
  found.add({.file = name}, "is of a sweep");
  return {};
}

}  // namespace surgeline::report
