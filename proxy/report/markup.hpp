#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace surgeline::report {

/// HTML or SVG under construction. Texts and attribute values are escaped here, and nowhere else.
class markup {
 public:
  /// The name of an attribute and its value.
  using attribute = std::pair<std::string_view, std::string>;
  using attributes = std::initializer_list<attribute>;

  /// Opens an element, until `close`.
  markup& open(std::string_view tag, attributes with = {});
  /// Closes the innermost open element.
  markup& close();
  /// Adds text.
  markup& text(std::string_view what);
  /// Adds an element with text in it.
  markup& leaf(std::string_view tag, std::string_view what, attributes with = {});
  /// Adds an element without content: of HTML (`<br>`), or of SVG (`<path/>`).
  markup& empty(std::string_view tag, attributes with = {});
  /// Adds markup that is finished.
  markup& raw(std::string_view done);

  /// What was made; every element must be closed.
  std::string take();

 private:
  void start(std::string_view tag, attributes with);

  std::string made_;
  std::vector<std::string> open_;
};

}  // namespace surgeline::report
