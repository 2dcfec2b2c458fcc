#pragma once

#include <span>
#include <string_view>

namespace surgeline::admin {

/// A file of the live page.
struct ui_file {
  std::string_view name;  ///< below `/ui/`
  std::string_view bytes;
};

/// All of them, as they are in dashboards/live; the build writes this.
std::span<const ui_file> ui_files();

}  // namespace surgeline::admin
