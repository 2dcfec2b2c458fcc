#pragma once

#include "surgeline/app/options.hpp"

namespace CLI {
class App;
}

namespace surgeline::app {

/// A scenario, and what is changed about it: for `run`, `sim`, `margin` and `sweep`.
void add_file_options(CLI::App& to, options& asked);
/// How many simulations go on at once.
void add_threads_option(CLI::App& to, options& asked);
/// What `margin`, `sweep`, `check` and `report` take.
void add_margin_options(CLI::App& to, options& asked);
void add_sweep_options(CLI::App& to, options& asked);
void add_check_options(CLI::App& to, options& asked);
void add_report_options(CLI::App& to, options& asked);

}  // namespace surgeline::app
