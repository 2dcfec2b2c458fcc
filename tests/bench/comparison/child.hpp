#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// A program that we started: it ends when this does, or when we die.
class child {
 public:
  /// Starts `command` (a path, or a name to look for in PATH) on one CPU; what it says goes to `log`.
  child(std::vector<std::string> command, int cpu, const std::string& log);
  child(child&& other) noexcept;
  child& operator=(child&&) = delete;
  ~child() { end(); }

  /// Asks it to end, waits, and ends it if it does not hear.
  void end();

  bool is_running() const;
  /// CPU time of all its threads.
  duration cpu_time() const;
  /// Bytes of its memory that it shares with nobody.
  std::size_t private_memory() const;

 private:
  pid_t id_ = -1;
};

}  // namespace surgeline::bench
