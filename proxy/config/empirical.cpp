#include "empirical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "surgeline/core/trimmed.hpp"
#include "text.hpp"

namespace surgeline::config {

namespace {

using quantiles = std::vector<std::pair<double, duration>>;

/// The next line of a text, without its end; takes it off the text.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin <= line.size();) {
    const auto end = std::min(line.find(',', begin), line.size());
    result.emplace_back(trimmed(line.substr(begin, end - begin), " \t\""));
    begin = end + 1;
  }
  return result;
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole =
      error == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
  return whole ? std::optional(number) : std::nullopt;
}

/// The samples of a column that are not above `max`; empty with problems.
std::vector<double> samples_of(
    std::string_view text,
    const csv_column& wanted,
    const value& from,
    reader& in
) {
  const auto header = cells(take_line(text));
  const auto column = std::find(header.begin(), header.end(), wanted.column);
  if (column == header.end()) {
    in.problem(
        place_of(from, {"column"}),
        fmt::format("{} has no column `{}`", wanted.file, excerpt(wanted.column)),
        suggestion(wanted.column, header)
    );
    return {};
  }
  const auto index = static_cast<std::size_t>(column - header.begin());
  const double max =
      static_cast<double>(wanted.max.count()) / static_cast<double>(wanted.unit.count());
  std::vector<double> samples;
  for (std::uint32_t line = 2; !text.empty(); ++line) {
    const auto row = cells(take_line(text));
    if (row.size() == 1 && row[0].empty()) continue;
    const auto number = index < row.size() ? number_of(row[index]) : std::nullopt;
    if (!number) {
      in.problem(
          {.file = wanted.file, .line = line},
          fmt::format("no number in column `{}`", excerpt(wanted.column)),
          index < row.size() ? fmt::format("it says \"{}\"", excerpt(row[index])) : std::string()
      );
      return {};
    }
    if (*number <= max) samples.push_back(*number);
  }
  if (samples.empty())
    in.problem(place_of(from, {"file"}), fmt::format("{} has no numbers up to `max`", wanted.file));
  std::sort(samples.begin(), samples.end());
  return samples;
}

}  // namespace

std::optional<double> probability_of(std::string_view name) {
  if (!name.starts_with('p')) return std::nullopt;
  std::string digits(name.substr(1));
  const auto dot = digits.find('.');
  const std::size_t whole = std::min(dot, digits.size());
  if (whole == 0 || whole > 2) {
    // p999 goes on behind 99; p150 would be anyone's guess.
    if (dot != digits.npos || !digits.starts_with("99")) return std::nullopt;
  } else {
    if (dot != digits.npos) digits.erase(dot, 1);
    if (whole == 1) digits.insert(0, "0");
  }
  if (digits.find_first_not_of("0123456789") != digits.npos) return std::nullopt;
  return number_of("0." + digits);  // moves the point in the text: 99.9 / 100 is not 0.999
}

std::string name_of_probability(double probability) {
  std::string percent = fmt::format("{:.6g}", probability * 100);
  if (percent.starts_with("99.")) percent.erase(2, 1);
  return "p" + percent;
}

std::vector<std::pair<double, duration>> ordered(const std::map<std::string, duration>& quantiles) {
  std::vector<std::pair<double, duration>> result;
  for (const auto& [name, at] : quantiles) {
    if (const auto probability = probability_of(name)) result.emplace_back(*probability, at);
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return a.first < b.first;
  });
  return result;
}

void check_quantiles(
    checker& in,
    const std::map<std::string, duration>& quantiles,
    duration max,
    std::string (*text)(duration)
) {
  for (const auto& [name, at] : quantiles) {
    if (probability_of(name)) continue;
    in.problem(
        "quantiles." + name,
        fmt::format("`{}` is not a quantile", excerpt(name)),
        "write p50, p90, p99, p999 and so on"
    );
  }
  const auto points = ordered(quantiles);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& [low, at_low] = points[i - 1];
    const auto& [high, at_high] = points[i];
    if (low < high && at_low <= at_high) continue;
    in.problem(
        "quantiles",
        fmt::format(
            "quantiles must ascend: {} is {}, {} is {}",
            name_of_probability(low),
            text(at_low),
            name_of_probability(high),
            text(at_high)
        )
    );
  }
  if (!points.empty() && points.back().second > max) {
    in.problem(
        "max",
        fmt::format(
            "`max` ({}) must not be below {} ({})",
            text(max),
            name_of_probability(points.back().first),
            text(points.back().second)
        )
    );
  }
}

std::vector<std::pair<double, duration>> quantiles_of(
    const csv_column& wanted,
    const value& from,
    reader& in
) {
  const auto bytes = in.files() ? in.files()(wanted.file) : std::nullopt;
  if (!bytes) {
    in.problem(
        place_of(from, {"file"}),
        fmt::format("cannot read {}", excerpt(wanted.file)),
        in.files() ? "" : "no files here: write `quantiles`"
    );
    return {};
  }
  const auto samples = samples_of(*bytes, wanted, from, in);
  if (samples.empty()) return {};
  constexpr std::size_t most = 1000;
  const std::size_t points = std::min(samples.size(), most);
  const auto value_at = [&](double rank) {
    const auto index = std::min(
        static_cast<std::size_t>(rank * static_cast<double>(samples.size())),
        samples.size() - 1
    );
    return duration{std::llround(samples[index] * static_cast<double>(wanted.unit.count()))};
  };
  quantiles result{{0.0, value_at(0)}};
  for (std::size_t i = 0; i < points; ++i) {
    const double middle = (static_cast<double>(i) + 0.5) / static_cast<double>(points);
    result.emplace_back(middle, value_at(middle));
  }
  return result;
}

}  // namespace surgeline::config
