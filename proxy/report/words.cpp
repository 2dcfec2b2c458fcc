#include "words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "surgeline/scenario/figure_word.hpp"

namespace surgeline::report {
namespace {

/// First letters up, a full stop at the end; a name that a reason starts with stays as it is.
std::string sentence(std::string text) {
  if (text.empty()) return text;
  const bool starts_with_name = text.find(':') < text.find(' ');
  if (!starts_with_name && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  if (text.back() != '.') text += '.';
  return text;
}

std::string counted(const auto& verdicts) {
  std::string text;
  for (const auto& [kind, count] : verdicts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", config::name_of(kind), count);
  return text;
}

}  // namespace

std::string verdicts_in_words(const summary& of) {
  if (of.verdicts.size() == 1) return std::string{config::name_of(of.verdicts.front().first)};
  return counted(of.verdicts);
}

std::string verdicts_in_words(const sweep_row& of) { return counted(of.verdicts); }

std::string name_in_words(const execution& of) {
  const std::string& name = of.record.variant.empty() ? of.record.file.head.id : of.record.variant;
  return fmt::format("{}{}{}", name, name.empty() ? "" : " · ", name_of(of.record.engine));
}

std::string expectation_in_words(const execution& of) {
  if (of.as_expected()) return ", as expected";
  return fmt::format(", though {} was expected", config::name_of(of.expected));
}

std::vector<std::string> reasons_in_words(const execution& of) {
  std::vector<std::string> decided, others;
  for (const scenario::reason& each : of.judgement.verdict.reasons) {
    const bool decides = each.speaks_for == of.judgement.verdict.kind;
    (decides ? decided : others).push_back(sentence(each.text));
  }
  decided.insert(decided.end(), others.begin(), others.end());
  return decided;
}

std::string goodput_in_words(const summary& of) {
  if (of.goodput_before.count == 0 || of.goodput_after.count == 0) return no_number;
  const auto number = [](const spread& one) { return text_of_number(std::round(one.median)); };
  std::string text = number(of.goodput_before) + " → ";
  if (of.goodput_in_faults.count > 0) text += number(of.goodput_in_faults) + " → ";
  return text + text_of_rate(std::round(of.goodput_after.median));
}

std::string_view words_for(std::string_view name) {
  if (name == "recovery_seconds") return "back after";
  if (name == "goodput_share") return "goodput kept";
  if (name == "peak_amplification") return "peak amplification";
  if (name == "wasted_share") return "wasted";
  if (name == "p_pass") return "P(pass)";
  if (name == "p_metastable") return "P(metastable)";
  return name;
}

number_text text_for(std::string_view name) {
  return text_for(scenario::dimension_of(name).value_or(measure::dimension::ratio));
}

number_text text_for(measure::dimension of) {
  using measure::dimension;
  switch (of) {
    case dimension::seconds:
      return text_of_seconds;
    case dimension::share:
      return text_of_share;
    case dimension::per_second:
      return text_of_rate;
    case dimension::number:
      return text_of_number;
    case dimension::ratio:
      break;
  }
  return text_of_ratio;
}

}  // namespace surgeline::report
