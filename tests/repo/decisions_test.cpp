#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <algorithm>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "repo/cpp_text.hpp"
#include "repo/repository.hpp"

namespace surgeline::repo {
namespace {

toml::table decisions() { return toml::parse(text_of("tests/repo/decisions.toml")); }

std::vector<std::string> texts(const toml::node* list) {
  std::vector<std::string> all;
  for (const auto& item : *list->as_array()) all.push_back(item.value_or<std::string>(""));
  return all;
}

/// Headers and sources of some layers.
std::vector<source_file> files_of(const std::vector<std::string>& layers) {
  std::vector<source_file> all;
  for (const auto& layer : layers) {
    for (const auto& folder : {"include/surgeline/" + layer, "proxy/" + layer}) {
      std::ranges::move(files_under(folder, {".hpp", ".cpp"}), std::back_inserter(all));
    }
  }
  return all;
}

/// Adds to `reached` the headers of ours that `text` includes, and theirs.
void follow(const std::string& text, std::set<std::string>& reached) {
  for (const auto& include : includes(text)) {
    const auto path = "include/" + include.path;
    const auto header = text_of(path);
    if (!header.empty() && reached.insert(path).second) follow(header, reached);
  }
}

std::set<std::string> reach_of(const std::vector<std::string>& layers) {
  std::set<std::string> reached;
  for (const auto& file : files_of(layers)) follow(file.text, reached);
  return reached;
}

void find_decisions(const source_file& file, const toml::table& decision, findings& found) {
  const auto rule = fmt::format(
      "decides {}; {}",
      decision["what"].value_or<std::string>(""),
      decision["instead"].value_or<std::string>("")
  );
  for (const auto& pattern : texts(decision.get("patterns"))) {
    const std::regex expression(pattern);
    std::istringstream code(code_only(file.text));
    std::size_t number = 0;
    for (std::string line; std::getline(code, line);) {
      ++number;
      std::smatch match;
      if (std::regex_search(line, match, expression)) {
        found.add(file.path, number, fmt::format("`{}`: {}", match.str(), rule));
      }
    }
  }
}

TEST(Decisions, AreNotMadeWhereTheyAreCarriedOut) {
  const auto table = decisions();
  findings found;
  for (const auto& file : files_of(texts(table.get("carriers")))) {
    for (const auto& decision : *table["decision"].as_array()) {
      find_decisions(file, *decision.as_table(), found);
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Decisions, AreTheSameCodeInBothEngines) {
  const auto table = decisions();
  findings found;
  for (const auto& row : *table["shared"].as_array()) {
    const auto& shared = *row.as_table();
    const auto layer = shared["layer"].value_or<std::string>("");
    for (const auto& side : *shared["sides"].as_array()) {
      const auto names = texts(&side);
      const auto reached = reach_of(names);
      for (const auto& header : files_under("include/surgeline/" + layer, {".hpp"})) {
        if (reached.contains(header.path)) continue;
        found.add(
            header.path,
            0,
            fmt::format(
                "is not reached from {}: the engines decide with different code",
                fmt::join(names, ", ")
            )
        );
      }
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Decisions, ArePatternsThatFindWhatTheyShould) {
  const source_file sample{
      "sample",
      "if (dice.draw(a, b, c) < fault.probability) wait(backoff);  // jitter\n"
  };
  const auto table = decisions();
  std::size_t hits = 0;
  for (const auto& decision : *table["decision"].as_array()) {
    findings one;
    find_decisions(sample, *decision.as_table(), one);
    hits += one.none() ? 0 : 1;
  }
  EXPECT_EQ(hits, 3);
}

}  // namespace
}  // namespace surgeline::repo
