#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "surgeline/config/value.hpp"
#include "surgeline/scenario/read.hpp"

namespace surgeline::scenario {

/// A file with the tree it was read from, so that what is wrong with the values can be shown where it was written.
struct reading {
  const file& values;
  const config::value& tree;
  purpose what_for;
  bool clean;  ///< every value could be read; else checks keep to what cannot be a consequence
  problems& found;

  /// A problem with the value at the end of a path, or with the table it is missing from.
  void problem(std::initializer_list<config::step> at, std::string what, std::string remedy = {})
      const {
    const config::value* written = config::find_path(tree, at);
    found.add(
        written != nullptr ? written->where : config::place_of(tree, at),
        std::move(what),
        std::move(remedy)
    );
  }
};

/// Every name must be somebody's, and nobody may share one.
void check_references(const reading& of);
/// Phases, faults and what is judged must fit one another.
void check_timeline(const reading& of);
/// Metrics must exist, and their limits must make sense.
void check_judgement(const reading& of);

}  // namespace surgeline::scenario
