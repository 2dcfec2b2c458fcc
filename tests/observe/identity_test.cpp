#include "surgeline/observe/identity.hpp"

#include <gtest/gtest.h>

#include "observe/request.hpp"

namespace surgeline::observe {
namespace {

TEST(Identity, IsNobodysWithoutAClue) {
  EXPECT_EQ((request{{{"host", "stock"}, {"accept", "*/*"}}}.says()), identity{});
}

TEST(Identity, IsTheIdThatARequestCarries) {
  const identity first = request{{{"x-request-id", "a1"}}}.says();
  EXPECT_EQ(first.evidence, evidence::request_id);
  EXPECT_EQ(first.naming, naming::exact);
  EXPECT_EQ(first.ordinal, 0U);
  EXPECT_EQ((request{{{"X-Request-ID", "a1"}}}.says()), first);
  EXPECT_NE((request{{{"x-request-id", "a2"}}}.says().id), first.id);
}

TEST(Identity, TellsRequestsThatShareTheIdOfWhatTheyServe) {
  const std::vector<header_field> passed_on{{"x-request-id", "a1"}};
  const identity one = request{passed_on}.says();
  EXPECT_NE((request{.fields = passed_on, .target = "/stock/8"}.says().id), one.id);
  EXPECT_NE((request{.fields = passed_on, .method = "PUT"}.says().id), one.id);
}

TEST(Identity, PrefersAnIdempotencyKeyToARequestId) {
  const request both{{{"x-request-id", "a1"}, {"idempotency-key", "k"}}};
  EXPECT_EQ(both.says(), (request{{{"idempotency-key", "k"}}}.says()));
}

TEST(Identity, FollowsTheOrderOfTrustOfTheFile) {
  const request both{{{"x-request-id", "a1"}, {"idempotency-key", "k"}}};
  EXPECT_EQ(
      both.says({clue::request_id, clue::idempotency_key}),
      (request{{{"x-request-id", "a1"}}}.says())
  );
  EXPECT_EQ(both.says({clue::trace}), identity{});
}

TEST(Identity, TakesTheOrdinalFromEnvoyAndTheNameFromTheRequestId) {
  const identity second = request{{{"x-envoy-attempt-count", "2"}, {"x-request-id", "a1"}}}.says();
  EXPECT_EQ(second.evidence, evidence::header);
  EXPECT_EQ(second.ordinal, 2U);
  EXPECT_EQ(second.naming, naming::exact);
  EXPECT_EQ(second.id, (request{{{"x-request-id", "a1"}}}.says().id));
}

TEST(Identity, KnowsACountedAttemptByItsMethodAndTargetIfNothingNamesIt) {
  const request second{{{"x-envoy-attempt-count", "2"}}};
  EXPECT_EQ(second.says().naming, naming::alike);
  EXPECT_EQ(second.says().id, likeness(second.head()));
}

TEST(Identity, ReadsWhatAwsSdksSay) {
  const identity second = request{{
                                      {"amz-sdk-invocation-id", "f3e5"},
                                      {"amz-sdk-request", "ttl=20260101T000000Z; attempt=2; max=3"},
                                  }
  }.says();
  EXPECT_EQ(second.evidence, evidence::header);
  EXPECT_EQ(second.naming, naming::exact);
  EXPECT_EQ(second.ordinal, 2U);
  EXPECT_EQ(second.most, 3U);
}

TEST(Identity, OfAnSdkInvocationIsTheSameForAnyTarget) {
  const std::vector<header_field> fields{
      {"amz-sdk-invocation-id", "f3e5"},
      {"amz-sdk-request", "attempt=1;max=3"},
  };
  EXPECT_EQ(request{fields}.says(), (request{.fields = fields, .target = "/elsewhere"}.says()));
}

TEST(Identity, CountsFromOneWhatGrpcCountsFromZero) {
  EXPECT_EQ((request{{{"grpc-previous-rpc-attempts", "1"}}}.says().ordinal), 2U);
  EXPECT_EQ((request{{{"grpc-previous-rpc-attempts", "1"}}}.says().evidence), evidence::header);
}

TEST(Identity, TakesAnUncountedGrpcCallForAFirstAttempt) {
  const identity first = request{{{"content-type", "application/grpc+proto"}}}.says();
  EXPECT_EQ(first.ordinal, 1U);
  EXPECT_EQ(first.naming, naming::alike);
  EXPECT_EQ(first.evidence, evidence::none) << "nothing says so";
  EXPECT_EQ((request{{{"content-type", "application/json"}}}.says()), identity{});
}

TEST(Identity, LeavesTheCountOfAnUncountedGrpcCallToItsId) {
  const std::vector<header_field> fields{
      {"content-type", "application/grpc"},
      {"x-request-id", "a1"},
  };
  EXPECT_EQ(request{fields}.says().ordinal, 0U);
}

TEST(Identity, TakesATraceForALikeness) {
  const identity one = request{{{"traceparent", some_trace}}}.says();
  EXPECT_EQ(one.evidence, evidence::trace);
  EXPECT_EQ(one.naming, naming::alike);
}

TEST(Identity, OfATraceIsTheSameInEverySpan) {
  EXPECT_EQ(
      (request{{{"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-00"}}}.says()
      ),
      (request{{{"traceparent", some_trace}}}.says())
  );
}

TEST(Identity, IgnoresWhatIsNoTrace) {
  for (const std::string_view none :
       {"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736",
        "zz"}) {
    EXPECT_EQ((request{{{"traceparent", none}}}.says()), identity{}) << none;
  }
}

TEST(Identity, IgnoresCountsThatAreNone) {
  for (const std::string_view none : {"", "0", "-1", "two", "2x", "99999999999"}) {
    EXPECT_EQ((request{{{"x-envoy-attempt-count", none}}}.says()), identity{}) << none;
    EXPECT_EQ((request{{{"grpc-previous-rpc-attempts", none}}}.says()), identity{}) << none;
  }
  for (const std::string_view none : {"attempt", "attempt=", "max=3", "attempts=2", ";;=;"}) {
    EXPECT_EQ((request{{{"amz-sdk-request", none}}}.says()), identity{}) << none;
  }
}

TEST(Identity, LooksForAFingerprintOnlyIfAsked) {
  EXPECT_FALSE(request{}.says().awaits_body());
  EXPECT_TRUE((request{}.says({clue::request_id, clue::fingerprint}).awaits_body()));
}

TEST(Identity, LooksForNoFingerprintWhereSomethingBetterIsThere) {
  const request named{{{"x-request-id", "a1"}}};
  EXPECT_FALSE(named.says({clue::request_id, clue::fingerprint}).awaits_body());
  EXPECT_TRUE(named.says({clue::fingerprint, clue::request_id}).awaits_body()) << "trusted more";
}

TEST(Identity, IsALikenessWhenABodyHasNamedIt) {
  identity one = request{}.says({clue::fingerprint});
  one.named_by(7);
  EXPECT_FALSE(one.awaits_body());
  EXPECT_EQ(one.naming, naming::alike);
  EXPECT_EQ(one.id, 7U);
}

}  // namespace
}  // namespace surgeline::observe
