#include "repo/program.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "repo/repository.hpp"

namespace surgeline::repo {

namespace {

/// In single quotes, for the shell.
std::string quoted(const std::string& argument) {
  std::string safe = "'";
  for (const char c : argument) {
    if (c == '\'') {
      safe += R"('\'')";
    } else {
      safe += c;
    }
  }
  return safe + "'";
}

}  // namespace

program_result run_command(const std::vector<std::string>& words) {
  auto command = "cd " + quoted(root().string()) + " &&";
  for (const auto& word : words) command += " " + quoted(word);
  auto* pipe = popen((command + " 2>&1 </dev/null").c_str(), "r");
  if (pipe == nullptr) return {.output = "no pipe\n"};
  program_result result;
  std::array<char, 4096> buffer{};
  while (const auto size = fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.output.append(buffer.data(), size);
  }
  const int status = pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

program_result run_program(const std::vector<std::string>& arguments) {
  if (!std::filesystem::exists(SURGELINE_BINARY)) {
    return {.output = "the surgeline program is not built\n"};
  }
  std::vector<std::string> words{SURGELINE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_command(words);
}

}  // namespace surgeline::repo
