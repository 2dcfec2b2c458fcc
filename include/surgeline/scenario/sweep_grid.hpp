#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "surgeline/scenario/read.hpp"
#include "surgeline/scenario/sweep.hpp"

namespace surgeline::scenario {

/// A point of a sweep: what it sets, and where it lies.
struct grid_point {
  std::vector<std::size_t> at;    ///< which value of each axis
  std::vector<std::string> text;  ///< those values, as a file says them
  std::vector<assignment> sets;   ///< with what moves along
};

/// The values of an axis: those written, or the steps of its range; none where they are looked for.
std::vector<config::value> values_of(const axis& of);

/// What a point sets, as `load.users.policy=naive, service.db.replicas=2`.
std::string text_of(const sweep& of, const grid_point& at);

/// Every value of one axis with every value of the others, the last one changing fastest. An axis that is searched is left out.
std::vector<grid_point> grid_of(const sweep& of);

}  // namespace surgeline::scenario
