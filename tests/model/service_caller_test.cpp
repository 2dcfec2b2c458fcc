#include "surgeline/model/service_caller.hpp"

#include <gmock/gmock.h>

#include "model/calling.hpp"

namespace surgeline::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Service `shop`, two replicas, calls `stock` under a policy.
scenario::file shop_and_stock(duration timeout, const resilience::retry& again = {}) {
  scenario::file made = scenario::direct_scenario();
  made.policies.push_back({.id = "careful", .timeout = timeout, .retry = again});
  made.services.front().replicas = 2;
  made.services.front().calls.push_back({.to = "stock", .policy = "careful"});
  made.services.push_back({.id = "stock", .replicas = 3});
  return made;
}

class ServiceCaller : public testing::Test {
 protected:
  void begin(std::uint64_t ticket, std::uint32_t replica = 0) {
    calls_.begin({ticket, replica, {step::sort::call, 0}}, wire_.now, wire_);
  }
  void tell(time_point now) {
    wire_.now = now;
    calls_.advance(now, wire_);
  }
  void answer(std::size_t which, outcome how = outcome::ok) {
    calls_.answered(wire_.all[which].attempt, how, wire_.now, wire_);
  }

  scenario::file file_ = shop_and_stock(1s, fixed(2));
  service_caller calls_{file_, scenario::routes(file_).back(), chance{1}};
  noting_wire wire_;
};

using finished = service_caller::finished;

TEST_F(ServiceCaller, MakesACallOfEachErrand) {
  begin(7);
  begin(8);
  EXPECT_THAT(wire_.all, SizeIs(2));
  EXPECT_NE(wire_.all[0].attempt, wire_.all[1].attempt);
}

TEST_F(ServiceCaller, CallsOnALineOfTheReplicaThatAsks) {
  begin(7, 1);
  EXPECT_EQ(wire_.all[0].on.client, 1U);
}

TEST_F(ServiceCaller, HasFinishedAnErrandWhenItsCallIsAnswered) {
  begin(7);
  begin(8);
  answer(1);
  EXPECT_THAT(calls_.take_finished(), ElementsAre(finished{8, outcome::ok}));
}

TEST_F(ServiceCaller, TellsOnceThatAnErrandIsFinished) {
  begin(7);
  answer(0);
  calls_.take_finished();
  EXPECT_THAT(calls_.take_finished(), IsEmpty());
}

TEST_F(ServiceCaller, TriesAgainByItsPolicy) {
  begin(7);
  tell(at(1s));
  EXPECT_THAT(wire_.all, SizeIs(2));
  EXPECT_FALSE(calls_.has_finished());
}

TEST_F(ServiceCaller, FinishesBadlyWhenItsPolicyGivesUp) {
  begin(7);
  tell(at(1s));
  tell(at(2s));
  EXPECT_THAT(calls_.take_finished(), ElementsAre(finished{7, outcome::timeout}));
}

TEST_F(ServiceCaller, FinishesBadlyWhenItsLineIsLost) {
  begin(7);
  calls_.lost(wire_.all[0].on, outcome::reset, at(0s), wire_);
  calls_.lost(wire_.all[1].on, outcome::reset, at(0s), wire_);
  EXPECT_THAT(calls_.take_finished(), ElementsAre(finished{7, outcome::reset}));
}

TEST_F(ServiceCaller, DrawsForAReplicaWhateverTheOthersDo) {
  service_caller alone{file_, scenario::routes(file_).back(), chance{1}};
  noting_wire beside;
  for (std::uint64_t i = 0; i < 20; ++i) {
    begin(i, 0);
    begin(100 + i, 1);
    alone.begin({i, 1, {step::sort::call, 0}}, at(0s), beside);
    EXPECT_EQ(wire_.all.back().on, beside.all.back().on);
  }
}

TEST_F(ServiceCaller, CountsAnAnswerThatNobodyWaitsForAsWasted) {
  begin(7);
  tell(at(1s));
  answer(0);
  calls_.waste().roll(at(2s));
  measure::recording counted;
  counted.add(calls_.waste().subject(), calls_.waste().take());
  EXPECT_EQ(counted.sum("service.stock", instrument::wasted, at(0s), at(1h)), 1);
}

}  // namespace
}  // namespace surgeline::model
