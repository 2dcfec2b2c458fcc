#include "surgeline/runner/proxy_rows.hpp"

#include <gtest/gtest.h>

#include "support/print.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using measure::instrument;

class ProxyRows : public testing::Test {
 protected:
  void report(const traffic::counts& counted, time_point now) {
    for (const auto& [subject, rows] : rows_.report(counted, now)) seen_.add(subject, rows);
  }
  double bytes(time_point from, time_point to) const {
    return seen_.sum("proxy.front", instrument::bytes, from, to);
  }

  double exchanges(const std::string& subject) const {
    return seen_.sum(subject, instrument::exchanges, time_point{}, time_point{1s});
  }

  proxy_rows rows_{"front", true};
  measure::recording seen_;
};

TEST_F(ProxyRows, CountsBytesOfBothDirections) {
  report({.bytes = {100, 20}}, time_point{250ms});
  EXPECT_EQ(bytes(time_point{}, time_point{250ms}), 120);
}

TEST_F(ProxyRows, TellThePartsOfTheClientsApart) {
  report({.exchanges = {.over = 100}, .control = {.over = 10}}, time_point{250ms});
  report({.exchanges = {.over = 150}, .control = {.over = 15}}, time_point{500ms});
  EXPECT_EQ(exchanges("proxy.front"), 150);
  EXPECT_EQ(exchanges("proxy.front/control"), 15);
  EXPECT_EQ(exchanges("proxy.front/faulted"), 135);
}

TEST_F(ProxyRows, HaveNoPartsWithoutAControlGroup) {
  rows_ = proxy_rows("front", false);
  report({.exchanges = {.over = 100}}, time_point{250ms});
  EXPECT_FALSE(seen_.has("proxy.front/faulted"));
}

TEST_F(ProxyRows, HaveWhatTheBreakersOfClientsSeemToDo) {
  scenario::proxy front{.id = "front"};
  front.protocol = scenario::protocol::http;
  front.clients = {{.id = "web"}};
  rows_.watches(front);
  traffic::breakers seen(2);
  for (int i = 0; i < 40; ++i) {
    const time_point when{25ms * i};
    seen.begin(0, when);
    seen.end(0, when, observe::outcome::ok, when + 1ms);
  }
  rows_.see(seen, time_point{1s});
  report({}, time_point{1s});
  const auto known = [&](const std::string& client) {
    return seen_.last("policy.front/" + client, instrument::breakers, time_point{1s});
  };
  EXPECT_EQ(seen.read(0, time_point{1s}).state, observe::breaker_state::closed);
  EXPECT_EQ(known("web"), 1);
  EXPECT_EQ(known("other"), 0);
}

TEST_F(ProxyRows, CountsOnlyWhatIsNew) {
  report({.bytes = {100, 20}}, time_point{250ms});
  report({.bytes = {130, 20}}, time_point{500ms});
  EXPECT_EQ(bytes(time_point{250ms}, time_point{500ms}), 30);
}

TEST_F(ProxyRows, GivesWhatIsNewToTheTickThatHasJustEnded) {
  report({}, time_point{250ms});
  report({.bytes = {7, 0}}, time_point{1003ms});
  EXPECT_EQ(bytes(time_point{750ms}, time_point{1s}), 7);
}

TEST_F(ProxyRows, ShowsWhatIsOpenAndWhatIsHeld) {
  report({.active = 3, .buffered = 64}, time_point{251ms});
  EXPECT_EQ(seen_.last("proxy.front", instrument::connections, time_point{250ms}), 3);
  EXPECT_EQ(seen_.last("proxy.front", instrument::held, time_point{250ms}), 64);
}

}  // namespace
}  // namespace surgeline::runner
