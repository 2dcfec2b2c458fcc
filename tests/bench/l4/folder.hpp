#pragma once

#include <fstream>
#include <string>
#include <string_view>

namespace surgeline::bench {

/// A folder for configurations and logs that goes away with this.
class folder {
 public:
  folder();
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  ~folder();

  std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }
  /// Writes a file there; its path.
  std::string write(std::string_view name, std::string_view text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }

 private:
  std::string path_;
};

}  // namespace surgeline::bench
