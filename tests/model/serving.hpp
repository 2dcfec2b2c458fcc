#pragma once

#include <utility>
#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"
#include "surgeline/model/server.hpp"

/// What the tests of servers share: who hears the answers, and a clock.
namespace surgeline::model {

using namespace std::chrono_literals;
using resilience::outcome;

/// Hears every answer, and when.
struct hearing final : surroundings {
  struct answer {
    std::uint64_t attempt;
    outcome how;
    time_point when;
    bool operator==(const answer&) const = default;
  };

  bool reply(const job& done, outcome how) override {
    if (keeps) answers.push_back({done.attempt, how, now});
    ++count;
    return listens;
  }
  void begin(const errand& what, time_point) override { errands.push_back(what); }

  time_point now{};
  std::vector<answer> answers;
  std::vector<errand> errands;
  std::uint64_t count = 0;
  bool keeps = true;
  bool listens = true;  ///< false: the connections are gone
};

inline void PrintTo(const hearing::answer& value, std::ostream* out) {
  *out << value.attempt << " (" << int(value.how) << ")" << " at ";
  PrintTo(value.when, out);
}

/// What was counted before a moment.
inline measure::recording counted(server& of, duration until) {
  of.numbers().roll(at(until));
  measure::recording all;
  all.add("service.shop", of.numbers().take());
  return all;
}

inline double total(server& of, measure::instrument what, duration until) {
  return counted(of, until).sum("service.shop", what, at(0s), at(until));
}

/// A server with somebody who hears it.
struct served {
  explicit served(
      const scenario::service& what,
      std::uint64_t seed = 1,
      std::vector<step> steps = {step{}}
  )
      : shop(what, chance{seed}, std::move(steps)) {}

  void arrive(
      std::uint64_t attempt,
      time_point when,
      std::uint32_t replica = 0,
      std::uint64_t key = 0
  ) {
    heard.now = when;
    shop.arrive(replica, {attempt, 0, key}, when, heard);
  }
  /// Wakes up now, whatever is due.
  void wake(time_point when) {
    heard.now = when;
    shop.advance(when, heard);
  }
  /// Somebody has done the errand that was begun last.
  void do_errand(time_point when, outcome how = outcome::ok) {
    heard.now = when;
    shop.done(heard.errands.back().ticket, how, when, heard);
  }
  /// Somebody has done the nth of the errands, from 0.
  void do_errand_number(std::size_t nth, time_point when, outcome how = outcome::ok) {
    heard.now = when;
    shop.done(heard.errands.at(nth).ticket, how, when, heard);
  }
  /// Wakes up for every end until a moment.
  void work_until(time_point until) {
    while (shop.next_due() <= until) wake(shop.next_due());
  }

  server shop;
  hearing heard;
};

}  // namespace surgeline::model
