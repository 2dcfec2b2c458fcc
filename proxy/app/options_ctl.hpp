#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "surgeline/app/options.hpp"

namespace surgeline::app {

/// Where a sidecar listens that says nothing else.
endpoint usual_control();

/// The control address in what a flag was given; a usage error if it is none.
admin::control_address control_of(const std::string& flag, const std::string& url);

/// What a sidecar that speaks TLS has to show, and is shown.
void add_tls_options(CLI::App& to, options& asked);

/// What `ctl` takes on the command line.
void add_ctl_options(CLI::App& to, options& asked);

}  // namespace surgeline::app
