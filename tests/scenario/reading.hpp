#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/print.hpp"
#include "surgeline/scenario/read.hpp"

/// What the tests of reading share: a text read, and its problems as one line each.
namespace surgeline::scenario {

/// How a text is read in a test.
struct asked {
  purpose what_for = purpose::check;
  std::vector<std::string> set{};
  std::optional<std::string> variant{};
  std::optional<std::uint64_t> seed{};
  std::map<std::string, std::string, std::less<>> environment{};
  std::string name = "test.toml";
  std::map<std::string, std::string, std::less<>> files{};
};

inline std::optional<file> read_text(
    std::string_view text,
    problems& found,
    const asked& how = {}
) {
  const outside around{
      .variables = [&](std::string_view name) -> std::optional<std::string> {
        const auto is = how.environment.find(name);
        if (is == how.environment.end()) return {};
        return is->second;
      },
      .files = [&](std::string_view path) -> std::optional<std::string> {
        const auto is = how.files.find(path);
        if (is == how.files.end()) return {};
        return is->second;
      },
  };
  const written from{how.name, std::string{text}, how.set, how.variant, how.seed};
  return read(from, around, how.what_for, found);
}

/// The values of a text that is right.
inline file values(std::string_view text, const asked& how = {}) {
  problems found;
  auto made = read_text(text, found, how);
  EXPECT_TRUE(found.empty()) << testing::PrintToString(found);
  return made.value_or(file{});
}

/// What is wrong with a text, each thing as `line:column what | remedy`, or with its file instead of a line.
inline std::vector<std::string> said(std::string_view text, const asked& how = {}) {
  problems found;
  const auto made = read_text(text, found, how);
  EXPECT_EQ(made.has_value(), found.empty());
  std::vector<std::string> lines;
  for (const problem& each : found.list()) {
    const std::string at = each.where.line == 0 ? each.where.file
                                                : std::to_string(each.where.line) + ":" +
                                                      std::to_string(each.where.column);
    lines.push_back(at + " " + each.what + (each.remedy.empty() ? "" : " | " + each.remedy));
  }
  return lines;
}

/// A file that is right, to which a test adds one table: a service, a proxy before it, a policy, a load and four phases.
inline std::string shop(std::string_view more = {}) {
  return R"(format = 1
[[service]]
id = "shop"
[[proxy]]
id = "front"
from = ["users"]
upstream = { service = "shop" }
[[policy]]
id = "callers"
timeout = "1s"
[[load]]
id = "users"
to = "shop"
rate = "200/s"
policy = "callers"
[[phase]]
id = "warmup"
duration = "5s"
role = "warmup"
[[phase]]
id = "before"
duration = "10s"
role = "baseline"
[[phase]]
id = "outage"
duration = "10s"
[[phase]]
id = "after"
duration = "60s"
role = "recover"
)" + std::string{more};
}
/// The line that what is added to it begins on.
inline constexpr int after_shop = 31;

}  // namespace surgeline::scenario
