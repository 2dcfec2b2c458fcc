#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/net/pipe_pool.hpp"
#include "surgeline/traffic/relay.hpp"

namespace surgeline::traffic {

/// One direction between two streams that the test plays, with its plan and a small buffer, so that little is much. A file
/// second passes in a real microsecond.
template <class Stream>
struct relay_flow {
  /// `how` makes each of the streams.
  explicit relay_flow(std::size_t limit = 1 << 20, auto... how)
      : around(clock, buffer, limit, &pipes), from(how...), to(how...) {}

  template <class... Kinds>
  void arm(Kinds... kinds) {
    std::vector<fault::armed> faults;
    [[maybe_unused]] const time_point now = clock.now();
    (faults.push_back({.id = "fault", .what = kinds, .since = now, .first = now}), ...);
    around.put_in_force(std::make_shared<const fault::plan>(chance{}, std::move(faults)));
    one.replan();
  }
  void say(const std::string& text) {
    from.say(text);
    said += text;
  }
  relay::outcome pump() { return one.pump(); }
  void pump_all() {
    while (pump() == relay::outcome::again) {
    }
  }
  std::uint64_t buffered() const { return around.connections.buffered; }

  /// Takes so many random steps, and says after each whether what was heard is what was said. `step(flow, upto)` takes one;
  /// `upto(most)` draws for it.
  template <class Step>
  void play(std::uint32_t seed, int steps, Step step) {
    std::mt19937 dice(seed);
    std::size_t checked = 0;
    for (int i = 0; i < steps; ++i) {
      step(*this, [&dice](std::size_t most) { return dice() % (most + 1); });
      pump();
      const auto heard = std::string_view{to.heard}.substr(checked);
      ASSERT_EQ(heard, std::string_view{said}.substr(checked, heard.size())) << "seed " << seed;
      ASSERT_LE(buffered(), around.buffer_limit) << "seed " << seed;
      checked += heard.size();
    }
    arm();
    to.take(said.size());
    pump_all();
    ASSERT_EQ(to.heard, said) << "seed " << seed;
    ASSERT_EQ(buffered(), 0) << "seed " << seed;
  }

  net::run_clock clock{std::chrono::steady_clock::now(), 1e6};
  std::vector<std::byte> buffer = std::vector<std::byte>(4096);
  net::pipe_pool pipes;
  surroundings around;
  fault::subject who{"client", 1};
  Stream from, to;
  relay one{fault::direction::to_upstream, from, to, who, around};
  std::string said;
};

}  // namespace surgeline::traffic
