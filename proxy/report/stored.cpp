#include "surgeline/report/stored.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "stored_cursor.hpp"
#include "surgeline/report/json.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;
using scenario::verdict_kind;

/// Reads a name of an enum.
template <class Enum>
Enum named(const cursor& at) {
  const std::string word = at.text();
  for (const auto& each : config::names<Enum>) {
    if (each.name == word) return each.value;
  }
  at.note("is an unknown word");
  return {};
}

time_point moment(const cursor& at) {
  const auto when = at.maybe_number();
  return when ? time_point{from_seconds(*when)} : never;
}

std::optional<duration> length(const cursor& at) {
  const auto seconds = at.maybe_number();
  return seconds ? std::optional{from_seconds(*seconds)} : std::nullopt;
}

scenario::verdict verdict_in(const cursor& at) {
  scenario::verdict made;
  for (const cursor& each : at.at("reasons").items()) {
    made.reasons.push_back(
        {named<verdict_kind>(each.at("speaks_for")), each.text("code"), each.text("text")}
    );
  }
  made.kind = named<verdict_kind>(at.at("kind"));
  return made;
}

figures figures_in(const cursor& at) {
  return {
      .load = at.text("load"),
      .recovery_seconds = at.maybe_number("recovery_seconds"),
      .predicted_seconds = at.maybe_number("predicted_seconds"),
      .goodput_before = at.maybe_number("goodput_before_per_second"),
      .goodput_in_faults = at.maybe_number("goodput_in_faults_per_second"),
      .goodput_after = at.maybe_number("goodput_after_per_second"),
      .goodput_share = at.maybe_number("goodput_share"),
      .amplification = at.maybe_number("amplification"),
      .peak_amplification = at.maybe_number("peak_amplification"),
      .wasted_share = at.maybe_number("wasted_share"),
      .degraded_share = at.maybe_number("degraded_share"),
  };
}

/// Phases and faults get their names back, in the order in which they came.
void read_course(const cursor& at, scenario::record& into) {
  into.course.end = moment(at.at("end_seconds"));
  for (const cursor& each : at.at("stages").items()) {
    scenario::phase phase{.id = each.text("phase")};
    phase.role = named<scenario::phase_role>(each.at("role"));
    const scenario::span when{moment(each.at("from_seconds")), moment(each.at("to_seconds"))};
    into.course.stages.push_back({into.file.phases.size(), when});
    into.file.phases.push_back(std::move(phase));
  }
  for (const cursor& each : at.at("activations").items()) {
    const std::string id = each.text("fault");
    auto& faults = into.file.faults;
    const auto known = std::ranges::find(faults, id, &scenario::fault::id);
    const auto slot = static_cast<std::uint32_t>(known - faults.begin());
    if (known == faults.end()) faults.push_back({.id = id});
    const scenario::span when{moment(each.at("from_seconds")), moment(each.at("to_seconds"))};
    into.course.activations.push_back({slot, when});
  }
}

scenario::judgement judgement_in(const cursor& at) {
  scenario::judgement made{.verdict = verdict_in(at.at("verdict"))};
  const cursor way = at.at("recovery");
  made.recovery.watched = way.at("watched").truth();
  made.recovery.took = length(way.at("took_seconds"));
  made.recovery.predicted = length(way.at("predicted_seconds"));
  for (const cursor& each : at.at("checks").items()) {
    made.checks.push_back(
        {.id = each.text("id"),
         .phase = each.text("phase"),
         .worst = each.maybe_number("worst"),
         .held = each.at("held").truth(),
         .text = each.text("text")}
    );
  }
  for (const cursor& each : at.at("attestations").items()) {
    made.attestations.push_back(
        {.fault = each.text("fault"),
         .kind = each.text("kind"),
         .fired = each.at("fired").truth(),
         .text = each.text("text")}
    );
  }
  return made;
}

execution execution_in(const cursor& at, const scenario::about& head) {
  execution made;
  made.record.file.head = head;
  made.record.variant = at.text("variant");
  made.record.engine = named<scenario::engine>(at.at("engine"));
  made.record.seed = at.at("seed").count();
  if (const auto took = at.find("real_seconds")) made.real_seconds = took->number();
  made.expected = named<verdict_kind>(at.at("verdict").at("expected"));
  made.judgement = judgement_in(at);
  made.kept = figures_in(at.at("figures"));
  read_course(at.at("course"), made.record);
  return made;
}

/// `loads` as the first word of a metric: `load`.
std::string subject_word(const std::string& list) {
  if (list == "proxies") return "proxy";
  if (list == "policies") return "policy";
  return list.substr(0, list.size() - 1);
}

std::optional<stored_curves> curves_in(const cursor& at) {
  const auto series = at.find("series");
  if (!series) return {};
  stored_curves made{.step_seconds = series->at("step_seconds").number()};
  if (made.step_seconds <= 0) series->at("step_seconds").note("is no length of time");
  for (const auto& [list, subjects] : series->fields()) {
    if (list == "step_seconds") continue;
    for (const cursor& subject : subjects.items()) {
      const std::string prefix = subject_word(list) + "." + subject.text("id") + ".";
      for (const auto& [name, values] : subject.fields()) {
        if (name == "id") continue;
        auto& into = made.values[prefix + name];
        for (const cursor& each : values.items()) into.push_back(each.maybe_number());
      }
    }
  }
  return made;
}

void read_rest(const cursor& at, stored_report& into) {
  if (const auto files = at.find("files")) {
    for (const cursor& each : files->items()) {
      stored_file& one = into.files[each.text("variant")];
      one.config = each.text("config");
      for (const auto& [path, is] : each.at("keys").fields()) one.keys[path] = is.text();
    }
  }
  const auto margins = at.find("margins");
  if (!margins) return;
  for (const cursor& each : margins->items()) {
    const cursor within = each.at("interval");
    into.margins.push_back(
        {.variant = each.text("variant"),
         .path = each.text("path"),
         .headline = each.text("headline"),
         .value = each.maybe_number("value"),
         .within = {within.at("low").number(), within.at("high").number()}}
    );
  }
}

stored_report report_in(const cursor& at) {
  stored_report made{.version = at.text("version")};
  scenario::about head;
  if (const auto about = at.find("scenario")) {
    head.id = about->text("id");
    head.title = about->text("title");
  }
  for (const cursor& each : at.at("executions").items()) {
    if (auto curves = curves_in(each)) made.curves.emplace(made.all.size(), *std::move(curves));
    made.all.push_back(execution_in(each, head));
  }
  read_rest(at, made);
  return made;
}

/// Where reading came to, as people count: `line 3, column 14`.
std::string position_text(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto line = std::ranges::count(before, '\n') + 1;
  return fmt::format("line {}, column {}", line, at - (before.rfind('\n') + 1) + 1);
}

/// What is wrong with it as a whole; nothing if it can be read.
std::string misfit(const json::value& root) {
  const json::object* const top = root.if_object();
  const bool is_sweep = top != nullptr && top->contains("rows") && top->contains("measure");
  if (is_sweep)
    return "is of a sweep; reports of `run`, `sim` and `margin` can be shown and compared";
  const json::value* const format = top == nullptr ? nullptr : top->if_contains("format");
  const bool is_report = format != nullptr && format->is_int64() && top->contains("executions");
  if (!is_report) return "is no report of Surgeline: it has no `format` and `executions`";
  const std::int64_t is = format->as_int64();
  if (is == json_format) return {};
  const json::value* const version = top->if_contains("version");
  const bool has_version = version != nullptr && version->is_string();
  return fmt::format(
      "has format {}, of {} Surgeline{}; this one reads format {}: {}",
      is,
      is > json_format ? "a newer" : "an older",
      has_version ? fmt::format(" ({})", std::string_view{version->as_string()}) : "",
      json_format,
      is > json_format ? "update it" : "carry the scenario out again"
  );
}

}  // namespace

std::optional<stored_report> read_report(
    std::string_view text,
    const std::string& name,
    problems& found
) {
  const auto refuse = [&](const std::string& why) -> std::optional<stored_report> {
    found.add({.file = name}, why);
    return {};
  };
  json::stream_parser parser;
  boost::system::error_code failed;
  const std::size_t read = parser.write_some(text.data(), text.size(), failed);
  if (!failed && parser.done() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    return refuse("is no JSON: something follows at " + position_text(text, read));
  if (failed)
    return refuse(fmt::format("is no JSON: {} at {}", failed.message(), position_text(text, read)));
  parser.finish(failed);
  if (failed) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return refuse("is empty");
    return refuse("ends in the middle: it was cut off, or is still being written");
  }
  const json::value root = parser.release();
  if (const std::string why = misfit(root); !why.empty()) return refuse(why);
  std::string wrong;
  stored_report made = report_in({root, wrong});
  if (!wrong.empty()) return refuse("is no whole report: " + wrong);
  return made;
}

}  // namespace surgeline::report
