#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/problem.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/scenario/file.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/sidecar/armory.hpp"
#include "surgeline/sidecar/busy_share.hpp"
#include "surgeline/sidecar/lag_probe.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::sidecar {

/// A proxy of the file, open.
struct served_proxy {
  scenario::proxy written;
  std::shared_ptr<traffic::proxy> through;
  std::vector<fault::tally> tallies;  ///< of its faults by slot, as last heard
};

/// How a reload of the file went.
struct reload_result {
  enum class outcome : std::uint8_t { applied, unchanged, rejected };
  outcome what = outcome::unchanged;
  std::vector<std::string> changes;  ///< a sentence each
  problems found;                    ///< why it was rejected; the old file stays in force
};

/// How often reloads went which way, and when the file in force was read.
struct reload_book {
  std::uint64_t applied = 0, unchanged = 0, rejected = 0;
  bool last_was_good = true;
  std::chrono::system_clock::time_point read;
};

/// Leases, as they went.
struct lease_book {
  std::uint64_t ran_out = 0;
  std::optional<std::chrono::system_clock::time_point> heartbeat;
};

/// A file's proxies in force, on workers of their own, with what is armed on them. Everything about it happens on one control
/// thread, which runs `control`; what may block (names, ports, workers at an end) is done on another one meanwhile.
class sidecar {
 public:
  using done = std::function<void()>;
  using voice = std::function<void(const std::string& sentence)>;
  /// Where decisions go, if anywhere: each with its proxy's id and its fault's.
  using decision_log = std::function<
      void(const std::string& proxy, const std::string& fault, const fault::decision& made)>;
  /// Reads the file again; empty with problems. Called on another thread.
  using file_reader = std::function<std::optional<scenario::file>(problems& found)>;

  /// Starts the workers. `control` must outlive it, and stop before it goes.
  sidecar(
      boost::asio::io_context& control,
      scenario::file served,
      voice say,
      decision_log log = {}
  );
  sidecar(const sidecar&) = delete;
  sidecar& operator=(const sidecar&) = delete;
  ~sidecar();

  /// Opens the proxies, waits for it, and arms what the file says; `in_force` is called when it is. What could not be opened
  /// is in the result, and then nothing is.
  problems open(done in_force);

  /// Puts the faults of a lease in force; `answered` is called when they are on every worker and connection, or at once with
  /// the reason why not.
  void put(const scenario::plan_request& asked, std::function<void(grant)> answered);
  /// The owner of a lease is still there; false if the lease is not.
  bool renew(const std::string& lease);
  /// Ends a lease and its faults; false, and `gone` is never called, if there is no such lease.
  bool end(const std::string& lease, done gone);
  /// Takes away everything that is armed.
  void clear(done gone);

  /// Reads the file again and puts it in force, or keeps the old one. One at a time.
  void reload(file_reader read, std::function<void(reload_result)> answered);
  /// Clears all faults, stops listening, and calls `ended` when every connection has ended, or `drain_timeout` has passed.
  void drain(done ended);
  bool is_draining() const { return draining_; }
  /// True from when everything that the file says is in force.
  bool is_ready() const { return ready_; }

  /// Asks the workers for what faults have done; calls `heard` when all have answered, or after a moment if one is busy.
  void refresh(done heard);

  // What there is to see, on the control thread.
  const scenario::file& file() const { return file_; }
  const armory& arms() const { return armory_; }
  const std::vector<served_proxy>& proxies() const { return proxies_; }
  const std::vector<std::unique_ptr<lag_probe>>& lags() const { return lags_; }
  /// How busy each worker was of late.
  const std::vector<busy_share>& busy() const { return busy_; }
  const reload_book& reloads() const { return reloads_; }
  const lease_book& leases() const { return leases_; }
  /// When a fault (by slot) was last seen to have hit something.
  std::optional<std::chrono::system_clock::time_point> last_injection(std::uint32_t slot) const;
  time_point now() const { return clock_.now(); }
  /// A moment of its own time as wall-clock time; `never` must not be asked for.
  std::chrono::system_clock::time_point wall_time(time_point moment) const;

 private:
  struct opened;

  opened open_changes(
      const scenario::file& before,
      const std::vector<served_proxy>& old,
      const scenario::file& next
  ) const;
  std::shared_ptr<traffic::proxy> open_one(
      const scenario::file& in,
      const scenario::proxy& what,
      net::failure& why
  ) const;
  void open_next(
      const std::optional<scenario::file>& next,
      problems found,
      const std::function<void(reload_result)>& answered
  );
  void finish_reload(const std::function<void(reload_result)>& answered);
  void put_in_force(opened& made);
  void retire(std::shared_ptr<traffic::proxy> one);
  void arm(done in_force);
  void swap_plans(done in_force);
  void wait_for_change();
  void see_change();
  void pulse();
  void ask(traffic::proxy& whom, done heard);
  void hear(const std::string& proxy, const traffic::proxy* from, const fault::ledger& faults);
  void wait_for_the_last(std::chrono::steady_clock::time_point deadline, done ended);
  std::uint64_t open_connections() const;
  /// `task`, to be called on any thread, runs on the control thread.
  done on_control(done task) const;

  boost::asio::io_context& control_;
  const voice say_;
  const decision_log log_;
  scenario::file file_;
  net::run_clock clock_;
  armory armory_;
  std::vector<std::unique_ptr<net::worker>> workers_;
  std::vector<std::unique_ptr<lag_probe>> lags_;
  std::vector<busy_share> busy_;  // by worker
  std::vector<served_proxy> proxies_;
  std::vector<std::shared_ptr<traffic::proxy>> retired_;  // they end with their last connection
  boost::asio::steady_timer change_, pulse_, drain_;
  reload_book reloads_;
  lease_book leases_;
  std::vector<std::optional<std::chrono::system_clock::time_point>> injections_;  // by slot
  bool ready_ = false;
  bool draining_ = false;
  std::shared_ptr<opened> reloading_;     // while the workshop opens, nobody else touches it
  boost::asio::thread_pool workshop_{1};  // the last one: it uses the others
};

}  // namespace surgeline::sidecar
