#include "surgeline/scenario/daemon_codecs.hpp"

#include <algorithm>

namespace surgeline::scenario {
namespace {

/// Hosts that are counted: h1, h2, …
struct counted_hosts {
  std::string prefix;
  std::uint32_t count = 1;

  static constexpr auto schema() {
    return config::describe(
        "counted_hosts",
        "Hosts that are counted from 1.",
        config::required(
            &counted_hosts::prefix,
            "prefix",
            "what each name begins with",
            {.not_empty = true}
        ),
        config::required(
            &counted_hosts::count,
            "count",
            "how many there are",
            {.min = 1, .max = 100'000}
        )
    );
  }
};

/// Windows one after the other.
struct staggered {
  duration stagger{};

  static constexpr auto schema() {
    return config::describe(
        "staggered",
        "Windows one after the other.",
        config::required(
            &staggered::stagger,
            "stagger",
            "how much later each instance has them than the one before it",
            {.above = duration{}}
        )
    );
  }
};

}  // namespace
}  // namespace surgeline::scenario

namespace surgeline::config {
namespace {

const bounds<std::int64_t> within_refusals{.min = 400, .max = 599};
constexpr std::string_view wanted_hosts =
    "a list of host names, or a table such as { prefix = \"h\", count = 40 }";

std::string twice(const std::vector<std::string>& names) {
  for (auto one = names.begin(); one != names.end(); ++one) {
    if (std::find(names.begin(), one, *one) != one) return *one;
  }
  return {};
}

}  // namespace

bool codec<scenario::host_list>::read(const value& from, scenario::host_list& into, reader& in) {
  if (from.as<table>() != nullptr) {
    scenario::counted_hosts all;
    if (!read_value(from, all, in)) return false;
    into.names.clear();
    for (std::uint32_t i = 1; i <= all.count; ++i)
      into.names.push_back(all.prefix + std::to_string(i));
    return true;
  }
  if (from.as<array>() == nullptr) return in.wrong(from, wanted_hosts);
  std::vector<std::string> names;
  if (!read_value(from, names, in, text_bounds{.not_empty = true})) return false;
  if (std::ranges::find(names, "") != names.end()) return in.wrong(from, wanted_hosts);
  if (const std::string again = twice(names); !again.empty())
    return in.reject(from, "names host `" + again + "` twice");
  into.names = std::move(names);
  return true;
}

value codec<scenario::host_list>::write(const scenario::host_list& from) {
  if (from.empty()) return {};
  return write_value(from.names);
}

value codec<scenario::host_list>::json_schema() {
  return any_schema(
      {json_schema_of<std::vector<std::string>>(),
       object(
           {{"type", "object"},
            {"properties",
             object(
                 {{"prefix", json_schema_of<std::string>()},
                  {"count", json_schema_of<std::uint32_t>()}}
             )},
            {"required", array{"prefix", "count"}},
            {"additionalProperties", false}}
       )}
  );
}

bool codec<scenario::late_waiter>::read(
    const value& from,
    scenario::late_waiter& into,
    reader& in
) {
  if (const auto* text = from.as<std::string>()) {
    if (*text != "continue") return in.wrong(from, "a status such as 503, or \"continue\"");
    into = {.goes_on = true};
    return true;
  }
  into.goes_on = false;
  return read_value(from, into.status, in, within_refusals);
}

value codec<scenario::late_waiter>::write(const scenario::late_waiter& from) {
  if (from.goes_on) return "continue";
  return std::int64_t{from.status};
}

value codec<scenario::late_waiter>::json_schema() {
  return any_schema({json_schema_of<std::uint16_t>(within_refusals), names_schema({"continue"})});
}

bool codec<scenario::synchrony>::read(const value& from, scenario::synchrony& into, reader& in) {
  if (from.as<table>() != nullptr) {
    scenario::staggered shifted;
    if (!read_value(from, shifted, in)) return false;
    into = {.stagger = shifted.stagger};
    return true;
  }
  const auto* text = from.as<std::string>();
  if (text == nullptr || (*text != "together" && *text != "independent"))
    return in.wrong(from, "\"together\", \"independent\", or a table such as { stagger = \"2s\" }");
  into = {.independent = *text == "independent"};
  return true;
}

value codec<scenario::synchrony>::write(const scenario::synchrony& from) {
  if (from.stagger) return write_value(scenario::staggered{*from.stagger});
  return from.independent ? "independent" : "together";
}

value codec<scenario::synchrony>::json_schema() {
  return any_schema(
      {names_schema({"together", "independent"}),
       object(
           {{"type", "object"},
            {"properties", object({{"stagger", json_schema_of<duration>()}})},
            {"required", array{"stagger"}},
            {"additionalProperties", false}}
       )}
  );
}

}  // namespace surgeline::config
