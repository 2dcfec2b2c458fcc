#pragma once

#include "surgeline/config/json.hpp"  // IWYU pragma: export
#include "surgeline/config/toml.hpp"  // IWYU pragma: export
