#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/scenario/difference.hpp"

namespace surgeline::app {
namespace {

constexpr int differ = 1, unusable = 2;

/// One of the two that are compared.
struct side {
  std::string path, name;
  input of;
};

/// A file as it is, or one of its variants; empty, with the problems printed, when it cannot be read.
std::optional<side> side_of(
    const std::string& path,
    const std::string& variant,
    const options& asked
) {
  options one = asked;
  one.variant.reset();
  if (!variant.empty()) one.variant = variant;
  auto inputs = read_inputs(path, one, scenario::purpose::check);
  if (inputs.empty()) return {};
  return side{
      path,
      variant.empty() ? path : fmt::format("{} ({})", path, variant),
      std::move(inputs.front())
  };
}

bool is_of_variables(const scenario::difference& one) { return one.path.starts_with("vars."); }

/// The variables of both, as the first has them.
std::vector<scenario::assignment> variables_of(
    const side& first,
    const std::vector<scenario::difference>& all
) {
  std::vector<scenario::assignment> made;
  for (const scenario::difference& each : all) {
    if (!is_of_variables(each) || !each.first || !each.second) continue;
    const auto is = first.of.values.vars.find(each.path.substr(5));
    if (is != first.of.values.vars.end()) made.push_back({each.path, is->second});
  }
  return made;
}

/// Without what only follows from a variable: it is the same once the second has the variables of the first.
std::vector<scenario::difference> own_differences(
    const side& first,
    const side& second,
    const options& asked
) {
  const auto all = scenario::differences(first.of.values, second.of.values);
  const auto variables = variables_of(first, all);
  if (variables.empty()) return all;
  options of_second = asked;
  of_second.files = {second.path};
  problems ignored;
  auto same = read_point(second.of, of_second, variables, ignored);
  if (!same) return all;
  same->head.id = second.of.values.head.id;
  auto own = scenario::differences(first.of.values, *same);
  std::ranges::copy_if(all, std::back_inserter(own), is_of_variables);
  std::ranges::stable_sort(own, {}, &scenario::difference::path);
  return own;
}

/// Prints in what two differ, and returns the exit code.
int compare(const side& first, side second, const options& asked) {
  const auto is_named_by_file = [](const side& one) {
    return one.of.values.head.id == scenario::id_from_name(one.path);
  };
  if (is_named_by_file(first) && is_named_by_file(second))
    second.of.values.head.id = first.of.values.head.id;
  const auto found = own_differences(first, second, asked);
  if (found.empty()) fmt::print("{} and {}: no difference\n", first.name, second.name);
  for (const scenario::difference& each : found) fmt::print("{}\n", text_of(each));
  return found.empty() ? 0 : differ;
}

int unusable_because(const std::string& why) {
  fmt::print(stderr, "surgeline: --diff compares {}\n", why);
  return unusable;
}

/// The file as it is beside each of its variants.
int compare_variants(const options& asked) {
  const std::string& path = asked.files.front();
  const auto plain = side_of(path, "", asked);
  const auto all = read_inputs(path, asked, scenario::purpose::check);
  if (!plain || all.empty()) return unusable;
  int code = 0;
  for (const input& each : all) {
    fmt::print("{}:\n", each.variant);
    code = std::max(
        code,
        compare(*plain, {path, fmt::format("{} ({})", path, each.variant), each}, asked)
    );
  }
  return code;
}

}  // namespace

int diff(const options& asked) {
  const std::string variant = asked.variant.value_or("");
  const auto comma = variant.find(',');
  if (asked.files.size() == 1 && variant.empty())
    return unusable_because("two files, or a file and its --variant");
  if (asked.files.size() > 2) return unusable_because("two files, not more");
  if (asked.files.size() == 1 && variant == "all") return compare_variants(asked);
  const bool one_file = asked.files.size() == 1;
  const bool two_variants = comma != variant.npos;
  const std::string of_second = two_variants ? variant.substr(comma + 1) : variant;
  const std::string of_first = two_variants ? variant.substr(0, comma) : one_file ? "" : variant;
  const auto first = side_of(asked.files.front(), of_first, asked);
  auto second = side_of(asked.files.back(), of_second, asked);
  if (!first || !second) return unusable;
  return compare(*first, std::move(*second), asked);
}

}  // namespace surgeline::app
