#pragma once

#include <string>

#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::report {

/// What a service is able to do, in one line; of somebody else's nothing is known.
std::string place_text(const scenario::service& of);
/// What a daemon is able to do, and who waits for it when, in one line.
std::string place_text(const scenario::daemon& of);
/// What part of what is first full on a load's way the load takes, with warm caches and with cold ones, and whether its retries
/// alone could fill that. Empty where nobody knows.
std::string sizing_text(const scenario::file& of, const scenario::route& way);

}  // namespace surgeline::report
