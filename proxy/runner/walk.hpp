#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "programs.hpp"
#include "rig.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/runner/inbox.hpp"
#include "surgeline/runner/proxy_rows.hpp"
#include "surgeline/runner/questioner.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::runner {

/// Walks a scenario through its phases on a rig, from the calling thread: tells the conductor the time, carries out what it
/// decides, and gathers what was counted, tick by tick. It never waits for data, only for time to pass.
class walk {
 public:
  walk(
      const scenario::file& from,
      std::uint64_t seed,
      const scenario::observer& watch,
      const std::vector<admin::control_address>& targets
  );
  walk(const walk&) = delete;
  walk& operator=(const walk&) = delete;

  /// What could not start.
  const problems& found() const { return found_; }
  /// From the first phase to the end; to be called once, if everything could start.
  scenario::record run();

 private:
  /// Questions to workers that were asked together.
  struct round {
    std::size_t missing = 0;  ///< answers
    net::real_time asked{};
    time_point until{};  ///< what was counted before this moment was asked for
  };
  using shared_round = std::shared_ptr<round>;

  /// Starts the programs under test, and has time begin once they are ready; false when it will not.
  bool start_programs();
  /// Ends the run if one of them has ended.
  void look_after_programs(time_point now);
  /// Makes the kept connections, as far as there is time.
  void connect();
  /// Puts in force what the conductor says, and waits until it is.
  void arm();
  void step(time_point now);
  void carry_out(time_point now);
  void abort(
      const char* code,
      std::string text,
      time_point now,
      scenario::verdict_kind verdict = scenario::verdict_kind::aborted
  );
  /// Asks everybody for what was counted before `until`.
  void read(time_point until);
  /// Looks at what is known now that everything before `complete` is.
  void look_on(time_point complete);
  void take_books();
  /// Somebody outside has answered; any thread may say so.
  void hear(scenario::answer one);
  /// Notes sidecars that were lost, and ends the run if too few are left.
  void look_after_sidecars(time_point now);
  /// Has the sidecars know what the run does, or what became of it.
  void tell_sidecars(time_point now);
  void tell_verdict();

  static shared_round begin(std::size_t questions);
  /// Answers one question of a round, from any thread; `answer` runs on the calling one.
  void hand_in(const shared_round& of, std::function<void()> answer);
  /// Works until all are answered, or until `when`.
  void wait_for(const shared_round& answers, net::real_time when = net::real_time::max());
  /// Throws if answers stay away, which is an error of ours.
  static void expect_answers(const round& asked);
  /// How long a run may take in real time.
  duration longest() const;

  const scenario::file& from_;
  const scenario::observer& watch_;
  net::run_clock clock_;
  problems found_;
  inbox inbox_;  // outlives the rig, whose workers post to it
  rig rig_;
  programs programs_;
  scenario::conductor conductor_;
  std::vector<std::uint32_t> in_force_;  // as carried out
  double load_factor_ = 1;               // as carried out
  std::vector<proxy_rows> proxies_;
  net::real_time figures_told_{};
  shared_round reading_;
  scenario::record record_;
  questioner questioner_;  // last: its threads post to the inbox
};

}  // namespace surgeline::runner
