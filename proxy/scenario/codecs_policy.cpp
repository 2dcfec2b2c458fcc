#include "codecs_policy.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace surgeline::config {
namespace {

using resilience::cause;
using resilience::hedge_delay;

const bounds<std::int64_t> within_statuses{.min = 100, .max = 599};
const bounds<duration> within_waits{.above = duration{}};

/// The number in a text such as `503` or `95`; empty if there is anything else in it.
std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return {};
  return number;
}

}  // namespace

bool codec<cause>::read(const value& from, cause& into, reader& in) {
  const auto* text = from.as<std::string>();
  if (text == nullptr) {
    std::uint16_t status = 0;
    if (from.as<std::int64_t>() == nullptr)
      return in.wrong(
          from,
          "a status such as 503, or one of " + names_type(names_of(names<cause>))
      );
    if (!read_value(from, status, in, within_statuses)) return false;
    into = static_cast<cause>(status);
    return true;
  }
  if (const auto status = whole_number(*text); status && *status >= 100 && *status <= 599) {
    into = static_cast<cause>(*status);
    return true;
  }
  const auto index = read_name(from, names_of(names<cause>), {}, in);
  if (index) into = names<cause>[*index].value;
  return index.has_value();
}

value codec<cause>::write(const cause& from) {
  const std::string_view name = name_of(from);
  if (name.empty()) return static_cast<std::int64_t>(from);
  return std::string{name};
}

std::string codec<cause>::type_name() {
  return "status, or one of " + names_type(names_of(names<cause>));
}

value codec<cause>::json_schema() {
  return any_schema(
      {names_schema(names_of(names<cause>)),
       text_schema("^[1-5][0-9][0-9]$"),
       json_schema_of<std::uint16_t>(within_statuses)}
  );
}

bool codec<hedge_delay>::read(const value& from, hedge_delay& into, reader& in) {
  const auto* text = from.as<std::string>();
  if (text == nullptr || !text->starts_with('p')) {
    duration fixed{};
    if (!read_value(from, fixed, in, within_waits)) return false;
    into = {.fixed = fixed};
    return true;
  }
  const auto percent = whole_number(std::string_view{*text}.substr(1));
  if (!percent || *percent < 50 || *percent > 99)
    return in.wrong(from, "a duration such as \"50ms\", or a quantile from \"p50\" to \"p99\"");
  into = {.percentile = *percent};
  return true;
}

value codec<hedge_delay>::write(const hedge_delay& from) {
  if (from.percentile != 0) return fmt::format("p{}", from.percentile);
  return write_value(from.fixed);
}

value codec<hedge_delay>::json_schema() {
  return any_schema({json_schema_of<duration>(within_waits), text_schema("^p[5-9][0-9]$")});
}

}  // namespace surgeline::config
