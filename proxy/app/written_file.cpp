#include "written_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace surgeline::app {

bool write_file(const char* option, const std::string& path, const std::string& text) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code failed;
  if (!folder.empty()) std::filesystem::create_directories(folder, failed);
  errno = 0;
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush().good()) return true;
  fmt::print(
      stderr,
      "surgeline: {}: {} cannot be written: {}\n",
      option,
      path,
      errno != 0 ? std::strerror(errno) : "check that its folder can be written"
  );
  return false;
}

}  // namespace surgeline::app
