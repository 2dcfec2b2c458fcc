#include "surgeline/report/html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "chart.hpp"
#include "html_parts.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/text.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

void add_head(page& on) {
  const scenario::about& head = on.all.front().record.file.head;
  on.out.open("header");
  on.out.leaf("p", "Surgeline report", {{"class", "brand"}});
  on.out.leaf("h1", head.title.empty() ? head.id : head.title);
  if (!head.hypothesis.empty()) on.out.leaf("p", head.hypothesis, {{"class", "hypothesis"}});
  on.out.open("p", {{"class", "facts"}}).leaf("code", head.id);
  if (!head.owner.empty()) on.out.leaf("span", head.owner);
  for (const std::string& tag : head.tags) on.out.leaf("span", "#" + tag);
  for (const auto& [name, where] : head.links) {
    const bool is_web = where.starts_with("https://") || where.starts_with("http://");
    if (is_web)
      on.out.leaf("a", name, {{"href", where}, {"rel", "noreferrer"}});
    else
      on.out.leaf("span", name + ": " + where);
  }
  on.out.close().close();
}

void add_overview(page& on) {
  const auto good =
      static_cast<std::size_t>(std::ranges::count_if(on.all, &execution::as_expected));
  const bool all = good == on.all.size();
  on.out.open("p", {{"class", all ? "overall good" : "overall bad"}});
  on.out.leaf("strong", all ? "✔ As expected" : "✘ Not as expected");
  const std::string one = on.all.size() == 1
                              ? "the one execution"
                              : fmt::format("{} of {} executions", good, on.all.size());
  on.out.text(
      all ? fmt::format(": {}.", one)
          : fmt::format(": only {} had the verdict that was expected.", one)
  );
  on.out.close();
}

void add_legend(page& on, const std::vector<const summary*>& engines) {
  on.out.open("p", {{"class", "legend"}, {"aria-hidden", "true"}});
  const auto key = [&](std::string look, std::string_view words) {
    on.out.open("span").leaf("i", "", {{"class", std::move(look)}}).text(words).close();
  };
  key("line offered", "offered");
  key("line goodput", "goodput: answered well and in time");
  const auto any = [&](auto has) {
    return std::ranges::any_of(engines, [&](const summary* each) {
      return has(on.first_of(*each).record.course);
    });
  };
  if (any([](const scenario::course& each) { return !each.activations.empty(); }))
    key("block injected", "fault in force");
  if (any([](const scenario::course& each) { return each.relief.has_value(); }))
    key("block relief", "relief");
  key("block answers", "answers, good or bad: stronger is more");
  key("block lost", "no reply: late, refused, cut off or never sent; stronger is a larger share");
  on.out.close();
}

/// Folded: a page with a dozen loads has something else to say first.
void add_other_loads(page& on, const execution& of, const chart_scale& scale, bool alone) {
  const std::string chart = chart_of_others(of, scale, narrow_chart);
  if (chart.empty()) return;
  on.out.open("details").leaf("summary", "The other loads");
  if (alone) on.out.raw(chart_of_others(of, scale, wide_chart));
  on.out.raw(chart).close();
}

void add_figure(page& on, const summary& of, const chart_scale& scale, bool alone) {
  const execution& first = on.first_of(of);
  const bool live = of.engine == scenario::engine::run;
  on.out.open("figure", {{"id", fmt::format("run-{}", of.members.front())}});
  on.out.open("figcaption").open("h3").text(live ? "run " : "sim ");
  on.out.leaf("small", live ? "on sockets" : "in virtual time").close();
  std::string facts = fmt::format("seed {}", first.record.seed);
  if (of.members.size() > 1) facts += fmt::format(", the first of {}", of.members.size());
  if (first.real_seconds > 0) {
    facts += fmt::format(
        ", {} of file time in {}",
        text_of_seconds(seconds(first.record.course.end.time_since_epoch())),
        text_of_seconds(first.real_seconds)
    );
  }
  on.out.leaf("span", facts, {{"class", "facts"}}).close();
  if (alone) add_legend(on, {&of});
  if (alone) on.out.raw(chart_of(first, scale, wide_chart));
  on.out.raw(chart_of(first, scale, narrow_chart));
  add_other_loads(on, first, scale, alone);
  add_endings(on, first);
  on.out.close();
}

void add_body(page& on, const std::vector<margin_finding>& margins) {
  for (const margin_finding& each : margins) add_margin(on, each);
  if (on.summaries.size() > 1 && margins.empty()) add_overview(on);
  add_cards(on);
  add_results(on);
  add_accords(on);
  std::vector<std::string> done;
  for (const summary& each : on.summaries) {
    if (contains(done, each.variant)) continue;
    done.push_back(each.variant);
    add_variant(on, each.variant);
  }
  add_repeating(on, margins);
}

}  // namespace

void add_variant(page& on, const std::string& variant) {
  std::vector<const summary*> engines;
  chart_scale scale;
  for (const summary& each : on.summaries) {
    if (each.variant != variant) continue;
    engines.push_back(&each);
    scale.include(on.first_of(each));
  }
  on.out.open("section", {{"class", "variant"}});
  on.out.leaf("h2", variant.empty() ? "The course of it" : variant);
  if (engines.size() > 1) add_legend(on, engines);
  on.out.open("div", {{"class", engines.size() > 1 ? "side-by-side" : "alone"}});
  for (const summary* each : engines) {
    on.out.open("div");
    add_figure(on, *each, scale, engines.size() == 1);
    add_evidence(on, on.first_of(*each));
    on.out.close();
  }
  on.out.close();
  add_phases(on, engines);
  add_comparison(on, variant);
  on.out.close();
}

std::string html_report(
    std::span<const execution> all,
    const invocation& from,
    const std::vector<margin_finding>& margins
) {
  page on{all, summarise(all), compare_engines(all), from};
  const std::string title =
      all.empty() ? "nothing was carried out" : all.front().record.file.head.id;
  open_document(on.out, title + " · Surgeline report");
  if (all.empty()) {
    on.out.open("main").leaf("h1", "Nothing was carried out").close();
  } else {
    add_head(on);
    on.out.open("main");
    add_body(on, margins);
    on.out.close();
  }
  close_document(on.out, from, "report.json");
  return on.out.take();
}

}  // namespace surgeline::report
