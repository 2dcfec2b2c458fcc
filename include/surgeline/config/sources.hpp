#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace surgeline::config {

/// The files a configuration may name: path → bytes, empty if it cannot be read.
/// An empty function refuses every file.
using sources = std::function<std::optional<std::string>(std::string_view path)>;

}  // namespace surgeline::config
