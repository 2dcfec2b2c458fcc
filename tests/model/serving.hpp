#pragma once

#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"
#include "surgeline/model/server.hpp"

/// What the tests of servers share: who hears the answers, and a clock.
namespace surgeline::model {

using namespace std::chrono_literals;
using resilience::outcome;

/// Hears every answer, and when.
struct hearing final : replies {
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

  time_point now{};
  std::vector<answer> answers;
  std::uint64_t count = 0;
  bool keeps = true;
  bool listens = true;  ///< false: the connections are gone
};

inline void PrintTo(const hearing::answer& value, std::ostream* out) {
  *out << value.attempt << (value.how == outcome::ok ? " ok" : " refused") << " at ";
  PrintTo(value.when, out);
}

/// A server with somebody who hears it.
struct served {
  explicit served(const scenario::service& what, std::uint64_t seed = 1)
      : shop(what, chance{seed}) {}

  void arrive(std::uint64_t attempt, time_point when, std::uint32_t replica = 0) {
    heard.now = when;
    shop.arrive(replica, {attempt, 0}, when, heard);
  }
  /// Wakes up now, whatever is due.
  void wake(time_point when) {
    heard.now = when;
    shop.advance(when, heard);
  }
  /// Wakes up for every end until a moment.
  void work_until(time_point until) {
    while (shop.next_due() <= until) wake(shop.next_due());
  }

  server shop;
  hearing heard;
};

}  // namespace surgeline::model
