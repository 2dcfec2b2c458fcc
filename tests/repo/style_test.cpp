#include <fmt/format.h>
#include <gtest/gtest.h>

#include "repo/cpp_text.hpp"
#include "repo/repository.hpp"

namespace surgeline::repo {
namespace {

constexpr std::size_t longest_file = 300;
constexpr std::size_t longest_function = 60;

/// Everything that people write and read as code.
std::vector<source_file> code_files() {
  auto all = cpp_files();
  for (const auto& file : files()) {
    const bool code = file.path == "dev" || file.path == "CMakeLists.txt" ||
                      file.path.ends_with(".cmake") || file.path.ends_with(".sh");
    if (code) all.push_back(file);
  }
  return all;
}

/// True when the line above starts with `///`.
bool is_documented(const std::vector<std::string>& lines, std::size_t line) {
  if (line < 2) return false;
  const auto& above = lines[line - 2];
  const auto from = above.find_first_not_of(' ');
  return from != std::string::npos && above.compare(from, 3, "///") == 0;
}

TEST(Style, KeepsFilesUnder300Lines) {
  findings found;
  for (const auto& file : code_files()) {
    const auto lines = file.lines().size();
    if (lines > longest_file)
      found.add(
          file.path,
          lines,
          fmt::format("a file has at most {} lines: split it", longest_file)
      );
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Style, KeepsFunctionsUnder60Lines) {
  findings found;
  for (const auto& file : cpp_files()) {
    for (const auto& each : blocks(file.text)) {
      if (each.kind != block_kind::function || each.length() <= longest_function) continue;
      const auto head = each.head.substr(0, each.head.find('\n'));
      found.add(
          file.path,
          each.first_line,
          fmt::format(
              "`{}` has {} lines; a function has at most {}",
              head,
              each.length(),
              longest_function
          )
      );
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Style, StartsEveryHeaderWithPragmaOnce) {
  findings found;
  for (const auto& file : cpp_files()) {
    if (!file.path.ends_with(".hpp")) continue;
    if (!file.text.starts_with("#pragma once\n"))
      found.add(file.path, 1, "a header starts with `#pragma once`");
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Style, DocumentsEveryPublicType) {
  findings found;
  for (const auto& file : files_under("include", {".hpp"})) {
    const auto lines = file.lines();
    for (const auto& type : public_types(file.text)) {
      if (is_documented(lines, type.first_line)) continue;
      found.add(
          file.path,
          type.first_line,
          fmt::format("`{}` lacks its `///` sentence", type.head.substr(0, type.head.find('\n')))
      );
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

}  // namespace
}  // namespace surgeline::repo
