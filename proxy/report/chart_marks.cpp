#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "chart.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {
namespace {

/// The height of a row of labels.
constexpr double mark_height = 15;

/// A moment with a name, which stands on one side of its line.
struct mark {
  double x = 0;
  std::string look, text;
  bool right = true;
};

/// A number of a column, its words and its form.
struct reading {
  std::string_view name, words;
  number_text text;
};

constexpr std::array readings{
    reading{"offered", "offered", text_of_rate},
    reading{"goodput", "goodput", text_of_rate},
    reading{"amplification", "amplification", text_of_ratio},
    reading{"queue", "queue", text_of_number},
    reading{"latency.p50", "p50", text_of_seconds},
    reading{"latency.p90", "p90", text_of_seconds},
    reading{"latency.p99", "p99", text_of_seconds},
    reading{"open_share", "breakers not closed", text_of_share},
    reading{"budget", "budget left", text_of_share},
    reading{"depth", "waiting", text_of_number},
    reading{"stalled_share", "stalled", text_of_share},
};

/// A longer tip would not fit on a screen.
constexpr std::size_t most_readings = 36;

/// Gives each name its side, the last moment first: right of its line if no later line is in the way, else left. With a row
/// for each in this order, no line runs through a name.
void place(const canvas& on, std::vector<mark>& marks) {
  std::ranges::sort(marks, std::ranges::greater{}, &mark::x);
  double free_until = on.plot_right();
  for (mark& each : marks) {
    const double width = on.width_of(each.text) + 8;
    each.right = each.x + width < free_until || each.x < width;
    free_until = each.x;
  }
}

std::vector<mark> marks_of(const canvas& on) {
  std::vector<mark> all;
  const scenario::course& course = on.of.record.course;
  const auto ended = course.faults_ended();
  const auto& wanted = on.of.record.file.recovery;
  if (!wanted || !ended || *ended == never) return all;
  const auto add = [&](const std::optional<duration>& after, std::string look, std::string words) {
    if (!after || *ended + *after > course.end) return;
    all.push_back(
        {on.x(*ended + *after), std::move(look), words + " " + text_of_seconds(seconds(*after))}
    );
  };
  add(wanted->deadline, "deadline", "deadline");
  add(on.of.judgement.recovery.took, "back", "back after");
  add(on.of.judgement.recovery.predicted, "predicted", "predicted");
  place(on, all);
  return all;
}

/// What the numbers are in one step, a line each.
std::string readings_at(const canvas& on, std::size_t step) {
  std::string says = "at " + moment(on, time_point{on.curves.step * step});
  std::size_t lines = 0;
  for (const subject_curves& subject : on.curves.subjects) {
    for (const auto& [name, words, text] : readings) {
      const curve* of = subject.find(name);
      if (of == nullptr || lines++ >= most_readings) continue;
      says += fmt::format("\n{} {} {}", subject.id, words, text_or_dash(of->values[step], text));
    }
  }
  if (lines > most_readings) says += fmt::format("\n… and {} more", lines - most_readings);
  return says;
}

}  // namespace

void draw_marks(canvas& on, double height) {
  const std::vector<mark> marks = marks_of(on);
  const double bottom = on.y + mark_height * static_cast<double>(marks.size()) + height;
  for (const mark& each : marks) {
    const std::string look = "mark " + each.look, x = at(each.x);
    on.svg.empty(
        "line",
        {{"class", look}, {"x1", x}, {"x2", x}, {"y1", at(on.y + 1)}, {"y2", at(bottom)}}
    );
    const std::string beside = at(each.x + (each.right ? 5 : -5));
    on.svg.leaf(
        "text",
        each.text,
        {{"class", look},
         {"x", beside},
         {"y", at(on.y + 11)},
         {"text-anchor", each.right ? "start" : "end"}}
    );
    on.y += mark_height;
  }
}

void draw_columns(canvas& on, double top) {
  const std::size_t points =
      on.curves.subjects.empty() ? 0 : on.curves.subjects.front().curves.front().values.size();
  const std::size_t a_column =
      std::max<std::size_t>(1, (points + on.shape.columns - 1) / on.shape.columns);
  const double step = seconds(on.curves.step);
  on.svg.open("g", {{"class", "columns"}});
  for (std::size_t i = 0; i < points; i += a_column) {
    const double from = on.x(step * static_cast<double>(i));
    const double to = on.x(std::min(step * static_cast<double>(i + a_column), on.scale.end));
    on.svg.open(
        "rect",
        {{"x", at(from)}, {"y", at(top)}, {"width", at(to - from)}, {"height", at(on.y - top)}}
    );
    on.svg.leaf("title", readings_at(on, i)).close();
  }
  on.svg.close();
}

}  // namespace surgeline::report
