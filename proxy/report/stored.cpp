#include "surgeline/report/stored.hpp"

#include <algorithm>
#include <array>

#include "stored_parts.hpp"

namespace surgeline::report {
namespace {

using scenario::verdict_kind;

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

void read_files(const cursor& at, stored_report& into) {
  for (const cursor& each : at.items()) {
    stored_file& one = into.files[each.text("variant")];
    one.config = each.text("config");
    for (const auto& [path, is] : each.at("keys").fields()) one.keys[path] = is.text();
  }
}

accordance accordance_in(const cursor& at) {
  constexpr std::array<std::pair<std::string_view, accordance>, 3> words{
      {{"agree", accordance::agree},
       {"differ", accordance::differ},
       {"unknown", accordance::unknown}}
  };
  const std::string word = at.text();
  for (const auto& [name, is] : words) {
    if (name == word) return is;
  }
  at.note("is an unknown word");
  return accordance::unknown;
}

accord accord_in(const cursor& at) {
  accord made{
      .variant = at.text("variant"),
      .metric = at.text("metric"),
      .run = spread_in(at.at("run")),
      .sim = spread_in(at.at("sim")),
      .difference = at.at("difference_of_means").number(),
      .within = {},
      .margin = at.at("margin").number(),
      .confidence = at.at("confidence").number(),
      .how = accordance_in(at.at("agrees"))
  };
  if (const auto reference = at.find("reference")) made.reference = reference->text();
  if (const auto within = at.find("interval"))
    made.within = interval{within->at("low").number(), within->at("high").number()};
  return made;
}

}  // namespace

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
  if (const auto files = at.find("files")) read_files(*files, made);
  if (const auto margins = at.find("margins")) {
    for (const cursor& each : margins->items())
      made.margins.push_back({finding_in(each), each.text("headline")});
  }
  if (const auto agreements = at.find("agreements")) {
    for (const cursor& each : agreements->items()) made.agreements.push_back(accord_in(each));
  }
  return made;
}

}  // namespace surgeline::report
