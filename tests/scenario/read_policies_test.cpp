#include <gmock/gmock.h>

#include <variant>

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A policy `p` with these keys, beside the file's own.
std::string with(std::string_view keys) {
  return shop("[[policy]]\nid = \"p\"\n" + std::string{keys});
}
policy read_policy(std::string_view keys) { return values(with(keys)).policies.at(1); }

TEST(ReadPolicies, GiveABudgetOfEachFunding) {
  const auto funding = [](const char* keys) {
    return read_policy("retry = { kind = \"fixed\" }\nbudget = { " + std::string{keys} + " }")
        .budget->funding;
  };
  EXPECT_TRUE(
      std::get<resilience::per_request>(
          funding("funding = \"per_request\", ratio = \"10%\", ttl = \"5s\", reserve = \"3/s\"")
      ) == (resilience::per_request{share{0.1}, std::chrono::seconds{5}, rate{3}})
  );
  EXPECT_TRUE(
      std::get<resilience::in_flight>(funding("funding = \"in_flight\", ratio = 0.3, min_slots = 5")
      ) == (resilience::in_flight{share{0.3}, 5})
  );
  EXPECT_EQ(std::get<resilience::per_success>(funding("refill = 0.2")).refill, 0.2);
}

TEST(ReadPolicies, LetKeysBesideAPresetChangeIt) {
  const auto terms =
      read_policy(
          "retry = { kind = \"fixed\" }\nbudget = { preset = \"finagle\", reserve = \"5/s\" }"
      )
          .budget;
  const auto& window = std::get<resilience::per_request>(terms->funding);
  EXPECT_EQ(window.ratio, share{0.2});
  EXPECT_EQ(window.reserve, rate{5});
}

TEST(ReadPolicies, GiveTheHystrixPresetAScope) {
  const auto terms = read_policy("breaker = { preset = \"hystrix\", scope = \"host\" }").breaker;
  EXPECT_TRUE(std::holds_alternative<resilience::hystrix>(terms->kind));
  EXPECT_EQ(terms->scope, resilience::breaker_scope::host);
  EXPECT_TRUE(terms->count_rejections);
}

TEST(ReadPolicies, GiveEverythingElse) {
  const policy read = read_policy(R"(
timeout = "800ms"
retry = { kind = "fixed", retry_on = [503, "429", "4xx", "rejected"], honour = ["retry-after"] }
breaker = { kind = "slow_rate", slow_after = "300ms", open_at = "40%", probes = 3 }
order = "retry_in_breaker"
bulkhead = { slots = 10, queue = { limit = 5 } }
hedge = { after = "p95", max_share = "5%" }
throttle = { kind = "adaptive", factor = 1.5, window = "1m" }
)");
  using enum resilience::cause;
  EXPECT_TRUE(
      read.retry->retry_on == (std::vector{
                                  static_cast<resilience::cause>(503),
                                  static_cast<resilience::cause>(429),
                                  client_error,
                                  rejected
                              })
  );
  EXPECT_TRUE(read.retry->honour == (std::vector{resilience::wish::retry_after}));
  EXPECT_EQ(read.order, nesting::retry_in_breaker);
  EXPECT_EQ(read.bulkhead->queue.limit, 5U);
  EXPECT_EQ(read.hedge->after.percentile, 95U);
  EXPECT_EQ(read.throttle->factor, 1.5);
}

TEST(ReadPolicies, SayWhichFundingAKeyBelongsTo) {
  EXPECT_THAT(
      said(with("retry = { kind = \"fixed\" }\nbudget = { funding = \"in_flight\", ttl = \"1s\" }")
      ),
      ElementsAre(testing::HasSubstr("`ttl`"))
  );
}

TEST(ReadPolicies, WantAKindOfBreaker) {
  EXPECT_THAT(said(with("breaker = { open_at = 0.5 }")), ElementsAre(testing::HasSubstr("`kind`")));
}

TEST(ReadPolicies, WantAStatusOrAWordToRetryOn) {
  EXPECT_THAT(
      said(with("retry = { kind = \"fixed\", retry_on = [99] }")),
      ElementsAre(testing::HasSubstr("must be from 100 to 599, not 99"))
  );
  EXPECT_THAT(
      said(with("retry = { kind = \"fixed\", retry_on = [\"timout\"] }")),
      ElementsAre(testing::HasSubstr("did you mean `timeout`?"))
  );
}

TEST(ReadPolicies, WantAQuantileThatHedgesCanUse) {
  EXPECT_THAT(
      said(with("hedge = { after = \"p5\" }")),
      ElementsAre(testing::HasSubstr("a quantile from \"p50\" to \"p99\""))
  );
}

TEST(ReadPolicies, RefuseToSkipBreakersThatAreNotThere) {
  EXPECT_THAT(
      said(with("skip_open = true")),
      ElementsAre(
          "33:13 policy `p` has no breaker to skip | give it a breaker with scope = \"host\""
      )
  );
  EXPECT_THAT(
      said(with("breaker = { preset = \"hystrix\" }\nskip_open = true")),
      ElementsAre(
          "34:13 policy `p` has one breaker for all hosts | give it a breaker with scope = \"host\""
      )
  );
}

TEST(ReadPolicies, RefuseToNestWhatIsNotThere) {
  EXPECT_THAT(
      said(with("retry = { kind = \"fixed\" }\norder = \"retry_in_breaker\"")),
      ElementsAre(
          "34:9 policy `p` has no breaker, so there is nothing to nest | add one, or remove `order`"
      )
  );
}

TEST(ReadPolicies, RefuseABudgetThatPaysForNothing) {
  EXPECT_THAT(
      said(with("budget = { preset = \"envoy\" }")),
      ElementsAre("33:10 policy `p` has a budget for retries and no retries | add `retry`, or "
                  "remove `budget`")
  );
}

TEST(ReadPolicies, RefuseAHedgeAfterTheTimeOut) {
  EXPECT_THAT(
      said(with("timeout = \"1s\"\nhedge = { after = \"1s\" }")),
      ElementsAre("34:19 policy `p` gives every attempt up before it would be hedged | make it "
                  "shorter than "
                  "`timeout`")
  );
}

TEST(ReadPolicies, RefuseSlowCallsAfterTheTimeOut) {
  EXPECT_THAT(
      said(with("timeout = \"1s\"\nbreaker = { kind = \"slow_rate\", slow_after = \"2s\" }")),
      ElementsAre(
          "34:46 policy `p` gives every attempt up before it would be slow | make it shorter than "
          "`timeout`"
      )
  );
}

TEST(ReadPolicies, RefuseBreakersForHostsThatCallersDoNotSee) {
  std::string text = shop();
  text.replace(text.find("id = \"shop\""), 11, "id = \"shop\"\nreplicas = 2");
  text.replace(
      text.find("timeout = \"1s\""),
      14,
      "breaker = { preset = \"hystrix\", scope = \"host\" }"
  );
  EXPECT_THAT(
      said(text),
      ElementsAre("16:10 policy `callers` has a breaker for each host, and `users` sees one "
                  "listener of "
                  "proxy `front` | let the proxy have each = \"endpoint\"")
  );
  text.replace(text.find("from ="), 6, "each = \"endpoint\"\nfrom =");
  EXPECT_THAT(said(text), IsEmpty());
}

TEST(ReadPolicies, RefuseAMetricOfWhatAPolicyDoesNotHave) {
  EXPECT_THAT(
      said(shop("[[steady_state]]\nid = \"shut\"\nmetric = \"policy.callers.open_share\"\n"
                "expect = { at_most = 0.5 }\n")),
      ElementsAre("33:10 policy `callers` has no breaker | give it a `breaker`")
  );
  EXPECT_THAT(
      said(shop("[[steady_state]]\nid = \"poor\"\nmetric = \"policy.callers.budget\"\n"
                "expect = { at_most = 0.5 }\n")),
      ElementsAre("33:10 policy `callers` has no budget | give it a `budget`")
  );
}

}  // namespace
}  // namespace surgeline::scenario
