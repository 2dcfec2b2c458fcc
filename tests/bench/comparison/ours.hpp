#pragma once

#include <memory>

#include "surgeline/fault/plan.hpp"
#include "surgeline/traffic/proxy_options.hpp"

namespace surgeline::bench {

/// The rest of a process's life: this project's proxy on one worker, with that plan armed or with nothing.
[[noreturn]] void serve_ours(
    traffic::proxy_options options,
    std::shared_ptr<const fault::plan> armed = nullptr
);

}  // namespace surgeline::bench
