#include "quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace surgeline::config {

namespace {

template <class To, class From, class Convert>
varying<To> converted(const varying<From>& of, Convert convert) {
  if (of.is_constant()) return varying<To>(convert(of.at({})));
  std::vector<typename varying<To>::point> points;
  for (const auto& each : of.points()) points.push_back({each.at, convert(each.value)});
  return varying<To>(std::move(points), of.shape(), of.hold());
}

}  // namespace

duration in_time(duration of) { return of; }

duration in_time(size of) {
  const auto most = static_cast<std::uint64_t>(forever.count());
  return duration{static_cast<duration::rep>(std::min(of.bytes, most))};
}

varying<duration> in_time(const varying<duration>& of) { return of; }

varying<duration> in_time(const varying<size>& of) {
  return converted<duration>(of, [](size each) { return in_time(each); });
}

template <>
duration out_of_time<duration>(duration of) {
  return of;
}

template <>
size out_of_time<size>(duration of) {
  return {static_cast<std::uint64_t>(std::max(of, duration{}).count())};
}

template <>
varying<duration> out_of_time<duration>(const varying<duration>& of) {
  return of;
}

template <>
varying<size> out_of_time<size>(const varying<duration>& of) {
  return converted<size>(of, [](duration each) { return out_of_time<size>(each); });
}

template <>
std::string text_of<duration>(duration of) {
  return format(of);
}

template <>
std::string text_of<size>(duration of) {
  return format(out_of_time<size>(of));
}

void check_ascending(
    checker& in,
    const parameter& below,
    const parameter& above,
    std::string (*text)(duration)
) {
  std::vector<duration> corners{duration{}};
  for (const auto& each : below.of.points()) corners.push_back(each.at);
  for (const auto& each : above.of.points()) corners.push_back(each.at);
  for (const duration at : corners) {
    const duration low = below.of.at(at), high = above.of.at(at);
    if (low < high) continue;
    const std::string when = at == duration{} ? "" : fmt::format(" {} into the ramp", format(at));
    in.problem(
        above.key,
        fmt::format(
            "`{}` ({}) must be above `{}` ({}){}",
            above.key,
            text(high),
            below.key,
            text(low),
            when
        )
    );
    return;
  }
}

}  // namespace surgeline::config
