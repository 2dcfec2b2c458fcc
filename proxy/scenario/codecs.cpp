#include "codecs.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace surgeline::config {
namespace {

using scenario::amount;

const bounds<std::int64_t> within_workers{.min = 1, .max = 256};
const bounds<duration> within_ages{.above = duration{}};

constexpr std::string_view wanted =
    "a number, or a text with a unit such as \"95%\", \"250ms\", \"280/s\"";

/// `"130%"` as 1.3: unlike a share, a limit may be more than the whole.
std::optional<double> parse_percent(std::string_view text) {
  if (!text.ends_with('%')) return {};
  double number = 0;
  const char* const end = text.data() + text.size() - 1;
  const auto read = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(number) || number < 0) return {};
  if (const auto part = parse_share(text)) return part->part;  // as a decimal: "2.5%" is 0.025
  return number / 100;
}

std::optional<amount> parse_amount(const std::string& text) {
  using scenario::suffix;
  if (const auto part = parse_percent(text)) return amount{*part, text, suffix::percent};
  if (const auto span = parse_duration(text)) return amount{seconds(*span), text, suffix::time};
  if (const auto events = parse_rate(text))
    return amount{events->per_second, text, suffix::per_time};
  return {};
}

}  // namespace

bool codec<scenario::worker_count>::read(
    const value& from,
    scenario::worker_count& into,
    reader& in
) {
  if (const auto* text = from.as<std::string>()) {
    if (*text != "auto") return in.wrong(from, "a number of workers, or \"auto\"");
    into.number = 0;
    return true;
  }
  return read_value(from, into.number, in, within_workers);
}

value codec<scenario::worker_count>::write(const scenario::worker_count& from) {
  if (from.number == 0) return "auto";
  return std::int64_t{from.number};
}

value codec<scenario::worker_count>::json_schema() {
  return any_schema({json_schema_of<std::uint32_t>(within_workers), names_schema({"auto"})});
}

bool codec<scenario::fault_age>::read(const value& from, scenario::fault_age& into, reader& in) {
  if (says_none(from)) {
    into.longest = forever;
    return true;
  }
  return read_value(from, into.longest, in, within_ages);
}

value codec<scenario::fault_age>::write(const scenario::fault_age& from) {
  if (from.longest == forever) return "none";
  return write_value(from.longest);
}

value codec<scenario::fault_age>::json_schema() {
  return any_schema({json_schema_of<duration>(within_ages), names_schema({"none"})});
}

bool codec<scenario::arrival_trace>::read(
    const value& from,
    scenario::arrival_trace& into,
    reader& in
) {
  const auto* name = from.as<std::string>();
  if (name == nullptr) return in.wrong(from, "the name of a file");
  const auto bytes = in.files() ? in.files()(*name) : std::nullopt;
  if (!bytes)
    return in.problem(
        from.where,
        fmt::format("cannot read `{}`", *name),
        in.files() ? "" : "no files here: use another `arrival`"
    );
  std::string trouble;
  into = scenario::arrival_trace::parse(*name, *bytes, trouble);
  if (trouble.empty()) return true;
  return in.problem(
      from.where,
      fmt::format("`{}`, {}", *name, trouble),
      "one number of seconds a line, from the start of the run, as 12.5"
  );
}

value codec<scenario::arrival_trace>::write(const scenario::arrival_trace& from) {
  return from.name();
}

bool codec<amount>::read(const value& from, amount& into, reader& in) {
  std::optional<amount> got;
  if (const auto* number = from.as<double>(); number != nullptr && std::isfinite(*number))
    got = amount{*number, fmt::format("{}", *number)};
  else if (const auto* whole = from.as<std::int64_t>())
    got = amount{static_cast<double>(*whole), fmt::format("{}", *whole)};
  else if (const auto* text = from.as<std::string>())
    got = parse_amount(*text);
  if (!got) return in.wrong(from, wanted);
  into = *std::move(got);
  return true;
}

bool codec<scenario::setting>::read(const value& from, scenario::setting& into, reader& in) {
  const auto got = scenario::setting_of(from);
  if (!got)
    return in.wrong(from, "a number, or a text with a unit such as \"250ms\", \"280/s\", \"5%\"");
  into = *got;
  return true;
}

value codec<amount>::write(const amount& from) {
  if (from.suffix == scenario::suffix::none) return from.value;
  return from.text;
}

}  // namespace surgeline::config
