#include "surgeline/config/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "surgeline/config/reader.hpp"
#include "text.hpp"

namespace surgeline::config {

namespace {

std::vector<step> steps(std::string_view path) {
  std::vector<step> result;
  while (true) {
    const auto dot = path.find('.');
    result.emplace_back(path.substr(0, dot));
    if (dot == path.npos) return result;
    path.remove_prefix(dot + 1);
  }
}

}  // namespace

void checker::problem(std::string_view key, std::string what, std::string remedy) {
  in_.problem(place_of_path(checked_, steps(key)), std::move(what), std::move(remedy));
}

bool checker::given(std::string_view key) const { return find(checked_, key) != nullptr; }

std::string checker::name() const {
  const std::string name = in_.table_name();
  return name.empty() ? "this" : name;
}

void checker::exactly_one(std::initializer_list<std::string_view> keys) {
  const auto none = std::none_of(keys.begin(), keys.end(), [&](auto key) { return given(key); });
  if (none)
    problem(
        "",
        fmt::format("{} needs {}", name(), either_of({keys.begin(), keys.end()})),
        "write one of them"
    );
  at_most_one(keys);
}

void checker::together(std::initializer_list<std::string_view> keys) {
  const auto written = std::find_if(keys.begin(), keys.end(), [&](auto key) { return given(key); });
  if (written == keys.end()) return;
  for (const auto key : keys) {
    if (!given(key))
      problem(
          *written,
          fmt::format("{} has `{}` but no `{}`", name(), *written, key),
          "write both"
      );
  }
}

void checker::at_most_one(std::initializer_list<std::string_view> keys) {
  std::vector<std::string> written;
  for (const auto key : keys) {
    if (given(key)) written.emplace_back(key);
  }
  if (written.size() < 2) return;
  problem(
      written[1],
      fmt::format("{} has both `{}` and `{}`", name(), written[0], written[1]),
      "keep one of them"
  );
}

}  // namespace surgeline::config
