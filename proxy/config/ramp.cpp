#include "surgeline/config/ramp.hpp"

#include <fmt/format.h>

#include "surgeline/config/schema_value.hpp"

namespace surgeline::config {

namespace {

/// The time of one `[duration, value]`.
std::optional<duration> read_point(const value& from, reader& in) {
  const array* pair = from.as<array>();
  if (pair == nullptr || pair->size() != 2) {
    in.wrong(from, "a time and a value, such as [\"30s\", …]");
    return std::nullopt;
  }
  duration at{};
  if (!read_value(pair->front(), at, in)) return std::nullopt;
  return at;
}

void read_points(const value& from, raw_ramp& ramp, reader& in) {
  const array* list = from.as<array>();
  if (list == nullptr) {
    in.wrong(from, "a list of points such as [[\"0s\", …], [\"30s\", …]]");
    return;
  }
  if (list->size() < 2)
    in.reject(from, fmt::format("must have two points or more, not {}", list->size()));
  for (std::size_t i = 0; i < list->size(); ++i) {
    const value& each = (*list)[i];
    const auto here = in.enter(i, each);
    const auto at = read_point(each, in);
    if (!at) continue;
    if (!ramp.points.empty() && *at <= ramp.points.back().first) {
      in.reject(
          each,
          fmt::format(
              "is at {}, but the point before it is at {}",
              format(*at),
              format(ramp.points.back().first)
          ),
          "the times of a ramp ascend"
      );
    }
    ramp.points.emplace_back(*at, &each.as<array>()->back());
  }
}

}  // namespace

bool is_ramp(const value& from) {
  const table* keys = from.as<table>();
  return keys != nullptr && keys->find("ramp") != nullptr && keys->find("dist") == nullptr;
}

std::optional<raw_ramp> read_ramp(const value& from, reader& in) {
  raw_ramp ramp;
  table_reader keys(in, from, "a ramp");
  ramp.list = keys.take("ramp", true, "the points");
  if (const value* shape = keys.take("curve", false, "how it runs between points")) {
    const auto here = in.enter("curve", *shape);
    read_value(*shape, ramp.shape, in);
  }
  if (const value* hold = keys.take("hold", false, "whether it goes on where it was")) {
    const auto here = in.enter("hold", *hold);
    read_value(*hold, ramp.hold, in);
  }
  {
    const auto here = in.enter("ramp", *ramp.list);
    read_points(*ramp.list, ramp, in);
  }
  if (!keys.close()) return std::nullopt;
  return ramp;
}

value write_ramp(array points, curve shape, bool hold) {
  value result = object({{"ramp", std::move(points)}});
  if (shape != curve::linear) result.as<table>()->put("curve", codec<curve>::write(shape));
  if (!hold) result.as<table>()->put("hold", false);
  return result;
}

value ramp_schema(value of_values) {
  const value point = object(
      {{"type", "array"},
       {"items", array{codec<duration>::json_schema(), of_values}},
       {"minItems", 2},
       {"maxItems", 2}}
  );
  const value ramp = object(
      {{"type", "object"},
       {"properties",
        object(
            {{"ramp", object({{"type", "array"}, {"items", point}, {"minItems", 2}})},
             {"curve", codec<curve>::json_schema()},
             {"hold", object({{"type", "boolean"}})}}
        )},
       {"required", array{"ramp"}},
       {"additionalProperties", false}}
  );
  return any_schema({std::move(of_values), ramp});
}

}  // namespace surgeline::config
