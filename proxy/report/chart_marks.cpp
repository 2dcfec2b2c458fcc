#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "chart.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {
namespace {

/// The height of a row of labels.
constexpr double row_height = 15;

/// A moment with a name, and the stretch that the name takes beside it.
struct mark {
  double x = 0;
  std::string look, text;
  double from = 0, to = 0;
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
    reading{"latency.p99", "p99", text_of_seconds},
};

/// Gives each name its side, the last moment first: right of its line if no later line is in the way, else left. Put
/// into rows in this order, no line runs through a name.
void place(std::vector<mark>& marks, double right_end) {
  std::ranges::sort(marks, std::ranges::greater{}, &mark::x);
  double free_until = right_end;
  for (mark& each : marks) {
    const double width = width_of(each.text) + 8;
    const bool right = each.x + width < free_until || each.x - width < 0;
    each.from = right ? each.x : each.x - width;
    each.to = each.from + width;
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
  place(all, on.plot_right());
  return all;
}

/// What the numbers are in one step, a line each.
std::string readings_at(const canvas& on, std::size_t step) {
  std::string says = "at " + moment(on, time_point{on.curves.step * step});
  for (const subject_curves& subject : on.curves.subjects) {
    for (const auto& [name, words, text] : readings) {
      const curve* of = subject.find(name);
      if (of != nullptr)
        says += fmt::format("\n{} {} {}", subject.id, words, text_or_dash(of->values[step], text));
    }
  }
  return says;
}

}  // namespace

void draw_marks(canvas& on, double height) {
  const std::vector<mark> marks = marks_of(on);
  std::vector<std::vector<const mark*>> rows;
  for (const mark& each : marks) {
    const auto is_free = [&](const auto& row) {
      return std::ranges::all_of(row, [&](const mark* other) {
        return each.to < other->from || other->to < each.from;
      });
    };
    auto row = std::ranges::find_if(rows, is_free);
    if (row == rows.end()) row = rows.emplace(row);
    row->push_back(&each);
  }
  const double bottom = on.y + row_height * static_cast<double>(rows.size()) + height;
  for (const auto& row : rows) {
    for (const mark* each : row) {
      const std::string x = at(each->x);
      on.svg.empty(
          "line",
          {{"class", "mark " + each->look},
           {"x1", x},
           {"x2", x},
           {"y1", at(on.y + 1)},
           {"y2", at(bottom)}}
      );
      const bool right = each->from >= each->x;
      on.svg.leaf(
          "text",
          each->text,
          {{"class", "mark " + each->look},
           {"x", at(right ? each->x + 5 : each->x - 5)},
           {"y", at(on.y + 11)},
           {"text-anchor", right ? "start" : "end"}}
      );
    }
    on.y += row_height;
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
