#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "repo/cpp_text.hpp"
#include "repo/repository.hpp"

namespace surgeline::repo {
namespace {

/// Sources that need no header, and why.
const std::map<std::string, std::string> sources_without_header{
    {"proxy/app/main.cpp", "the program's entry"},
    {"proxy/admin/asio_tls.cpp", "Asio's own definitions of TLS, compiled once"},
    {"proxy/net/asio.cpp", "Asio's own definitions, compiled once"},
    {"proxy/http/beast.cpp", "Beast's own definitions, compiled once"},
};

bool is_layer_test(const source_file& file) {
  const auto folder = file.layer();
  return file.path.ends_with("_test.cpp") && folder != "support" && folder != "repo" &&
         folder != "e2e" && folder != "real" && folder != "bench" && folder != "fuzz";
}

/// The header that `stem` belongs to: `units.hpp` for `units`, and for `units_format` where a long source was split.
bool has_header(const std::string& layer, const std::string& stem) {
  for (auto name = stem;; name.resize(name.rfind('_'))) {
    if (!text_of(fmt::format("include/surgeline/{}/{}.hpp", layer, name)).empty()) return true;
    if (!text_of(fmt::format("proxy/{}/{}.hpp", layer, name)).empty()) return true;  // private
    if (name.find('_') == std::string::npos) return false;
  }
}

TEST(Mirror, GivesEachSourceAHeaderOfItsName) {
  findings found;
  for (const auto& file : files_under("proxy", {".cpp"})) {
    if (sources_without_header.contains(file.path)) continue;
    if (has_header(file.layer(), file.stem())) continue;
    found.add(
        file.path,
        0,
        "implements a header of its name, or `<header>_<part>.cpp` a part of one"
    );
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Mirror, GivesEachTestAHeaderOfItsName) {
  findings found;
  for (const auto& file : files_under("tests", {".cpp"})) {
    if (!is_layer_test(file)) continue;
    const auto stem = file.stem().substr(0, file.stem().size() - std::string("_test").size());
    if (has_header(file.layer(), stem)) continue;
    found.add(
        file.path,
        0,
        "tests a header of its name, or `<header>_<part>_test.cpp` a part of one"
    );
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Mirror, KeepsEveryFileInAFolderOfItsLayer) {
  findings found;
  for (const auto& file : cpp_files()) {
    if (file.layer().empty())
      found.add(
          file.path,
          0,
          "lies outside of include/surgeline/<layer>, proxy/<layer> and tests/<layer>"
      );
  }
  EXPECT_TRUE(found.none()) << found;
}

TEST(Mirror, KeepsPrivateHeadersInTheirLayer) {
  findings found;
  for (const auto& file : cpp_files()) {
    for (const auto& include : includes(file.text)) {
      const bool by_path =
          include.path.starts_with("proxy/") || include.path.find("../") != std::string::npos;
      if (by_path)
        found.add(file.path, include.line, "a header beside the sources is private to its layer");
    }
  }
  EXPECT_TRUE(found.none()) << found;
}

}  // namespace
}  // namespace surgeline::repo
