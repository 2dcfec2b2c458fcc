#include "surgeline/metrics/page.hpp"

#include <prometheus/text_serializer.h>

#include <sstream>

namespace surgeline::metrics {
namespace {

prometheus::MetricType type_of(sort as) {
  switch (as) {
    case sort::counter:
      return prometheus::MetricType::Counter;
    case sort::gauge:
      return prometheus::MetricType::Gauge;
    case sort::histogram:
    case sort::wide_histogram:
      break;
  }
  return prometheus::MetricType::Histogram;
}

/// The first bound of a wide histogram, in seconds.
constexpr double wide_from = 0.001;

prometheus::ClientMetric series_of(labels of) {
  prometheus::ClientMetric series;
  for (const auto& [name, value] : of)
    series.label.push_back({std::string{name}, std::string{value}});
  return series;
}

/// The library writes HELP as it is, and a newline in it would break the whole scrape.
std::string escaped(std::string_view help) {
  std::string safe;
  for (const char c : help) {
    if (c == '\\')
      safe += "\\\\";
    else if (c == '\n')
      safe += "\\n";
    else
      safe += c;
  }
  return safe;
}

}  // namespace

page::page() {
  for (const declaration& one : families)
    families_.push_back({std::string{one.name}, std::string{one.help}, type_of(one.as), {}});
}

void page::add(family what, labels of, double value) {
  prometheus::ClientMetric series = series_of(of);
  if (declared(what).as == sort::counter)
    series.counter.value = value;
  else
    series.gauge.value = value;
  families_[static_cast<std::size_t>(what)].metric.push_back(std::move(series));
}

void page::add(family what, labels of, const histogram_cells::reading& value) {
  prometheus::ClientMetric series = series_of(of);
  const double shortest = declared(what).as == sort::wide_histogram ? wide_from : 0;
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < duration_buckets.size(); ++i) {
    so_far += value.counts[i];
    if (duration_buckets[i] < shortest) continue;
    series.histogram.bucket.push_back({so_far, duration_buckets[i]});
  }
  series.histogram.sample_count = so_far + value.counts.back();
  series.histogram.sample_sum = value.sum;
  families_[static_cast<std::size_t>(what)].metric.push_back(std::move(series));
}

void page::add(
    family what,
    labels of,
    std::span<const double> bounds,
    std::span<const std::uint64_t> counts,
    double sum
) {
  prometheus::ClientMetric series = series_of(of);
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i)
    series.histogram.bucket.push_back({so_far += counts[i], bounds[i]});
  series.histogram.sample_count = so_far + counts.back();
  series.histogram.sample_sum = sum;
  families_[static_cast<std::size_t>(what)].metric.push_back(std::move(series));
}

std::vector<prometheus::MetricFamily> page::take() {
  std::vector<prometheus::MetricFamily> all = std::move(families_);
  for (auto& one : others_) all.push_back(std::move(one));
  std::erase_if(all, [](const prometheus::MetricFamily& one) { return one.metric.empty(); });
  return all;
}

std::string text_format(std::vector<prometheus::MetricFamily> all) {
  for (auto& one : all) one.help = escaped(one.help);
  std::ostringstream text;
  prometheus::TextSerializer{}.Serialize(text, all);
  return text.str();
}

}  // namespace surgeline::metrics
