#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::repo {

/// One file of the repository; `path` is relative to its root.
struct source_file {
  std::string path;
  std::string text;

  std::string folder() const;  ///< `include/surgeline/fault` of `include/surgeline/fault/plan.hpp`
  std::string stem() const;    ///< `plan`
  std::string layer() const;   ///< `fault`; empty outside include/surgeline/, proxy/ and tests/
  std::vector<std::string> lines() const;
};

/// What a check found; a test fails with all of it, a line each.
class findings {
 public:
  void add(std::string_view path, std::size_t line, std::string_view rule);
  bool none() const { return lines_.empty(); }
  friend std::ostream& operator<<(std::ostream& out, const findings& found);

 private:
  std::vector<std::string> lines_;
};

/// Where the repository lies.
std::filesystem::path root();

/// Every text file of ours: no build products, nothing of git's own.
const std::vector<source_file>& files();

/// Those under `folder` whose names end in one of `endings`.
std::vector<source_file> files_under(
    std::string_view folder,
    const std::vector<std::string>& endings
);

/// The C++ files: headers and sources of the layers, and the tests.
std::vector<source_file> cpp_files();

/// The text of one file; empty if there is none.
std::string text_of(std::string_view path);

}  // namespace surgeline::repo
