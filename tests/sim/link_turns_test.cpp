#include <gtest/gtest.h>

#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/sim/link.hpp"

/// A link counts turns as a proxy does, whichever of its frames a plan is asked about.
namespace surgeline::sim {
namespace {

using namespace std::chrono_literals;
using enum fault::direction;

fault::plan half_of_the_requests(fault::kind what) {
  fault::armed one{.id = "half", .what = std::move(what), .probability = 0.5};
  one.per = fault::unit::request;
  return fault::plan{chance{7}, {std::move(one)}};
}

TEST(Link, DrawsForEachRequestWhereOnlyTheAnswersAreTouched) {
  constexpr std::uint64_t requests = 100;
  const fault::plan plan = half_of_the_requests(fault::latency{.delay = distribution::fixed(10ms)});
  fault::ledger book;
  link one("127.0.0.1");
  one.connect(plan, {}, book);
  for (std::uint64_t i = 0; i < requests; ++i) {
    const time_point now{1s * i};
    model::frame frame;
    one.carry(frame, to_upstream, plan, now, book);
    one.carry(frame, to_client, plan, now, book);
    one.arrives(to_client, now + 10ms, book, frame);
  }
  EXPECT_EQ(book.of(0).evaluated, requests);
  EXPECT_GT(book.of(0).delayed, 0);
  EXPECT_LT(book.of(0).delayed, requests);
}

}  // namespace
}  // namespace surgeline::sim
