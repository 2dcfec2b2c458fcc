#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "support/background_program.hpp"
#include "surgeline/core/endpoint.hpp"

namespace surgeline {

/// A file that is there for one test, and may be written anew.
class scratch {
 public:
  explicit scratch(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / (std::to_string(getpid()) + "-" + name)) {
    std::filesystem::remove(path_);
  }
  ~scratch() { std::filesystem::remove(path_); }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;

  std::string path() const { return path_.string(); }
  void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }
  std::string read() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::filesystem::path path_;
};

/// The `surgeline` of this build, running beside the test.
class background_surgeline : public background_program {
 public:
  explicit background_surgeline(std::vector<std::string> arguments)
      : background_program(with_its_name(std::move(arguments))) {}

 private:
  static std::vector<std::string> with_its_name(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), SURGELINE_BINARY);
    return arguments;
  }
};

/// `surgeline serve` with a file, on free ports.
class served : public background_surgeline {
 public:
  explicit served(const scratch& file, std::initializer_list<std::string> more = {})
      : background_surgeline(words(file, more)) {}

  /// Waits until it serves; then the addresses are known.
  bool is_ready() {
    if (!says("\nready\n")) return false;
    control = address_after("control    ");
    telemetry = address_after("telemetry  ");
    front = address_after("proxy      front: ");
    return true;
  }

  endpoint control, telemetry, front;

 private:
  static std::vector<std::string> words(
      const scratch& file,
      std::initializer_list<std::string> more
  ) {
    std::vector<std::string>
        all{"serve", "-c", file.path(), "--control", "127.0.0.1:0", "--telemetry", "127.0.0.1:0"};
    all.insert(all.end(), more);
    return all;
  }
  endpoint address_after(const std::string& what) const {
    const auto from = said().rfind(what) + what.size();
    return endpoint::parse(said().substr(from, said().find_first_of(" \n", from) - from))
        .value_or(endpoint{});
  }
};

}  // namespace surgeline
