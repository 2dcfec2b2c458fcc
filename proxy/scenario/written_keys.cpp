#include "surgeline/scenario/written_keys.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "codecs.hpp"
#include "surgeline/config/flatten.hpp"
#include "surgeline/config/toml.hpp"

namespace surgeline::scenario {
namespace {

/// Tables that are not kept, by how their keys begin.
constexpr std::array<std::string_view, 6>
    left_out{"vars.", "serve.", "variant.", "accept.", "margin.", "sweep."};

bool may_be_secret(std::string_view path) {
  const auto last = path.substr(path.rfind('.') + 1);
  return path.find(".env.") != path.npos || last == "run" || last == "server";
}

bool is_kept(std::string_view path, const config::value& is) {
  if (is.as<std::monostate>() != nullptr || may_be_secret(path)) return false;
  return std::ranges::none_of(left_out, [&](std::string_view each) {
    return path.starts_with(each);
  });
}

}  // namespace

std::map<std::string, std::string> written_keys(const file& of) {
  std::map<std::string, std::string> kept;
  for (const auto& [path, is] : config::flatten(of).keys) {
    if (is_kept(path, is)) kept.emplace(path, config::to_toml(is));
  }
  return kept;
}

}  // namespace surgeline::scenario
