#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "html_parts.hpp"
#include "surgeline/report/axis.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/phase_numbers.hpp"
#include "surgeline/report/prediction.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// Phases of several loads and engines; more is a matter for `report.json`.
constexpr std::size_t most_rows = 120;
/// From so many on they are folded.
constexpr std::size_t most_open_rows = 30, most_open_predictions = 8;

std::string time_of(const execution& of, time_point when) {
  return time_tick(
      std::round(seconds(when.time_since_epoch()) * 10) / 10,
      seconds(of.record.course.end.time_since_epoch())
  );
}

void add_phase(page& on, const execution& of, const phase_numbers& row, bool engines, bool loads) {
  on.out.open("tr").leaf("th", row.phase, {{"scope", "row"}});
  if (engines) add_cell(on.out, name_of(of.record.engine));
  if (loads) add_cell(on.out, row.load);
  const std::string when =
      fmt::format("{} – {}", time_of(of, row.when.from), time_of(of, row.when.to));
  add_cell(on.out, when, "number");
  add_cell(on.out, text_or_dash(row.offered, text_of_rate), "number");
  add_cell(on.out, text_or_dash(row.goodput, text_of_rate), "number");
  add_cell(on.out, text_or_dash(row.kept, text_of_share), "number");
  add_cell(on.out, text_or_dash(row.amplification, text_of_ratio), "number");
  for (const auto& each : {row.p50, row.p90, row.p99})
    add_cell(on.out, text_or_dash(each, text_of_seconds), "number");
  add_cell(on.out, fmt::format("{}", fmt::join(row.faults, ", ")));
  on.out.close();
}

std::vector<std::string_view> heads_of(bool engines, bool loads) {
  std::vector<std::string_view> heads{"phase"};
  if (engines) heads.push_back("engine");
  if (loads) heads.push_back("load");
  for (const char* each : {">time", ">offered", ">goodput", ">of offered", ">amplification"})
    heads.push_back(each);
  for (const char* each : {">p50", ">p90", ">p99", "faults"}) heads.push_back(each);
  return heads;
}

}  // namespace

void add_phases(page& on, const std::vector<const summary*>& engines) {
  std::vector<std::pair<const execution*, phase_numbers>> rows;
  bool loads = false;
  for (const summary* each : engines) {
    const execution& first = on.first_of(*each);
    loads = loads || first.record.file.loads.size() > 1;
    for (phase_numbers& row : numbers_by_phase(first)) rows.emplace_back(&first, std::move(row));
  }
  if (rows.empty()) return;
  // The engines' rows of one phase and load stand together; a phase may begin at slightly different times on them.
  if (engines.size() > 1) {
    std::ranges::stable_sort(rows, {}, [&](const auto& row) {
      const auto& stages = row.first->record.course.stages;
      const auto is_it = [&](const scenario::stage& each) {
        return each.when.from == row.second.when.from;
      };
      return std::pair{std::ranges::find_if(stages, is_it) - stages.begin(), row.second.load};
    });
  }
  const bool is_folded = rows.size() > most_open_rows;
  if (is_folded)
    on.out.open("details").leaf("summary", fmt::format("Phase by phase: {} rows", rows.size()));
  open_table(on.out, "Phase by phase", heads_of(engines.size() > 1, loads));
  for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i)
    add_phase(on, *rows[i].first, rows[i].second, engines.size() > 1, loads);
  close_table(on.out);
  on.out.leaf(
      "p",
      fmt::format(
          "Percentiles are of the answers, from the intended start.{}",
          rows.size() > most_rows
              ? fmt::format(" {} rows more are left out.", rows.size() - most_rows)
              : ""
      ),
      {{"class", "note"}}
  );
  if (is_folded) on.out.close();
}

void add_predictions(page& on, const execution& of) {
  const std::vector<prediction> all = predictions_of(of);
  if (all.empty()) return;
  const bool is_folded = all.size() > most_open_predictions;
  if (is_folded)
    on.out.open("details").leaf(
        "summary",
        fmt::format("Predicted against measured: {} rows", all.size())
    );
  open_table(
      on.out,
      "Predicted against measured",
      {"of", "", ">predicted", ">measured", ">off by"}
  );
  for (const prediction& each : all) {
    const number_text text = text_for(each.measures);
    on.out.open("tr").leaf("th", each.of, {{"scope", "row"}});
    on.out.open("td", {{"class", "words"}}).text(each.words).leaf("small", each.formula).close();
    add_cell(on.out, text(each.predicted), "number");
    add_cell(on.out, text(each.measured), "number");
    add_cell(on.out, fmt::format("{:+.1f}%", each.deviation() * 100), "number");
    on.out.close();
  }
  close_table(on.out);
  if (is_folded) on.out.close();
}

}  // namespace surgeline::report
