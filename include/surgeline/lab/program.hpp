#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/failure.hpp"

namespace surgeline::lab {

/// What is started, and how it is stopped.
struct program_terms {
  std::vector<std::string> run;  ///< the program, looked for as a shell does, and its arguments
  std::string cwd;               ///< the folder it works in; ours if empty
  std::map<std::string, std::string> env;  ///< beside our variables, or in place of them
  int signal = 15;
  duration within = std::chrono::seconds{10};  ///< from the signal until it is killed
};

/// A program that was started: in a process group of its own, below a supervisor, a process that ends the whole group when
/// it is told to, and when this process is no more, however it ended. What the group writes goes to a file without a name.
class program {
 public:
  /// Null, with the reason in `why`, when it could not be started.
  static std::unique_ptr<program> start(const program_terms& what, net::failure& why);
  program(const program&) = delete;
  program& operator=(const program&) = delete;
  /// Stops it.
  ~program();

  /// How it ended, for a person: `exit code 1`, `signal 9 (Killed)`; empty while it runs. The rest of its group is killed then.
  std::optional<std::string> ended();
  /// Sends the signal, waits, kills; returns when nothing of the group is left.
  void stop();
  /// The end of what it has written, so many bytes at most.
  std::string output(std::size_t most) const;
  /// Keeps the file small: beyond this size all but the end of it is forgotten.
  void trim();
  static constexpr std::size_t most_output = 64 << 20, kept_output = 1 << 20;

 private:
  program() = default;

  pid_t supervisor_ = -1;
  net::descriptor life_;  // as long as this end is open, the group lives
  net::descriptor news_;  // how the program ended
  net::descriptor written_;
  std::string earlier_;  // the end of what was forgotten
  std::optional<std::string> ended_;
};

}  // namespace surgeline::lab
