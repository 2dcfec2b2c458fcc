#include "surgeline/report/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "accord_words.hpp"
#include "markdown_parts.hpp"
#include "sidecars.hpp"
#include "surgeline/report/summary.hpp"
#include "surgeline/report/text.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// Of more variants and engines only those that surprise are told at length.
constexpr std::size_t most_told = 4;

bool is_as_expected(const summary& of) { return of.as_expected == of.members.size(); }

std::string who(const summary& of) {
  const std::string seeds = of.members.size() == 1 ? "" : fmt::format(" ×{}", of.members.size());
  return fmt::format(
      "{}{}{}{}",
      escape_markdown(of.variant),
      of.variant.empty() ? "" : " · ",
      name_of(of.engine),
      seeds
  );
}

/// The whole in a line: `✔ outage: as expected`, `✘ outage: metastable, though pass was expected`.
std::string headline_of(std::span<const execution> all, const std::vector<summary>& summaries) {
  const std::string& id = all.front().record.file.head.id;
  const auto fine = static_cast<std::size_t>(std::ranges::count_if(summaries, is_as_expected));
  const bool is_fine = fine == summaries.size();
  std::string words =
      is_fine ? "as expected" : fmt::format("{} of {} as expected", fine, summaries.size());
  if (summaries.size() == 1) {
    const summary& only = summaries.front();
    words = verdicts_in_words(only);
    if (only.verdicts.size() == 1) words += expectation_in_words(all[only.members.front()]);
  }
  return fmt::format("{} {}: {}", is_fine ? "✔" : "✘", id.empty() ? "run" : id, words);
}

std::string summaries_table(const std::vector<summary>& all) {
  std::vector<std::vector<std::string>> rows;
  for (const summary& each : all) {
    const std::string back = each.recovered > 0
                                 ? text_of_spread(each.recovery_seconds, text_of_seconds)
                             : each.watched > 0 ? "never"
                                                : no_number;
    rows.push_back(
        {is_as_expected(each) ? "✔" : "✘",
         who(each),
         "**" + verdicts_in_words(each) + "**",
         back,
         text_or_dash(each.predicted_seconds, text_of_seconds),
         goodput_in_words(each),
         text_of_median(each.amplification, text_of_ratio),
         text_of_median(each.wasted_share, text_of_share)}
    );
  }
  return markdown_table(
      {"", "run", "verdict", "back after:", "predicted:", "goodput:", "attempts each:", "wasted:"},
      rows
  );
}

std::string accords_table(std::span<const execution> all) {
  std::vector<std::vector<std::string>> rows;
  for (const accord& each : accords(all)) {
    const accord_words says = words_of(each);
    rows.push_back(
        {says.answer,
         escape_markdown(each.variant.empty() ? each.metric : each.variant + " · " + each.metric),
         escape_markdown(says.reference),
         says.run,
         says.sim,
         says.difference,
         says.within,
         says.margin}
    );
  }
  return markdown_table(
      {"engines agree", "in", "reference:", "run:", "sim:", "sim − run:", "interval:", "margin:"},
      rows
  );
}

/// One execution and why it was judged so.
std::string evidence_of(const execution& of, const std::string& how_many) {
  std::string text = fmt::format(
      "\n**{} {}: {}{}**{}\n\n",
      of.as_expected() ? "✔" : "✘",
      escape_markdown(name_in_words(of)),
      config::name_of(of.judgement.verdict.kind),
      expectation_in_words(of),
      how_many
  );
  for (const std::string& reason : reasons_in_words(of))
    text += fmt::format("- {}\n", escape_markdown(reason));
  for (const auto& [sidecar, words] : sidecars_in_words(of.record))
    text += fmt::format("- {}: {}\n", escape_markdown(sidecar), escape_markdown(words));
  return text;
}

/// The first seed of each verdict, then what the first of all is made of.
std::string told_at_length(std::span<const execution> all, const summary& of) {
  std::string text;
  for (const auto& [kind, count] : of.verdicts) {
    const auto is_such = [&, wanted = kind](std::size_t each) {
      return all[each].judgement.verdict.kind == wanted;
    };
    const execution& shown = all[*std::ranges::find_if(of.members, is_such)];
    const std::size_t seeds = of.members.size();
    text += evidence_of(
        shown,
        seeds == 1
            ? ""
            : fmt::format(", {} of {} seeds; this is seed {}", count, seeds, shown.record.seed)
    );
  }
  const execution& first = all[of.members.front()];
  return text + checks_markdown(all, of) + faults_markdown(first) + loads_markdown(first);
}

/// A command as a block of code; the fence is longer than any within.
std::string repeating(
    std::span<const execution> all,
    const std::vector<summary>& summaries,
    const invocation& from
) {
  std::string commands;
  for (const summary& each : summaries)
    commands += printable(command_line(all[each.members.front()], from)) + "\n";
  std::string fence = "```";
  while (commands.find(fence) != commands.npos) fence += '`';
  return fmt::format(
      "\nTo repeat it{}:\n\n{}sh\n{}{}\n",
      from.version.empty() ? "" : fmt::format(" (surgeline {})", from.version),
      fence,
      commands,
      fence
  );
}

}  // namespace

std::string escape_markdown(std::string_view text) {
  std::string escaped;
  for (const char c : whole_characters(printable(text))) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      if (std::string_view{"\\`*_[]|#~>"}.find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

std::string markdown_report(std::span<const execution> all, const invocation& from) {
  const auto summaries = summarise(all);
  if (summaries.empty()) return "# Nothing was carried out\n";
  const scenario::about& head = all.front().record.file.head;
  std::string page = fmt::format("# {}\n", escape_markdown(headline_of(all, summaries)));
  if (!head.title.empty()) page += fmt::format("\n{}\n", escape_markdown(head.title));
  if (!head.hypothesis.empty()) page += fmt::format("\n> {}\n", escape_markdown(head.hypothesis));
  page += summaries_table(summaries) + accords_table(all);
  for (const summary& each : summaries) {
    if (summaries.size() <= most_told || !is_as_expected(each)) page += told_at_length(all, each);
  }
  return page + repeating(all, summaries, from);
}

}  // namespace surgeline::report
