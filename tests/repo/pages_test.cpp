#include <fmt/format.h>
#include <gtest/gtest.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "repo/markdown.hpp"
#include "repo/program.hpp"
#include "repo/repository.hpp"

namespace surgeline::repo {
namespace {

/// What `./dev docs` writes: topic of `surgeline docs`, page.
const std::map<std::string, std::string> generated_pages{
    {"faults", "docs/faults.md"},
    {"scenario", "docs/scenarios.md"},
    {"metrics", "docs/metrics.md"},
    {"api", "docs/api.md"},
    {"schema", "docs/scenario.schema.json"},
};

std::vector<source_file> pages() {
  auto all = files_under("docs", {".md"});
  for (const auto* path : {"README.md", "CHANGELOG.md"}) all.push_back({path, text_of(path)});
  return all;
}

/// Every test of ours as `Suite.Name`.
std::set<std::string> tests() {
  static const std::regex declared(R"(\bTEST(?:_[FP])?\(\s*(\w+),\s*(\w+)\s*\))");
  std::set<std::string> all;
  for (const auto& file : files_under("tests", {".cpp"})) {
    for (std::sregex_iterator next(file.text.begin(), file.text.end(), declared), end; next != end;
         ++next)
      all.insert((*next)[1].str() + "." + (*next)[2].str());
  }
  return all;
}

/// The tests that a line names: `Suite.Name` in backticks.
std::vector<std::string> tests_named_in(const std::string& line) {
  static const std::regex named("`([A-Z][A-Za-z0-9]*\\.[A-Z][A-Za-z0-9]*)`");
  std::vector<std::string> all;
  for (std::sregex_iterator next(line.begin(), line.end(), named), end; next != end; ++next)
    all.push_back((*next)[1].str());
  return all;
}

/// A file that lives as long as this.
class temporary_file {
 public:
  explicit temporary_file(const std::string& text)
      : path_(testing::TempDir() + fmt::format("surgeline-{}.toml", getpid())) {
    std::ofstream(path_) << text;
  }
  ~temporary_file() { std::filesystem::remove(path_); }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// True for a whole scenario file, as opposed to a fragment.
bool is_scenario(const fenced_block& block) {
  const auto from = block.text.find_first_not_of(" \n");
  return from != std::string::npos && block.text.compare(from, 10, "format = 1") == 0;
}

TEST(Pages, GeneratedOnesAreCurrent) {
  findings found;
  for (const auto& [topic, page] : generated_pages) {
    const auto now = run_program({"docs", topic});
    if (now.exit_code != 0) {
      found.add(
          page,
          0,
          fmt::format("`surgeline docs {}` exits {}: {}", topic, now.exit_code, now.output)
      );
    } else if (now.output != text_of(page)) {
      found.add(page, 0, "is not what the declarations say now; run ./dev docs");
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Pages, ContainOnlyTomlThatParses) {
  findings found;
  for (const auto& page : pages()) {
    for (const auto& block : fenced_blocks(page.text)) {
      if (block.language != "toml") continue;
      try {
        [[maybe_unused]] const auto table = toml::parse(block.text);
      } catch (const toml::parse_error& error) {
        found.add(page.path, block.line + error.source().begin.line - 1, error.description());
      }
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Pages, ShowOnlyScenariosThatPassCheck) {
  findings found;
  for (const auto& page : pages()) {
    for (const auto& block : fenced_blocks(page.text)) {
      if (block.language != "toml" || !is_scenario(block)) continue;
      const temporary_file file(block.text);
      const auto check = run_program({"check", file.path()});
      if (check.exit_code != 0) {
        found.add(
            page.path,
            block.line,
            fmt::format("`surgeline check` exits {}:\n{}", check.exit_code, check.output)
        );
      }
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Pages, LinkOnlyToFilesThatExist) {
  findings found;
  for (const auto& page : pages()) {
    for (const auto& link : file_links(page.text)) {
      if (std::filesystem::exists(root() / page.folder() / link.target)) continue;
      found.add(page.path, link.line, fmt::format("there is no {}", link.target));
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Pages, NameOnlyTestsThatExist) {
  findings found;
  const auto known = tests();
  for (const auto& page : pages()) {
    std::size_t number = 0;
    for (const auto& line : page.lines()) {
      ++number;
      for (const auto& name : tests_named_in(line)) {
        if (!known.contains(name)) found.add(page.path, number, "there is no test " + name);
      }
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Pages, NameATestForEveryLimitOfNeutrality) {
  const std::string page = "docs/neutrality.md";
  findings found;
  std::size_t number = 0, rows = 0;
  for (const auto& line : source_file{page, text_of(page)}.lines()) {
    ++number;
    const bool row = line.starts_with("| ") && !line.starts_with("| what can be noticed");
    rows += row ? 1 : 0;
    if (row && tests_named_in(line).empty()) found.add(page, number, "names no test that shows it");
  }
  EXPECT_TRUE(found.none()) << found;
  EXPECT_GT(rows, 0);
}

TEST(Scenarios, AllPassCheck) {
  findings found;
  const auto scenarios = files_under("scenarios", {".toml"});
  for (const auto& file : scenarios) {
    const auto check = run_program({"check", file.path});
    if (check.exit_code != 0) {
      found.add(
          file.path,
          0,
          fmt::format("`surgeline check` exits {}:\n{}", check.exit_code, check.output)
      );
    }
  }
  EXPECT_TRUE(found.none()) << found;
  EXPECT_FALSE(scenarios.empty());
}

TEST(Scenarios, AllStandOnThePageThatSaysWhatTheyAreAfter) {
  findings found;
  const std::string page = "docs/scenarios-shipped.md", text = text_of(page);
  for (const auto& file : files_under("scenarios", {".toml"})) {
    if (text.find("(../" + file.path + ")") == std::string::npos)
      found.add(file.path, 0, "is not on " + page);
  }
  EXPECT_TRUE(found.none()) << found;
}

}  // namespace
}  // namespace surgeline::repo
