#pragma once

#include <istream>
#include <map>
#include <string>

namespace surgeline::bench {

/// What callgrind has counted, by the source file whose lines it was spent on, inlined ones too.
std::map<std::string, double> costs_by_file(std::istream& output);

}  // namespace surgeline::bench
