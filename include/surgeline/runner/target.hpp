#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/admin/control_address.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/runner/clock_offset.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/run_figures.hpp"
#include "surgeline/scenario/run_story.hpp"
#include "surgeline/traffic/counts.hpp"

namespace surgeline::runner {

/// A lease is renewed so many times before it would run out.
inline constexpr int renewals_per_lease = 3;
/// A sidecar is lost that has answered no renewal for so much of its lease: what is left is for clearing the others.
constexpr duration longest_silence(duration lease) { return lease - lease / 10; }
/// A clock is asked so many times; the quickest answer counts.
inline constexpr int clock_samples = 5;
/// A sidecar that is to forget a run is waited for so long at most.
inline constexpr std::chrono::seconds farewell{1};

/// The control address in what `--target` was given: `http://127.0.0.1:8474`, `https://…`, `127.0.0.1:8474`, `unix:/path`;
/// empty with the reason in `why`.
std::optional<admin::control_address> target_of(std::string_view url, std::string& why);

/// A sidecar whose proxies, called as those of the file, are armed from afar, under a lease. It is lost when it was restarted,
/// when somebody has taken the lease away, or when it has been silent for nearly a lease: then it clears itself. A lost one is
/// left alone. Questions are asked one after the other, on a thread of their own; answers come there.
class target final : net::alarm_handler {
 public:
  /// What it has counted since the run began.
  struct account {
    std::vector<traffic::counts> counts;  ///< by proxy of the file
    fault::ledger faults;                 ///< by slot
  };

  /// `lost` is called, on its thread, when there is trouble.
  target(
      admin::control_address control,
      const scenario::file& from,
      std::uint64_t seed,
      scenario::run_identity run,
      std::function<void()> lost
  );
  target(const target&) = delete;
  target& operator=(const target&) = delete;
  ~target();

  // What a run does with it, one after the other; `done` is called on its thread.

  /// Asks what it has and what time it is there, and changes nothing. Why the run cannot have it is then in `trouble`.
  void meet(std::function<void()> done);
  /// Takes the lease, with every fault of the file that is for it still disabled: so all of them are checked there.
  void take(std::function<void()> done);
  /// Puts in force what the conductor says; `done` when it is, or cannot be.
  void arm(const scenario::conductor& by, std::function<void()> done);
  /// What it has counted, as far as it answers.
  void count(std::function<void(const account&)> to);
  /// What the run tells of itself with the next renewal; at once if there is news in it.
  void tell(const scenario::run_story& story);
  /// What its loads ask for and get, for whoever watches the sidecar: told when nothing else is to be, and the latest only. A
  /// sidecar that does not want to know, or not in time, is not asked again soon, and is no worse for it.
  void tell(scenario::run_figures figures);
  /// Clears what was armed; nothing is renewed any more.
  void leave(std::function<void()> done);

  /// Why the run cannot have it, or has lost it. Any thread may ask.
  std::optional<std::string> trouble() const;
  /// The longest that anything took from `arm` until it was in force there. Any thread may ask.
  duration armed_within() const;

  // Known once it was met.
  const endpoint& control() const { return control_.at; }
  /// Whether it has a proxy (by its index in the file), and where that listens.
  bool has(std::size_t proxy) const { return !addresses_[proxy].empty(); }
  const std::vector<endpoint>& addresses(std::size_t proxy) const { return addresses_[proxy]; }
  /// Whether it has a daemon (by its index in the file).
  bool has_daemon(std::size_t daemon) const { return daemons_[daemon]; }
  clock_offset clock() const { return clock_; }

 private:
  /// An answer, or why there is none.
  struct answer {
    std::optional<config::value> good;
    unsigned status = 0;  ///< 0: nothing came back
    std::string why;
  };

  void rang(net::alarm& which, net::real_time now) override;
  answer ask(const char* method, const std::string& path, std::string body, duration patience)
      const;
  /// How long it may think now: a renewal must not come too late because of it.
  duration patience() const;
  std::optional<config::value> look();
  std::string reason_against(const config::value& state) const;
  void learn_what_it_has(const config::value& state);
  void ask_for_the_time();
  std::string reason_against_upstreams(const config::value& state) const;
  scenario::plan_request plan_of(const std::vector<std::uint32_t>& slots) const;
  bool is_for_it(scenario::fault& one) const;
  account account_in(const config::value& state) const;
  void put();
  void note_in_force();
  void renew();
  void tell_figures();
  void go_on(const answer& heard, net::real_time asked);
  bool has_been_silent(const answer& heard);
  void lose(std::string why);
  std::string name() const { return "the sidecar at " + control_.text(); }

  const admin::control_address control_;
  const scenario::file& from_;
  const std::uint64_t seed_;
  const scenario::run_identity run_;
  const std::function<void()> lost_;
  std::vector<std::vector<endpoint>> addresses_;  // by proxy of the file
  std::vector<bool> daemons_;                     // of the file, by index: whether it is there
  bool has_others_ = false;                       // proxies that the file does not know
  clock_offset clock_;
  // The worker's.
  std::string started_;                 // when it was, as it says
  account before_, latest_;             // when the run began; since then
  std::string lease_;                   // its id, once there is one
  std::optional<std::string> plan_;     // that is to be put in force, and is not known to be
  std::optional<net::real_time> told_;  // when `arm` was, while it is about that
  std::optional<scenario::run_story> story_;
  net::real_time figures_again_{};  // not before then
  std::string silence_;  // why nothing has come back since the last renewal; empty if something did
  net::real_time renewed_{};  // when the last renewal was asked for that succeeded
  bool is_over_ = false;
  duration lease_length_;  // as given
  mutable std::mutex mutex_;
  std::optional<std::string> trouble_;
  std::optional<scenario::run_figures> figures_;  // that are to be told
  duration armed_within_{};
  net::worker asking_;
  net::alarm renewal_;
};

}  // namespace surgeline::runner
