#include "surgeline/report/latency_map.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace surgeline::report {
namespace {

using measure::histogram;
using measure::instrument;

/// Half an octave of nanoseconds: from a power of two to one and a half of it, from there to the next. A histogram's
/// buckets never lie across such an edge.
std::size_t half_octave(std::uint32_t bucket) {
  const auto low = static_cast<std::uint64_t>(histogram::bounds(bucket).first.count());
  const auto octave = static_cast<std::size_t>(std::bit_width(low)) - 1;
  return octave * 2 + (low >> (octave - 1) & 1U);
}

duration edge_of(std::size_t half) {
  const auto octave = static_cast<duration::rep>(std::uint64_t{1} << (half / 2));
  return duration{half % 2 == 0 ? octave : octave + octave / 2};
}

/// How a request can end; one that is dropped has ended before it began.
constexpr std::array endings{
    instrument::succeeded,
    instrument::errors,
    instrument::denied,
    instrument::timed_out,
    instrument::rejected,
    instrument::broken,
    instrument::unreachable,
    instrument::withheld,
    instrument::dropped,
};

struct range {
  std::size_t first = SIZE_MAX, last = 0;  ///< half octaves
};

range range_of(const std::vector<histogram>& steps) {
  range found;
  for (const histogram& each : steps) {
    if (each.empty()) continue;
    found.first = std::min(found.first, half_octave(each.buckets().front().first));
    found.last = std::max(found.last, half_octave(each.buckets().back().first));
  }
  return found;
}

}  // namespace

latency_map latency_map_of(
    const scenario::record& of,
    const std::string& load,
    std::size_t most_steps
) {
  const std::size_t ticks = std::max<std::size_t>(1, measure::tick_of(of.course.end));
  const std::size_t a_step = (ticks + most_steps - 1) / std::max<std::size_t>(1, most_steps);
  latency_map made{.step = measure::tick * a_step, .edges = {}, .counts = {}, .unanswered = {}};
  const std::string subject = "load." + load;
  std::vector<histogram> steps;
  for (std::size_t at = 0; at < ticks; at += a_step) {
    const time_point from{measure::tick * at};
    const time_point to = std::min(from + made.step, of.course.end);
    steps.push_back(of.recording.merged(subject, instrument::latency, from, to));
    double lost = -of.recording.sum(subject, instrument::answered, from, to);
    for (const instrument each : endings) lost += of.recording.sum(subject, each, from, to);
    made.unanswered.push_back(static_cast<std::uint64_t>(std::max(0.0, lost)));
  }
  const range all = range_of(steps);
  made.counts.resize(steps.size());
  if (all.first > all.last) return made;
  for (std::size_t i = all.first; i <= all.last + 1; ++i) made.edges.push_back(edge_of(i));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    made.counts[i].resize(made.rows());
    for (const auto& [bucket, times] : steps[i].buckets())
      made.counts[i][half_octave(bucket) - all.first] += times;
  }
  return made;
}

}  // namespace surgeline::report
