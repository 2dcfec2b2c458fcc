#pragma once

#include <cstddef>
#include <limits>

namespace surgeline::report {

/// The columns there are for lines. A terminal has as many for all (40 … 200; others are taken as the nearest): rows of
/// tables lose columns or are cut. A pipe takes rows of any length, and sentences are wrapped all the same.
struct room {
  std::size_t sentences;
  std::size_t rows;

  /// A terminal of that many columns.
  room(std::size_t columns);
  static room pipe() { return {100, std::numeric_limits<std::size_t>::max()}; }

 private:
  room(std::size_t for_sentences, std::size_t for_rows)
      : sentences(for_sentences), rows(for_rows) {}
};

}  // namespace surgeline::report
