#include "surgeline/scenario/figure_word.hpp"

#include <algorithm>

namespace surgeline::scenario {

std::optional<measure::dimension> dimension_of(std::string_view name) {
  const auto word = std::ranges::find(figure_words, name, &figure_word::name);
  if (word != figure_words.end()) return word->measures;
  const auto of_point = std::ranges::find(point_words, name, &figure_word::name);
  if (of_point != point_words.end()) return of_point->measures;
  const auto path = measure::metric_path::parse(name);
  return path ? std::optional{path->what->measures} : std::nullopt;
}

}  // namespace surgeline::scenario
