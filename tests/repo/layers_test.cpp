#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "repo/cpp_text.hpp"
#include "repo/layer_table.hpp"
#include "repo/repository.hpp"

namespace surgeline::repo {
namespace {

/// Folders in tests/ that belong to no layer.
bool belongs_to_no_layer(const source_file& file) {
  const auto name = file.layer();
  return file.path.starts_with("tests/") &&
         (name.empty() || name == "support" || name == "repo" || name == "e2e" || name == "real" ||
          name == "bench" || name == "fuzz");
}

std::vector<source_file> files_of_layers() {
  auto all = cpp_files();
  std::erase_if(all, belongs_to_no_layer);
  return all;
}

/// The layer that an include reaches into: `fault` of `surgeline/fault/plan.hpp`.
std::string layer_of(const include_line& include) {
  const std::string prefix = "surgeline/";
  if (!include.path.starts_with(prefix)) return "";
  return include.path.substr(prefix.size(), include.path.find('/', prefix.size()) - prefix.size());
}

bool has_prefix(const std::string& path, const std::vector<std::string>& prefixes) {
  return std::ranges::any_of(prefixes, [&](const auto& prefix) {
    return path.starts_with(prefix);
  });
}

/// Why a layer may not include somebody else's header; empty if it may.
std::string objection(const include_line& include, const layer_row& layer, const half_rules& half) {
  static const std::regex standard("[a-z_0-9]+"), posix(R"(([a-z0-9_]+/)*[a-z0-9_]+\.h)");
  if (include.quoted || !layer_of(include).empty()) return "";
  if (has_prefix(include.path, half.external) || has_prefix(include.path, layer.external))
    return "";
  if (half.forbidden_headers.contains(include.path)) {
    return fmt::format("the {} half includes no <{}>", layer.half, include.path);
  }
  if (std::regex_match(include.path, standard)) return "";
  if (layer.half == "io" && std::regex_match(include.path, posix)) return "";
  return fmt::format("<{}> is not among what layer '{}' may include", include.path, layer.name);
}

TEST(Layers, AreAllInTheTable) {
  const auto table = read_layer_table();
  findings found;
  for (const auto& file : files_of_layers()) {
    if (table.find(file.layer()) == nullptr) {
      found.add(
          file.path,
          0,
          fmt::format("layer '{}' is not in tests/repo/layers.toml", file.layer())
      );
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Layers, IncludeOnlyLayersBelowThem) {
  const auto table = read_layer_table();
  findings found;
  for (const auto& file : files_of_layers()) {
    const auto below = table.reach(file.layer());
    for (const auto& include : includes(file.text)) {
      const auto other = layer_of(include);
      if (other.empty() || below.contains(other)) continue;
      found.add(
          file.path,
          include.line,
          fmt::format(
              "layer '{}' is not below '{}'; it sees {}",
              other,
              file.layer(),
              fmt::join(below, ", ")
          )
      );
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Layers, IncludeTheirOwnHeadersInQuotesAndByTheirFullPath) {
  findings found;
  for (const auto& file : files_of_layers()) {
    for (const auto& include : includes(file.text)) {
      const bool beside =
          !text_of(file.folder() + "/" + include.path).empty() ||
          (file.path.starts_with("tests/") && !text_of("tests/" + include.path).empty());
      if (include.quoted == (!layer_of(include).empty() || beside)) continue;
      found.add(
          file.path,
          include.line,
          "quotes are for \"surgeline/<layer>/x.hpp\", brackets for the rest"
      );
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Layers, IncludeOnlyTheForeignHeadersOfTheirHalf) {
  const auto table = read_layer_table();
  findings found;
  for (const auto& file : files_of_layers()) {
    const auto* layer = table.find(file.layer());
    if (layer == nullptr || file.path.starts_with("tests/")) continue;
    for (const auto& include : includes(file.text)) {
      const auto rule = objection(include, *layer, table.halves.at(layer->half));
      if (!rule.empty()) found.add(file.path, include.line, rule);
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Layers, ContainNoCodeThatTheirHalfForbids) {
  const auto table = read_layer_table();
  findings found;
  for (const auto& file : files_of_layers()) {
    const auto* layer = table.find(file.layer());
    if (layer == nullptr || file.path.starts_with("tests/")) continue;
    std::istringstream code(code_only(file.text));
    std::size_t number = 0;
    for (std::string line; std::getline(code, line);) {
      ++number;
      for (const auto& rule : table.halves.at(layer->half).forbidden) {
        if (!std::regex_search(line, rule.pattern)) continue;
        found.add(file.path, number, fmt::format("the {} half: {}", layer->half, rule.why));
      }
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

/// The `surgeline_layer()` lines of CMakeLists.txt in the form `half name: uses`.
std::vector<std::string> layers_in_cmake() {
  static const std::regex call(R"(surgeline_(half|layer)\(([^)]*)\))");
  const auto text = text_of("CMakeLists.txt");
  std::vector<std::string> rows;
  std::string half;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), call); at != std::sregex_iterator();
       ++at) {
    std::istringstream arguments((*at)[2].str());
    std::vector<std::string> words{std::istream_iterator<std::string>(arguments), {}};
    words.erase(std::ranges::find(words, "EXTERNAL"), words.end());
    if (words.empty()) continue;
    if ((*at)[1] == "half") {
      half = words.front();
    } else {
      rows.push_back(
          fmt::format("{} {}: {}", half, words[0], fmt::join(words.begin() + 1, words.end(), " "))
      );
    }
  }
  return rows;
}

TEST(Layers, AgreeWithCMake) {
  std::vector<std::string> rows;
  for (const auto& layer : read_layer_table().layers) {
    rows.push_back(fmt::format("{} {}: {}", layer.half, layer.name, fmt::join(layer.uses, " ")));
  }
  EXPECT_THAT(layers_in_cmake(), testing::ElementsAreArray(rows));
}

/// The arrows of the layer picture in docs/architecture.md, in the form `name: uses`.
std::set<std::string> layers_in_the_picture() {
  static const std::regex arrows(R"(\n\s*(\w+) --> ([\w& ]+))"), separator(R"(\s*&\s*)");
  const auto text = text_of("docs/architecture.md");
  std::set<std::string> rows;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), arrows);
       at != std::sregex_iterator();
       ++at) {
    rows.insert(
        fmt::format("{}: {}", (*at)[1].str(), std::regex_replace((*at)[2].str(), separator, " "))
    );
  }
  return rows;
}

TEST(Layers, AgreeWithThePictureInTheArchitecturePage) {
  std::set<std::string> rows;
  for (const auto& layer : read_layer_table().layers) {
    if (!layer.uses.empty())
      rows.insert(fmt::format("{}: {}", layer.name, fmt::join(layer.uses, " ")));
  }
  EXPECT_EQ(layers_in_the_picture(), rows);
}

TEST(Layers, UseOnlyLayersOfEarlierRowsAndThePureHalfOnlyItself) {
  const auto table = read_layer_table();
  findings found;
  std::set<std::string> earlier;
  for (const auto& layer : table.layers) {
    for (const auto& below : layer.uses) {
      if (!earlier.contains(below)) {
        found.add(
            "tests/repo/layers.toml",
            0,
            fmt::format("'{}' uses '{}', which does not stand above it", layer.name, below)
        );
      } else if (layer.half == "pure" && table.find(below)->half != "pure") {
        found.add(
            "tests/repo/layers.toml",
            0,
            fmt::format("'{}' is pure and uses '{}', which is not", layer.name, below)
        );
      }
    }
    earlier.insert(layer.name);
  }
  EXPECT_TRUE(found.none()) << found;
}

}  // namespace
}  // namespace surgeline::repo
