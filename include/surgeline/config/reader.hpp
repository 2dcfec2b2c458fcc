#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "surgeline/config/checker.hpp"
#include "surgeline/config/sources.hpp"
#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// What codecs read with: it knows where in the tree they are, so that messages can say it.
class reader {
 public:
  /// Where `found` has a problem already, nothing more is said: a variable that does not exist is
  /// not of the wrong type as well.
  explicit reader(problems& found, sources files = {});

  /// One step down the tree, taken back at the end of its scope.
  class [[nodiscard]] scope {
   public:
    explicit scope(reader& in) : in_(in) {}
    ~scope() { in_.path_.pop_back(); }
    scope(const scope&) = delete;
    scope& operator=(const scope&) = delete;

   private:
    reader& in_;
  };
  scope enter(std::string_view key, const value& to);
  scope enter(std::size_t index, const value& to);

  /// "`timeout` wants a duration such as "250ms", not the integer 250"; always false.
  bool wrong(const value& at, std::string_view wanted, std::string remedy = {});
  /// A problem at a value: "`attempts` must be at least 1" for `must be at least 1`; always false.
  bool reject(const value& at, std::string_view predicate, std::string remedy = {});
  /// Any problem anywhere; always false.
  bool problem(place at, std::string what, std::string remedy = {});

  /// The innermost key; empty at the root.
  std::string_view key() const;
  /// What is being read: "`timeout`", "entry 2 of `during`".
  std::string subject() const;
  /// The innermost table as the user knows it: `[recovery]`, `[[fault]] "late"`, `retry of
  /// [[policy]] "naive"`; empty for the whole file.
  std::string table_name() const;
  /// The same after a preposition: ` in [recovery]`; empty for the whole file.
  std::string in_table() const;
  /// How many problems there are so far.
  std::size_t count() const { return count_; }
  const sources& files() const { return files_; }

 private:
  struct level {
    std::string_view key;  ///< of the table above
    std::size_t index = 0;
    bool is_index = false;
    const value* at = nullptr;
  };
  std::string name_of_level(std::size_t depth) const;
  const std::string& id_in(const level& list, std::size_t index) const;

  problems& found_;
  sources files_;
  std::unordered_set<std::string> known_;  ///< places that had problems before
  std::size_t count_ = 0;
  std::vector<level> path_;
  mutable const array* named_ = nullptr;  ///< the list that `ids_` belongs to
  mutable std::vector<std::string> ids_;
};

/// One table while its keys are read: knows which of them mean something.
class table_reader {
 public:
  /// A problem unless `from` is a table.
  table_reader(reader& in, const value& from, std::string_view wanted);
  explicit operator bool() const { return table_ != nullptr; }
  reader& in() { return in_; }

  /// The value of a known key, or null; null with a problem when it is required and absent.
  const value* take(std::string_view key, bool required, std::string_view help);
  /// A key that only another kind knows.
  void belongs(std::string_view key, std::string_view tag, std::string_view kind);
  /// A key that is reserved.
  void plan(std::string_view key) { planned_.push_back(key); }
  /// Keys are not judged any more: what kind of table this is stays unknown.
  void accept_any() { any_ = true; }
  /// Required keys may be absent: a preset filled them.
  void excuse() { excused_ = true; }
  bool excused() const { return excused_; }
  /// Runs when all keys are read, if there was no problem.
  void later(std::function<void(checker&)> check) { checks_.push_back(std::move(check)); }
  /// Judges the keys, runs the checks; true if the table had no problem.
  bool close();

 private:
  struct foreign {
    std::string_view key, tag, kind;
  };
  void judge(const entry& written);

  reader& in_;
  const value& from_;
  const table* table_;
  std::size_t before_;
  std::vector<std::string_view> known_;
  std::vector<std::string_view> planned_;
  std::vector<foreign> foreign_;
  std::vector<std::function<void(checker&)>> checks_;
  bool any_ = false;
  bool excused_ = false;
};

/// A problem for every id that two tables of a list share.
void check_ids(const array& elements, reader& in);

}  // namespace surgeline::config
