#include "surgeline/observe/clue.hpp"

#include "config/reading.hpp"

namespace surgeline::observe {
namespace {

using ::testing::ElementsAre;

TEST(Clue, IsListedInAFileInOrderOfTrust) {
  const auto got = config::read<config::only<std::vector<clue>>>(
      "is = ['x-envoy-attempt-count', 'amz-sdk-request', 'grpc-previous-rpc-attempts', "
      "'idempotency-key', 'x-request-id', 'trace', 'fingerprint']"
  );
  EXPECT_THAT(got.what(), testing::IsEmpty());
  EXPECT_THAT(
      got.value.is,
      ElementsAre(
          clue::envoy_attempt_count,
          clue::amz_sdk_request,
          clue::grpc_previous_attempts,
          clue::idempotency_key,
          clue::request_id,
          clue::trace,
          clue::fingerprint
      )
  );
}

TEST(Clue, IsNoFingerprintByDefault) {
  EXPECT_THAT(default_clues, testing::Not(testing::Contains(clue::fingerprint)));
  EXPECT_EQ(default_clues.size() + 1, config::names<clue>.size());
}

}  // namespace
}  // namespace surgeline::observe
