#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/admin/control_address.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::app {

/// What the user asked for on the command line.
enum class command : std::uint8_t {
  none,
  serve,
  run,
  sim,
  margin,
  sweep,
  check,
  report,
  ctl,
  docs
};
/// What `ctl` is to do.
enum class control_command : std::uint8_t {
  status,
  health,
  watch,
  list,
  inspect,
  add,
  remove,
  open,
  close,
  arm,
  clear,
  freeze,
  unfreeze
};

/// The command line, taken apart.
struct options {
  app::command command = command::none;
  std::vector<std::string> files;
  std::vector<std::string> set;
  std::optional<std::uint64_t> seed;
  std::uint32_t seeds = 1;
  bool live = false;                   ///< `margin`: on sockets
  std::optional<std::string> resume;   ///< `sweep`: a file that keeps what is done
  bool diff = false;                   ///< `check`: name the keys in which two files differ
  std::uint32_t threads = 0;           ///< simulations at once; 0: one a core
  std::uint32_t beside = 0;            ///< `run`: simulate each variant with this many seeds too
  std::optional<std::string> variant;  ///< an id, or `all`
  std::optional<std::string> report;   ///< a folder
  std::optional<std::string> junit;    ///< a file for CI servers
  std::optional<std::string> openmetrics;        ///< `run` and `sim`: a file for their samples
  std::optional<endpoint> telemetry;             ///< `run`: where /metrics is read
  std::vector<admin::control_address> targets;   ///< `run`: the control addresses of sidecars
  std::optional<admin::control_address> target;  ///< `ctl`: the one of its sidecar
  std::optional<admin::control_address> asked_for_health;  ///< `ctl health`: where its telemetry is
  std::optional<std::string> authority, certificate, certificate_key;  ///< files, for `https://`
  std::optional<std::string> populate;   ///< `serve`: a file with proxies, as JSON
  std::optional<std::string> decisions;  ///< `serve`: a file for every draw
  std::string page;                      ///< of `docs`
  control_command what = control_command::status;
  std::optional<std::string> plan_file;  ///< `ctl arm`: a plan as JSON, `-` for standard input
  std::optional<std::string> lease;      ///< `ctl arm`: faults clear after this silence
  std::optional<duration> hold_for;      ///< `ctl arm`: so long, not until an interrupt
  std::string name;                      ///< `ctl`: of a proxy or a fault
  std::optional<std::string> listen, upstream, protocol;  ///< `ctl add`: of the proxy
  bool stay = false;    ///< `ctl arm`: without a lease, until its ttl
  bool detach = false;  ///< `ctl arm`: leave, and let the lease run out
  bool quiet = false;
  bool json = false;
};

/// Reads the command line. Empty when there is nothing more to do (help, version, a usage error): then `exit_code` is set.
std::optional<options> parse_command_line(int count, char** words, int& exit_code);

}  // namespace surgeline::app
