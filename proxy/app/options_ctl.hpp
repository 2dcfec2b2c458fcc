#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "surgeline/app/options.hpp"

namespace surgeline::app {

/// Where a sidecar listens that says nothing else.
endpoint usual_control();

/// The control address in what a flag was given; a usage error if it is none.
endpoint control_of(const std::string& flag, const std::string& url);

/// What `ctl` takes on the command line.
void add_ctl_options(CLI::App& to, options& asked);

}  // namespace surgeline::app
