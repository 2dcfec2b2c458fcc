#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace surgeline::fault {

/// What a whole text is held against: the same text, a glob, or a regular expression. Made once; matching takes time linear
/// in the text, whoever wrote it, and allocates nothing. Texts are bytes.
class pattern {
 public:
  /// The text itself.
  static pattern text(std::string same);
  /// `*` is anything within a segment of a path, `**` across segments.
  static pattern glob(std::string_view of);
  /// A regular expression in the syntax of RE2; one that is not valid matches nothing.
  static pattern expression(std::string_view of);

  bool matches(std::string_view whole) const;

 private:
  std::string text_;
  std::shared_ptr<const re2::RE2> expression_;
};

/// What is wrong with a regular expression; nothing if it is one.
std::optional<std::string> problem_of_expression(std::string_view of);

}  // namespace surgeline::fault
