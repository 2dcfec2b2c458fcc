#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "paint.hpp"
#include "surgeline/report/contrast.hpp"
#include "surgeline/report/room.hpp"

namespace surgeline::report {

/// A difference as cells below `heads_of_contrast`; the first marks what is beyond noise.
std::vector<std::string> cells_of(const contrast_row& of);
inline const std::vector<std::string>
    heads_of_contrast{"", "", "A", "B", "B − A", "interval", "p", "sample"};

/// What the correction for many comparisons means.
std::string correction_in_words(std::size_t tests);

/// The lines of a comparison under construction.
class contrast_sheet {
 public:
  contrast_sheet(room wide, bool colour) : wide_(wide), colour_(colour) {}

  void blank() { lines_.emplace_back(); }
  void add(const painted_line& line) { lines_.push_back(line.text(wide_.rows, colour_)); }
  void say(const std::string& text, hue how = hue::plain);
  /// What the two are called.
  void add_names(const std::string& first, const std::string& second);
  /// What was asked for differently.
  void add_asked(const std::vector<asked_difference>& all);
  /// Rows of cells; those from `first_right` on are aligned right, and the first marks what differs.
  void table(
      const std::vector<std::string>& heads,
      const std::vector<std::vector<std::string>>& rows,
      std::size_t first_right
  );
  /// The sum of it in a line.
  void say_how_many(std::size_t differing, std::size_t tests);
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  room wide_;
  bool colour_;
  std::vector<std::string> lines_;
};

}  // namespace surgeline::report
