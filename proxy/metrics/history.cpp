#include "surgeline/metrics/history.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace surgeline::metrics {
namespace {

using prometheus::MetricType;

/// In the ABNF of OpenMetrics: a backslash, a line break and a quote.
std::string escaped_text(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\n') {
      safe += "\\n";
    } else {
      if (c == '\\' || c == '"') safe += '\\';
      safe += c;
    }
  }
  return safe;
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return fmt::format("{}", value);
}

std::string labels_text(
    const prometheus::ClientMetric& of,
    const std::string& job,
    const std::string& instance
) {
  std::string text =
      fmt::format("job=\"{}\",instance=\"{}\"", escaped_text(job), escaped_text(instance));
  for (const auto& each : of.label)
    text += fmt::format(",{}=\"{}\"", each.name, escaped_text(each.value));
  return text;
}

std::string_view word(MetricType type) {
  switch (type) {
    case MetricType::Counter:
      return "counter";
    case MetricType::Histogram:
      return "histogram";
    default:
      return "gauge";
  }
}

/// The name in front of TYPE: of a counter without `_total`, which only its samples have.
std::string family_name(const std::string& name, MetricType type) {
  constexpr std::string_view total = "_total";
  const bool is_cut = type == MetricType::Counter && name.ends_with(total);
  return is_cut ? name.substr(0, name.size() - total.size()) : name;
}

/// The lines of one series at one moment.
class sample_lines {
 public:
  sample_lines(const std::string& name, const std::string& labels, std::string when)
      : name_(name), labels_(labels), when_(std::move(when)) {}

  void add(std::string_view suffix, double value, const std::string& more = {}) {
    text_ += fmt::format(
        "{}{}{{{}{}}} {} {}\n",
        name_,
        suffix,
        labels_,
        more,
        number_text(value),
        when_
    );
  }
  void add(const prometheus::ClientMetric::Histogram& of) {
    const auto count = static_cast<double>(of.sample_count);
    for (const auto& each : of.bucket)
      add("_bucket",
          static_cast<double>(each.cumulative_count),
          fmt::format(",le=\"{}\"", number_text(each.upper_bound)));
    const bool is_open = of.bucket.empty() || !std::isinf(of.bucket.back().upper_bound);
    if (is_open) add("_bucket", count, ",le=\"+Inf\"");
    add("_count", count);
    add("_sum", of.sample_sum);
  }
  const std::string& text() const { return text_; }

 private:
  const std::string& name_;
  const std::string& labels_;
  std::string when_;
  std::string text_;
};

}  // namespace

void history::add(
    const std::vector<prometheus::MetricFamily>& page,
    std::chrono::system_clock::time_point when,
    const std::string& job,
    const std::string& instance
) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::round<milliseconds>(when.time_since_epoch());
  const std::string moment = fmt::format("{}.{:03}", since.count() / 1000, since.count() % 1000);
  for (const prometheus::MetricFamily& family : page) {
    kept& into = families_[family_name(family.name, family.type)];
    into.help = family.help;
    into.type = family.type;
    for (const prometheus::ClientMetric& series : family.metric) {
      const std::string labels = labels_text(series, job, instance);
      sample_lines lines(family.name, labels, moment);
      if (family.type == MetricType::Histogram)
        lines.add(series.histogram);
      else if (family.type == MetricType::Counter)
        lines.add("", series.counter.value);
      else
        lines.add("", series.gauge.value);
      into.lines[labels] += lines.text();
    }
  }
}

std::string history::text() const {
  std::string all;
  for (const auto& [name, of] : families_) {
    all += fmt::format("# TYPE {} {}\n", name, word(of.type));
    if (!of.help.empty()) all += fmt::format("# HELP {} {}\n", name, escaped_text(of.help));
    for (const auto& [labels, lines] : of.lines) all += lines;
  }
  return all + "# EOF\n";
}

}  // namespace surgeline::metrics
