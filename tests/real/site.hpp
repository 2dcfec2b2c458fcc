#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "e2e/served.hpp"
#include "support/background_program.hpp"
#include "support/folder.hpp"
#include "support/print.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::real {

/// How a line of bash ended, what it said (both streams together), and how long it took.
struct outcome {
  int exit_code = -1;
  std::string said;
  duration took{};
};

/// A slow way, in both directions and in small pieces: nothing gets lost on it.
inline const std::string slow_way = R"(
  { "id": "late", "kind": "latency", "delay": { "dist": "uniform", "min": "5ms", "max": "25ms" }, "direction": "both" },
  { "id": "sliced", "kind": "slicer", "size": { "dist": "uniform", "min": "1B", "max": "1400B" }, "direction": "both" },
  { "id": "narrow", "kind": "bandwidth", "rate": "4MB/s", "direction": "both" })";
/// The least time that so many bytes need on the slow way; what the narrowest place lets through at once is taken off.
duration least_time(std::size_t bytes);

/// What a line may take before it is ended, if nobody says otherwise.
inline constexpr duration patience = std::chrono::minutes{2};

/// A real server in a folder of its own, and a sidecar before it. Lines are bash and are done in that folder; they know
/// what `define` was told, and these variables: `as` (a prefix that makes a server's command run as a user of its own, which
/// some insist on), `direct` (a free port, for the server), `front`, `port`, `control` and `telemetry` (where the sidecar
/// listens), `surgeline` (the program), `scenarios` (their folder).
class site {
 public:
  site();
  site(const site&) = delete;
  site& operator=(const site&) = delete;
  ~site();

  /// Does a line; a pipe fails with any of its parts, and whatever takes longer than `limit` fails.
  outcome run(const std::string& line, duration limit = patience) const;
  /// Whether a line succeeds; if not, why.
  testing::AssertionResult does(const std::string& line) const;
  /// What a line says, without the last line break; empty if it fails.
  std::string get(const std::string& line) const;

  /// Runs a command beside the test.
  background_program beside(const std::string& line) const;
  /// Tries a line until it succeeds; throws what it and the servers said when it has not for a minute.
  void wait_until(const std::string& line) const;

  /// Puts a plan in force in place of the last one: the faults of a JSON list, without its brackets.
  void arm(const std::string& faults) const;
  void clear() const;
  /// How a connection to the sidecar ends for a client that says something and then only listens.
  std::error_code how_it_ends_after(const std::string& words) const;

  const folder& files() const { return files_; }

 protected:
  /// A script that does a line in the folder, with what it knows.
  std::string with_definitions(const std::string& line) const;
  /// What all later lines know: a variable, or a function of bash.
  void define(const std::string& line) { definitions_ += line + "\n"; }
  /// Does lines that all have to succeed; throws what they said.
  void must(const std::string& line) const;
  /// From now on `as` stands for this user where we are root, and the folder belongs to it.
  void become(const std::string& user);
  /// Starts a server that stays in the foreground and ends with this, by a signal.
  void start(const std::string& line, int end_signal = SIGTERM);
  /// Starts the sidecar, on two workers; addresses may have variables in them, and `more` goes into the proxy's table.
  void put_sidecar_before(
      const std::string& upstream,
      const std::string& listen = "127.0.0.1:0",
      const std::string& more = ""
  );

 private:
  struct server {
    server(std::vector<std::string> command, int signal)
        : program(std::move(command)), end_signal(signal) {}

    background_program program;
    int end_signal;
  };

  std::vector<std::string> bash(const std::string& line) const;

  folder files_;
  scratch sidecar_file_{"real.toml"};
  std::string definitions_;
  std::list<server> servers_;
  std::optional<served> sidecar_;
};

/// The tests of one site: it is made before the first of them, and each leaves it without faults.
template <class Site>
class tests_of : public testing::Test {
 protected:
  static void SetUpTestSuite() { site_ = std::make_unique<Site>(); }
  static void TearDownTestSuite() { site_.reset(); }
  void TearDown() override { here.clear(); }

 private:
  inline static std::unique_ptr<Site> site_;

 protected:
  Site& here = *site_;
};

}  // namespace surgeline::real
