#include "surgeline/scenario/endpoint_choice.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>

namespace surgeline::scenario {
namespace {

using surgeline::fault::subject;

proxy balanced(resilience::balance how) {
  return {.id = "front", .upstream = {.service = "shop", .balance = how}};
}

TEST(EndpointChoice, TakesEachInItsTurn) {
  endpoint_choice choose(balanced(resilience::balance::round_robin), 3, chance{1});
  const subject anyone("127.16.0.1", 1);
  EXPECT_EQ(choose(anyone, {}), 0U);
  EXPECT_EQ(choose(anyone, {}), 1U);
  EXPECT_EQ(choose(anyone, {}), 2U);
  EXPECT_EQ(choose(anyone, {}), 0U);
}

TEST(EndpointChoice, DrawsForAConnectionWhateverOthersDo) {
  endpoint_choice first(balanced(resilience::balance::random), 100, chance{1});
  endpoint_choice second(balanced(resilience::balance::random), 100, chance{1});
  second(subject("127.16.0.9", 4), {});
  EXPECT_EQ(first(subject("127.16.0.1", 1), {}), second(subject("127.16.0.1", 1), {}));
}

TEST(EndpointChoice, DrawsAnewForTheNextConnectionOfAClient) {
  endpoint_choice choose(balanced(resilience::balance::random), 1'000'000, chance{1});
  EXPECT_NE(choose(subject("127.16.0.1", 1), {}), choose(subject("127.16.0.1", 2), {}));
}

TEST(EndpointChoice, DrawsEveryEndpointAsOften) {
  constexpr int draws = 30'000;
  endpoint_choice choose(balanced(resilience::balance::random), 3, chance{7});
  std::array<int, 3> times{};
  for (int i = 0; i < draws; ++i) ++times.at(choose(subject("127.16.0.1", 1U + i), {}));
  const double sigma = std::sqrt(draws * (1.0 / 3) * (2.0 / 3));
  for (const int each : times) EXPECT_NEAR(each, draws / 3.0, 4 * sigma);
}

TEST(EndpointChoice, ComparesWhatIsOpen) {
  for (const auto how : {resilience::balance::least_request, resilience::balance::power_of_two}) {
    endpoint_choice choose(balanced(how), 2, chance{1});
    EXPECT_EQ(choose(subject("127.16.0.1", 1), std::array{4U, 3U}), 1U);
  }
}

}  // namespace
}  // namespace surgeline::scenario
