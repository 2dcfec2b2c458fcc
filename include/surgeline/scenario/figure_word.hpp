#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "surgeline/measure/metric.hpp"

namespace surgeline::scenario {

/// A number of a whole execution, or of several, that has a word of its own beside the metrics.
struct figure_word {
  std::string_view name;
  measure::dimension measures;
};

/// What a sweep and an agreement of engines may be about.
inline constexpr std::array figure_words{
    figure_word{"recovery_seconds", measure::dimension::seconds},
    figure_word{"goodput_share", measure::dimension::share},
    figure_word{"amplification", measure::dimension::ratio},
    figure_word{"peak_amplification", measure::dimension::ratio},
    figure_word{"wasted_share", measure::dimension::share},
};

/// What only a sweep may be about: shares of the seeds of a point, and its surge margin.
inline constexpr std::array point_words{
    figure_word{"p_pass", measure::dimension::share},
    figure_word{"p_metastable", measure::dimension::share},
    figure_word{"margin", measure::dimension::number},
};

/// What the number behind a word or a metric means; empty if there is none.
std::optional<measure::dimension> dimension_of(std::string_view name);

}  // namespace surgeline::scenario
