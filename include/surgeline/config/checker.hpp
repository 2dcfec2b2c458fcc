#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace surgeline::config {

class reader;
struct value;

/// How a struct's `check` says what is wrong across its keys.
class checker {
 public:
  checker(reader& in, const value& checked) : in_(in), checked_(checked) {}

  /// A problem at the place of a key (`"retry.base"` for one in a sub-table); if the user did not
  /// write the key, at the table.
  void problem(std::string_view key, std::string what, std::string remedy = {});
  /// Whether the user wrote the key.
  bool given(std::string_view key) const;
  /// A problem unless exactly one of the keys was written.
  void exactly_one(std::initializer_list<std::string_view> keys);
  /// A problem if more than one of the keys was written.
  void at_most_one(std::initializer_list<std::string_view> keys);
  /// A problem if some of the keys were written and some were not.
  void together(std::initializer_list<std::string_view> keys);
  /// The table as the user knows it: `[[fault]] "stock-unavailable"`.
  std::string name() const;

 private:
  reader& in_;
  const value& checked_;
};

}  // namespace surgeline::config
