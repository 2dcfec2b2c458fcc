#pragma once

#include <string>

#include "surgeline/report/accord.hpp"

namespace surgeline::report {

/// An agreement of the engines in words, the same in every table.
struct accord_words {
  std::string reference, run, sim, difference, within, margin;
  std::string answer;  ///< `✔ yes`, `✘ no`, `– too few seeds`
};

accord_words words_of(const accord& of);

}  // namespace surgeline::report
