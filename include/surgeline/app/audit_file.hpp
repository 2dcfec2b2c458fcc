#pragma once

#include <fstream>
#include <string>

#include "surgeline/admin/guard.hpp"

namespace surgeline::app {

/// Who asked a sidecar for what, when, from where, and what came of it: a JSON line each, behind what is there.
class audit_file {
 public:
  explicit audit_file(const std::string& path) : out_(path, std::ios::binary | std::ios::app) {}

  /// False when it cannot be written.
  bool is_good() const { return out_.good(); }
  void write(const admin::handled& one);

 private:
  std::ofstream out_;
};

}  // namespace surgeline::app
