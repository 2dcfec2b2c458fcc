#include "surgeline/scenario/arrival_trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/trimmed.hpp"

namespace surgeline::scenario {
namespace {

/// A day of a run is more than anybody waits for, and far from where a duration ends.
constexpr double longest_seconds = 366.0 * 24 * 3600;

std::optional<double> seconds_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return {};
  return number;
}

/// A line without its comment and the space around it.
std::string_view said_on(std::string_view line) {
  return trimmed(line.substr(0, line.find('#')), " \t\r");
}

/// What is wrong with a line behind others; empty if nothing is.
std::string trouble_with(std::string_view said, const std::vector<duration>& before) {
  const auto offset = seconds_of(said);
  if (!offset) return fmt::format("`{}` is no number of seconds", said.substr(0, 40));
  if (*offset < 0) return fmt::format("{} s is before the start of the run", said);
  if (*offset > longest_seconds)
    return fmt::format("{} s is more than a year: offsets count from the start of the run", said);
  if (!before.empty() && from_seconds(*offset) < before.back())
    return fmt::format("{} s is before the request of the line above", said);
  if (before.size() == arrival_trace::most_requests)
    return fmt::format("more than {} requests", arrival_trace::most_requests);
  return {};
}

}  // namespace

arrival_trace::arrival_trace(std::string name, std::vector<duration> offsets)
    : name_(std::move(name)),
      offsets_(std::make_shared<const std::vector<duration>>(std::move(offsets))) {}

arrival_trace arrival_trace::parse(
    const std::string& name,
    std::string_view bytes,
    std::string& trouble
) {
  std::vector<duration> offsets;
  for (int line = 1; !bytes.empty(); ++line) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view said = said_on(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (said.empty()) continue;
    if (const std::string why = trouble_with(said, offsets); !why.empty()) {
      trouble = fmt::format("line {}: {}", line, why);
      return {};
    }
    offsets.push_back(from_seconds(*seconds_of(said)));
  }
  if (!offsets.empty()) return {name, std::move(offsets)};
  trouble = "no request is in it";
  return {};
}

const std::vector<duration>& arrival_trace::offsets() const {
  static const std::vector<duration> none;
  return offsets_ ? *offsets_ : none;
}

double arrival_trace::mean_rate() const {
  const auto& all = offsets();
  if (all.empty() || all.back() <= duration{}) return 0;
  return static_cast<double>(all.size()) / seconds(all.back());
}

std::uint64_t arrival_trace::digest() const {
  const auto& all = offsets();
  return hash_of({reinterpret_cast<const char*>(all.data()), all.size() * sizeof(duration)});
}

bool arrival_trace::operator==(const arrival_trace& other) const {
  return name_ == other.name_ && offsets() == other.offsets();
}

}  // namespace surgeline::scenario
