#include "bounds_text.hpp"

namespace surgeline::config {

template <class Limit>
bool keeps(Limit got, const bounds<Limit>& within) {
  return !(within.min && got < *within.min) && !(within.max && got > *within.max) &&
         !(within.above && got <= *within.above) && !(within.below && got >= *within.below);
}

template <class Limit>
std::string in_words(const bounds<Limit>& within, limit_text<Limit> text) {
  if (within.min && within.max && *within.min == *within.max) return text(*within.min);
  if (within.min && within.max) return "from " + text(*within.min) + " to " + text(*within.max);
  std::string words;
  const auto add = [&](const char* relation, const std::optional<Limit>& limit) {
    if (limit) words += (words.empty() ? "" : " and ") + (relation + text(*limit));
  };
  add("at least ", within.min);
  add("more than ", within.above);
  add("at most ", within.max);
  add("less than ", within.below);
  return words;
}

template <class Limit>
std::string in_symbols(const bounds<Limit>& within, limit_text<Limit> text) {
  if (within.min && within.max) return text(*within.min) + ".." + text(*within.max);
  std::string symbols;
  const auto add = [&](const char* relation, const std::optional<Limit>& limit) {
    if (limit) symbols += (symbols.empty() ? "" : ", ") + (relation + text(*limit));
  };
  add("≥ ", within.min);
  add("> ", within.above);
  add("≤ ", within.max);
  add("< ", within.below);
  return symbols;
}

bounds<duration> with_zero(bounds<duration> within) {
  if (!within.min && !within.above && !within.negative) within.min = duration{};
  return within;
}

template bool keeps(std::int64_t, const bounds<std::int64_t>&);
template bool keeps(double, const bounds<double>&);
template bool keeps(duration, const bounds<duration>&);
template std::string in_words(const bounds<std::int64_t>&, limit_text<std::int64_t>);
template std::string in_words(const bounds<double>&, limit_text<double>);
template std::string in_words(const bounds<duration>&, limit_text<duration>);
template std::string in_symbols(const bounds<std::int64_t>&, limit_text<std::int64_t>);
template std::string in_symbols(const bounds<double>&, limit_text<double>);
template std::string in_symbols(const bounds<duration>&, limit_text<duration>);

}  // namespace surgeline::config
