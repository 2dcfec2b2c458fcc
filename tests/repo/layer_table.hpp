#pragma once

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace surgeline::repo {

/// Code that a half may not contain, and why.
struct forbidden_code {
  std::regex pattern;
  std::string why;
};

/// What holds for every layer of one half.
struct half_rules {
  std::vector<std::string> external;  ///< prefixes of other people's headers that may be included
  std::set<std::string> forbidden_headers;
  std::vector<forbidden_code> forbidden;
};

/// One row of tests/repo/layers.toml.
struct layer_row {
  std::string name;
  std::string half;
  std::vector<std::string> uses;
  std::vector<std::string> external;
};

/// tests/repo/layers.toml as values.
struct layer_table {
  std::map<std::string, half_rules> halves;
  std::vector<layer_row> layers;

  const layer_row* find(const std::string& name) const;
  /// The layer itself, those it uses, and theirs.
  std::set<std::string> reach(const std::string& name) const;
};

/// The table in this repository; throws where it is no TOML.
layer_table read_layer_table();

}  // namespace surgeline::repo
