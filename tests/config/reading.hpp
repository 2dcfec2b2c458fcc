#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/print.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/config/read.hpp"

/// What the tests of this layer share: reading a text, and problems as one line each.
namespace surgeline::config {

/// A problem as `line:column what | remedy`; the pointer for JSON.
inline std::vector<std::string> lines(const problems& found) {
  std::vector<std::string> result;
  for (const problem& each : found.list()) {
    const std::string at = each.where.line != 0 ? std::to_string(each.where.line) + ":" +
                                                      std::to_string(each.where.column)
                                                : each.where.text();
    result.push_back(at + " " + each.what + (each.remedy.empty() ? "" : " | " + each.remedy));
  }
  return result;
}

/// The tree of a text that is right.
inline value tree(std::string_view toml) {
  problems found;
  auto root = from_toml(toml, "test.toml", found);
  if (!root) throw std::runtime_error(lines(found).at(0));
  return *root;
}

/// A `T` with what was wrong with it.
template <class T>
struct decoded {
  T value{};
  problems found;
  std::vector<std::string> what() const { return lines(found); }
};

/// A whole text decoded.
template <class T>
decoded<T> read(std::string_view toml, const sources& files = {}) {
  decoded<T> result;
  result.value = decode<T>(tree(toml), result.found, files);
  return result;
}

/// The value of the key `is` decoded: `only<duration>("is = '2s'")`.
template <class T>
struct only {
  T is{};
  static constexpr auto schema() {
    return describe("test", "One key.", required(&only::is, "is", "what is tested"));
  }
};

/// What is wrong with `is = …` for a `T`.
template <class T>
std::vector<std::string> problems_of(std::string_view text) {
  return read<only<T>>("is = " + std::string(text)).what();
}

/// The `T` that `is = …` says.
template <class T>
T value_of(std::string_view text) {
  const auto got = read<only<T>>("is = " + std::string(text));
  EXPECT_THAT(got.what(), ::testing::IsEmpty());
  return got.value.is;
}

}  // namespace surgeline::config
