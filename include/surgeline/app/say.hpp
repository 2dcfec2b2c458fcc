#pragma once

#include <string>

namespace surgeline::app {

/// The program's voice while it serves: one line, at once, also in a pipe.
void say(const std::string& sentence);

}  // namespace surgeline::app
