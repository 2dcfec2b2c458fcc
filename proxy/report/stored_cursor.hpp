#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::report {

/// A place in JSON that is expected to have a certain shape. The first that has not is noted, and everything reads as nothing
/// from there.
class cursor {
 public:
  /// `wrong` is where the first misfit is noted: `/executions/0/seed is missing`.
  cursor(const boost::json::value& root, std::string& wrong) : is_(&root), wrong_(&wrong) {}

  /// What is under a key, which has to be there.
  cursor at(std::string_view key) const;
  /// What is under a key, if it is there and not null.
  std::optional<cursor> find(std::string_view key) const;
  /// The elements of a list.
  std::vector<cursor> items() const;
  /// The keys of an object with what is under them.
  std::vector<std::pair<std::string, cursor>> fields() const;

  std::string text() const;
  double number() const;
  /// A number, or nothing for null.
  std::optional<double> maybe_number() const;
  std::uint64_t count() const;
  bool truth() const;
  std::string text(std::string_view key) const { return at(key).text(); }
  std::optional<double> maybe_number(std::string_view key) const { return at(key).maybe_number(); }

  /// Notes that it is not what was expected.
  void note(const char* what) const;

 private:
  cursor(const boost::json::value* is, std::string pointer, std::string* wrong)
      : is_(is), pointer_(std::move(pointer)), wrong_(wrong) {}

  const boost::json::value* is_;  // null behind a misfit
  std::string pointer_;
  std::string* wrong_;
};

}  // namespace surgeline::report
