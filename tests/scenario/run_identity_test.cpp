#include "surgeline/scenario/run_identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "surgeline/scenario/plan_request.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;

TEST(RunIdentity, RefusesALabelThatIsTooLong) {
  problems found;
  const std::string json = R"({"faults": [], "run": {"id": ")" + std::string(64, 'x') + R"("}})";
  EXPECT_FALSE(read_plan_request(json, {}, found));
  ASSERT_EQ(found.list().size(), 1);
  EXPECT_EQ(found.list()[0].where.pointer, "/run/id");
  EXPECT_EQ(found.list()[0].what, "a label of 64 bytes");
}

TEST(Fingerprint, IsTheSameForWhatSaysTheSame) {
  file one{.format = 1}, other{.format = 1};
  EXPECT_EQ(fingerprint(one), fingerprint(other));
  EXPECT_EQ(fingerprint(one).size(), 8);
  other.head.seed = 2;
  EXPECT_NE(fingerprint(one), fingerprint(other));
}

}  // namespace
}  // namespace surgeline::scenario
