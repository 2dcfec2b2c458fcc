#pragma once

#include <string>

namespace surgeline::app {

/// Writes a file that an option names, and makes the folder it is in. Says so when it cannot, and returns false.
bool write_file(const char* option, const std::string& path, const std::string& text);

}  // namespace surgeline::app
