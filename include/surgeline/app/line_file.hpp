#pragma once

#include <fstream>
#include <string>

#include "surgeline/config/value.hpp"

namespace surgeline::app {

/// A log of JSON lines, behind what is there; each is on the disk's way when `write` returns.
class line_file {
 public:
  explicit line_file(const std::string& path) : out_(path, std::ios::binary | std::ios::app) {}

  /// False when it cannot be written.
  bool is_good() const { return out_.good(); }
  void write(const config::value& line);

 private:
  std::ofstream out_;
};

}  // namespace surgeline::app
