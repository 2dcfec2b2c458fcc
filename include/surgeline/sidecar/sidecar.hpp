#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "surgeline/core/problem.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/lab/daemon_host.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/scenario/file.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/sidecar/armory.hpp"
#include "surgeline/sidecar/books.hpp"
#include "surgeline/sidecar/busy_share.hpp"
#include "surgeline/sidecar/guest.hpp"
#include "surgeline/sidecar/lag_probe.hpp"
#include "surgeline/sidecar/run_board.hpp"
#include "surgeline/sidecar/toxic.hpp"
#include "surgeline/traffic/capture.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::sidecar {

/// A proxy that is open, of the file or a guest.
struct served_proxy {
  scenario::proxy written;
  std::shared_ptr<traffic::proxy> through;
  std::vector<fault::tally> tallies;  ///< of its faults by slot, as last heard
  bool is_guest = false;
};

/// How a reload of the file went.
struct reload_result {
  enum class outcome : std::uint8_t { applied, unchanged, rejected };
  outcome what = outcome::unchanged;
  std::vector<std::string> changes;  ///< a sentence each
  problems found;                    ///< why it was rejected; the old file stays in force
};

/// A file's proxies in force, on workers of their own, with what is armed on them. Everything about it happens on one control
/// thread, which runs `control`; what may block (names, ports, workers at an end) is done on another one meanwhile.
class sidecar {
 public:
  using done = std::function<void()>;
  using voice = std::function<void(const std::string& sentence)>;
  using told = std::function<void(outcome)>;

  /// Guests there may be at once, and toxics on all proxies together.
  /// Draws that it remembers.
  static constexpr std::size_t kept_decisions = 1000;
  static constexpr std::size_t most_guests = 256, most_toxics = 512;

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
  /// The owner of a lease is still there, and may have something to tell; false if the lease is not.
  bool renew(const std::string& lease, const std::optional<scenario::run_story>& news = {});
  /// The owner of a lease tells what the loads of its run ask for and get; false if the lease is not there. It renews nothing.
  bool tell(const std::string& lease, scenario::run_figures news);
  /// Ends a lease and its faults; false, and `gone` is never called, if there is no such lease.
  bool end(const std::string& lease, done gone);
  /// Puts a single fault in force that stands alone: a new one, or in the place of the one that was put so under its id.
  void put_fault(const scenario::fault& what, std::function<void(grant)> answered);
  /// Takes such a fault away; false, and `gone` is never called, if there is none of that id.
  bool take_fault(const std::string& id, done gone);
  /// Takes away everything that is armed.
  void clear(done gone);
  /// Takes it away, and lets nobody arm anything until `unfreeze`, not even a reload.
  void freeze(done gone);
  void unfreeze() { armory_.unfreeze(); }

  // Guests and toxics. Changes are made one after the other, and answered when they are in force on every worker.

  /// Makes a guest with its toxics; if it cannot be had, nothing is left of it.
  void add_guest(guest_request asked, told answered);
  /// Makes the guests of a list, one after the other; one that is there already stays, with its toxics, unless its addresses
  /// differ: then it is replaced.
  void populate(std::vector<guest_request> asked, std::function<void(populated)> answered);
  /// Changes addresses of a guest, or opens or closes any proxy. What listened before is closed, with every connection. If the
  /// new address cannot be had it stays closed.
  void change_guest(std::string name, guest_change wanted, told answered);
  /// Closes a guest, with every connection, and forgets it with its toxics.
  void remove_guest(std::string name, told answered);
  /// Puts a toxic on a proxy that has none of that name.
  void add_toxic(std::string proxy, toxic what, told answered);
  /// Puts a toxic in the place of the one of that name.
  void change_toxic(std::string proxy, toxic what, told answered);
  void remove_toxic(std::string proxy, std::string name, told answered);
  /// Opens every proxy that was closed, and takes every toxic away; what it cannot open does not keep it from the rest.
  void reset(told answered);

  /// Reads the file again and puts it in force, or keeps the old one: what the file owns is replaced, guests stay. One at a time.
  void reload(file_reader read, std::function<void(reload_result)> answered);
  /// Clears all faults, stops listening, and calls `ended` when every connection has ended, or `drain_timeout` has passed.
  void drain(done ended);
  bool is_draining() const { return draining_; }
  /// True from when everything that the file says is in force.
  bool is_ready() const { return ready_; }

  /// Asks the workers for what faults have done; calls `heard` when all have answered, or after a moment if one is busy.
  void refresh(done heard);

  // What there is to see, on the control thread.
  /// The file as it was at the start, whose daemons proxies wait for; only a restart changes them.
  const scenario::file& file_of_daemons() const { return file_of_daemons_; }
  const std::vector<std::unique_ptr<lab::daemon_host>>& daemons() const { return daemons_; }
  /// What a fault of daemons (by slot) did.
  fault::tally on_daemons(std::uint32_t slot) const;
  const scenario::file& file() const { return file_; }
  /// The file as if it had written the guests too: what somebody may refer to just now.
  scenario::file file_with_guests() const;
  const armory& arms() const { return armory_; }
  const std::vector<served_proxy>& proxies() const { return proxies_; }
  /// Every proxy, open or not, by name in the order of bytes.
  std::map<std::string, guest> guests() const;
  std::optional<guest> guest_of(const std::string& name) const;
  /// The toxics of a proxy: those upstream and then those downstream, as they came.
  std::vector<toxic> toxics_of(const std::string& proxy) const;
  /// All toxics, as they came.
  const std::vector<placed_toxic>& toxics() const { return toxics_; }
  const std::vector<std::unique_ptr<lag_probe>>& lags() const { return lags_; }
  /// How busy each worker was of late.
  const std::vector<busy_share>& busy() const { return busy_; }
  /// The last draws of faults, as they were heard of.
  const std::deque<noted_decision>& decisions() const { return decisions_; }
  const reload_book& reloads() const { return reloads_; }
  const lease_book& leases() const { return leases_; }
  const rollback_book& rollbacks() const { return rollbacks_; }
  /// What the run told that holds the lease, or held it last.
  const run_board& board() const { return board_; }
  /// When the process began to serve.
  std::chrono::system_clock::time_point started() const { return started_; }
  /// When a fault (by slot) was last seen to have hit something.
  std::optional<std::chrono::system_clock::time_point> last_injection(std::uint32_t slot) const;
  time_point now() const { return clock_.now(); }
  /// A moment of its own time as wall-clock time; `never` must not be asked for.
  std::chrono::system_clock::time_point wall_time(time_point moment) const;

 private:
  struct opened;
  /// A proxy of the file that somebody closed, and where it listened.
  struct closed_proxy {
    scenario::proxy written;
    endpoint at;
    const std::string& id() const { return written.id; }
  };

  using job = std::function<void(done next)>;
  using steps = std::function<boost::asio::awaitable<outcome>()>;
  template <class T>
  using later = boost::asio::awaitable<T>;

  opened open_changes(
      const scenario::file& before,
      const std::vector<served_proxy>& old,
      const scenario::file& next
  ) const;
  std::shared_ptr<traffic::proxy> open_one(
      const scenario::file& in,
      const scenario::proxy& what,
      net::failure& why,
      bool is_guest = false
  ) const;
  void open_next(
      const std::optional<scenario::file>& next,
      problems found,
      const std::function<void(reload_result)>& answered
  );
  void finish_reload(const std::function<void(reload_result)>& answered);
  void put_in_force(opened& made);
  void retire(std::shared_ptr<traffic::proxy> one);
  void check_names(const scenario::file& next, problems& found) const;
  void check_same_daemons(const scenario::file& next, problems& found) const;
  void in_turn(job one);
  void next_job();
  void carry_out(steps what, told answered);
  later<void> in_workshop(std::function<void()> what);
  later<outcome> add_now(const guest_request& asked);
  later<outcome> populate_now(const std::vector<guest_request>& asked, populated& made);
  later<outcome> populate_one(const guest_request& asked);
  later<outcome> change_now(const std::string& name, const guest_change& wanted);
  later<outcome> remove_now(const std::string& name);
  later<outcome> put_toxic_now(const std::string& proxy, const toxic& what, bool is_new);
  later<outcome> remove_toxic_now(const std::string& proxy, const std::string& name);
  later<outcome> reset_now();
  later<outcome> start(const std::string& name);
  later<void> stop(const std::string& name);
  later<outcome> differs(const std::string& text, const std::string& from, bool& moves);
  later<void> in_force_on(const std::string& proxy);
  outcome place(const std::string& proxy, const toxic& what);
  outcome place_all(const guest_request& asked);
  void forget_toxics_of(const std::string& proxy);
  void forget_ended_toxics();
  void forget_toxics_of_nobody();
  placed_toxic* toxic_on(const std::string& proxy, const std::string& name);
  void look_up_again();
  void tell_of_names();
  void tell_of_captures();
  void take_away(std::uint64_t& counted, const std::function<void()>& taking, done gone);
  void arm(done in_force);
  void forget_replaced_faults();
  void swap_plans(done in_force);
  void start_daemons();
  void arm_daemons();
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
  const scenario::file file_of_daemons_;
  std::vector<std::unique_ptr<lab::daemon_host>> daemons_;  // whoever waits for them goes first
  std::vector<served_proxy> proxies_;
  std::map<std::string, guest> guests_;                   // without those of the file
  std::vector<closed_proxy> closed_;                      // of the file, by the API
  std::vector<placed_toxic> toxics_;                      // as they came
  std::deque<job> jobs_;                                  // the first is under way
  std::vector<std::shared_ptr<traffic::proxy>> retired_;  // they end with their last connection
  boost::asio::steady_timer change_, pulse_, drain_;
  reload_book reloads_;
  lease_book leases_;
  rollback_book rollbacks_;
  std::deque<noted_decision> decisions_;
  std::uint64_t decided_ = 0;  // draws that it has heard of
  run_board board_;
  const std::chrono::system_clock::time_point started_ = std::chrono::system_clock::now();
  std::vector<std::optional<std::chrono::system_clock::time_point>> injections_;  // by slot
  bool ready_ = false;
  bool draining_ = false;
  std::shared_ptr<opened> reloading_;  // while the workshop opens, nobody else touches it
  std::shared_ptr<traffic::proxy> opening_, closing_;  // the same
  std::uint64_t pulses_ = 0;
  std::atomic<bool> looking_up_ = false;
  std::set<std::pair<std::string, endpoint>> unresolved_;  // proxy and upstream, as was said
  std::map<std::string, std::uint64_t> told_of_;  // by proxy: connections that were not captured
  const std::shared_ptr<traffic::capture> capture_ = std::make_shared<traffic::capture>();
  boost::asio::thread_pool resolver_{1};  // names may take long
  boost::asio::thread_pool workshop_{1};  // the last one: it uses the others
};

}  // namespace surgeline::sidecar
