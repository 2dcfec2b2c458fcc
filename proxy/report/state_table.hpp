#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "paint.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/report/room.hpp"

namespace surgeline::report {

/// The list under a key; empty if there is none.
const config::array& list_in(const config::value& of, const char* key);

/// A value as people read it: texts and numbers as they are, lists with commas, `-` for nothing.
std::string shown(const config::value* what);
template <class... Steps>
std::string at(const config::value& in, Steps... path) {
  return shown(config::find(in, path...));
}

/// Bytes in the unit that needs at most four digits.
std::string bytes_at(const config::value& in, const char* key);

/// One row of a table, its first cell in a colour of its own.
struct row {
  std::vector<std::string> cells;
  hue how = hue::plain;
};

/// Rows under heads, each column as wide as it has to be.
void add_table(
    const std::vector<std::string>& heads,
    const std::vector<row>& rows,
    room wide,
    bool colour,
    std::vector<std::string>& into
);

/// What a fault of a state is on: proxies, or a daemon.
std::string targets_of(const config::value& fault);
/// A fault of a state, as a row under `fault_heads`.
row fault_row(const config::value& one);
extern const std::vector<std::string> fault_heads;

}  // namespace surgeline::report
