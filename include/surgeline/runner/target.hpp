#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/admin/control_address.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/traffic/book.hpp"

namespace surgeline::runner {

/// A lease is renewed so many times before it would run out.
inline constexpr int renewals_per_lease = 3;

/// The control address in what `--target` was given: `http://127.0.0.1:8474`, `https://…`, `127.0.0.1:8474`, `unix:/path`;
/// empty with the reason in `why`.
std::optional<admin::control_address> target_of(std::string_view url, std::string& why);

/// A sidecar whose proxies, called as those of the file, are armed from afar: under a lease that is renewed while this lives
/// and ended with it. Questions are asked one after the other, on a thread of their own; answers come there.
class target final : net::alarm_handler {
 public:
  /// Asks the sidecar for its proxies; what is missing is in `found`, and then there is nothing to use.
  target(
      const admin::control_address& control,
      const scenario::file& from,
      std::uint64_t seed,
      problems& found
  );
  target(const target&) = delete;
  target& operator=(const target&) = delete;
  /// Clears what it armed.
  ~target();

  /// Where a proxy (by its index in the file) listens.
  const std::vector<endpoint>& addresses(std::size_t proxy) const { return addresses_[proxy]; }
  /// Puts in force what the conductor says; `done` is called when it is, or when it cannot be.
  void arm(const scenario::conductor& by, std::function<void()> done);
  /// What each proxy has counted since the run began; `to` is called for each.
  void take_counts(std::function<void(std::size_t, traffic::counts)> to);
  /// What each fault of the file has done since the run began.
  void take_faults(std::function<void(fault::ledger)> to);
  /// Why the run cannot go on: the sidecar is gone, or somebody else has taken the lease away. Any thread may ask.
  std::optional<std::string> trouble() const;

 private:
  struct standing {
    std::vector<traffic::counts> counts;          ///< by proxy of the file
    std::map<std::string, fault::tally> tallies;  ///< by fault id
  };

  void rang(net::alarm& which, net::real_time now) override;
  std::optional<config::value> ask(
      const char* method,
      const std::string& path,
      std::string body = {}
  );
  void meet(problems& found);
  void check_upstreams(const std::string& id, const config::value& there, problems& found) const;
  scenario::plan_request plan_of(const std::vector<std::uint32_t>& slots) const;
  void put(const std::string& plan);
  std::optional<standing> look();
  void stumble(const std::string& over);

  const admin::control_address control_;
  const scenario::file& from_;
  const std::uint64_t seed_;
  const scenario::run_identity run_;
  std::vector<std::vector<endpoint>> addresses_;  // by proxy of the file
  standing before_;                               // when the run began
  std::string lease_;                             // its id, once there is one; the worker's
  duration lease_length_{};                       // as given
  mutable std::mutex mutex_;
  std::optional<std::string> trouble_;
  net::worker asking_;
  net::alarm renewal_;
};

}  // namespace surgeline::runner
