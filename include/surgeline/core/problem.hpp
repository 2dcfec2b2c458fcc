#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace surgeline {

/// Where in something the user wrote: a file with line and column (from 1, columns in code points), or a JSON pointer.
struct place {
  std::string file;
  std::uint32_t line = 0;    ///< 0: the whole file
  std::uint32_t column = 0;  ///< 0: the whole line
  std::uint32_t length = 1;  ///< code points to underline
  std::string pointer;       ///< JSON pointer, for values that came in as JSON

  /// The JSON pointer, or as much of `file:line:column` as is known.
  std::string text() const;
  bool operator==(const place&) const = default;
};

/// Something wrong in what the user wrote: where, what, and the nearest right thing.
struct problem {
  place where;
  std::string what;
  std::string
      remedy;  ///< "did you mean `probability`?", or a help sentence ("note: …" is shown as one); may be empty
  bool operator==(const problem&) const = default;
};

/// All problems of one input, in the order of their places.
class problems {
 public:
  void add(place where, std::string what, std::string remedy = {});
  /// Adds others, in their order.
  void add(const problems& others);
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  const std::vector<problem>& list() const { return list_; }
  /// Orders by file, line, column; equal ones once.
  void sort();

 private:
  std::vector<problem> list_;
};

/// A problem as a person reads it: `place: error: what`, the source line with carets under the place, and the remedy:
/// beside the carets if it starts with "did you mean" or "one of", else on a line of its own. Ends with a newline.
/// `source` is the text of the file (empty: no source line is shown). `colour` adds ANSI colours.
/// Control characters are shown as `·`; a line of more than 120 columns is cut around the place.
std::string render(const problem& shown, std::string_view source, bool colour = false);

/// The candidate nearest to `word` (Damerau-Levenshtein, blind to case; the first of equals), if near enough to be a
/// likely slip: no more edits than a third of the longer word, or one.
std::optional<std::string> nearest(
    std::string_view word,
    const std::vector<std::string>& candidates
);

/// "did you mean `x`?" for the nearest candidate; else "one of `a`, `b`, `c`"; empty without candidates.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace surgeline
