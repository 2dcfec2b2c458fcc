#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <regex>

#include "repo/repository.hpp"

namespace surgeline::repo {
namespace {

constexpr auto table_of_words = "tests/repo/forbidden_words.toml";

void find_in(
    const source_file& file,
    const std::regex& pattern,
    const std::string& why,
    findings& found
) {
  std::size_t number = 0;
  for (const auto& line : file.lines()) {
    ++number;
    if (std::regex_search(line, pattern)) found.add(file.path, number, why);
  }
}

TEST(Words, NameNoMachineAndNoRegistry) {
  findings found;
  const auto table = toml::parse(text_of(table_of_words));
  for (const auto& row : *table["word"].as_array()) {
    const auto& word = *row.as_table();
    for (const auto& pattern : *word["patterns"].as_array()) {
      const std::regex expression(pattern.value_or<std::string>(""));
      for (const auto& file : files()) {
        if (file.path != table_of_words)
          find_in(file, expression, word["why"].value_or<std::string>(""), found);
      }
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

}  // namespace
}  // namespace surgeline::repo
