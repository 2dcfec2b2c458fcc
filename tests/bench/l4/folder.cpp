#include "bench/l4/folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace surgeline::bench {

folder::folder() : path_(std::filesystem::temp_directory_path() / "surgeline-bench-XXXXXX") {
  if (mkdtemp(path_.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), path_);
}

folder::~folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace surgeline::bench
