#pragma once

#include <fstream>
#include <string>

#include "surgeline/fault/ledger.hpp"

namespace surgeline::app {

/// Every draw of a sidecar as a line of JSON, in the file that `--decisions` names.
class decision_file {
 public:
  /// Appends to what is there.
  explicit decision_file(const std::string& path) : out_(path, std::ios::binary | std::ios::app) {}

  /// False when it cannot be written.
  bool is_good() const { return out_.good(); }
  void write(const std::string& proxy, const std::string& fault, const fault::decision& made);

 private:
  std::ofstream out_;
};

}  // namespace surgeline::app
