#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A service with these keys.
std::string with_keys(std::string_view keys) {
  return "format = 1\n[[service]]\nid = \"shop\"\n" + std::string{keys} + "\n";
}

const service& shop_of(const file& all) { return all.services.front(); }

TEST(ReadServices, TakesEachWayToFail) {
  using sort = failure_outcome::sort;
  const auto outcome = [](std::string_view text) {
    return shop_of(values(with_keys(
                       "failure = { share = \"10%\", outcome = \"" + std::string{text} + "\" }"
                   )))
        .failure->outcome;
  };
  EXPECT_EQ(outcome("503"), (failure_outcome{sort::status, 503}));
  EXPECT_EQ(outcome("reset").what, sort::reset);
  EXPECT_EQ(outcome("hang").what, sort::hang);
}

TEST(ReadServices, RefusesAFailureThatIsNone) {
  EXPECT_THAT(
      said(with_keys("failure = { share = 0.1, outcome = \"404\" }")),
      ElementsAre(HasSubstr("a status from \"500\" to \"599\", \"reset\" or \"hang\""))
  );
}

TEST(ReadServices, RefusesAFailureOfUnknownShare) {
  EXPECT_THAT(said(with_keys("failure = {}")), ElementsAre(HasSubstr("share")));
}

TEST(ReadServices, LetsTheCapacityRamp) {
  const file all = values(with_keys("capacity = { ramp = [[\"0s\", 1.0], [\"10s\", 0.5]] }"));
  EXPECT_EQ(shop_of(all).speed.at(std::chrono::seconds{20}), 0.5);
}

TEST(ReadServices, RefusesNoCapacityAtAll) {
  EXPECT_THAT(said(with_keys("capacity = 0")), ElementsAre(HasSubstr("`capacity`")));
}

TEST(ReadServices, TakesItsCapacityIntoAccount) {
  const file all = values(with_keys("slots = 3\nservice_time = \"10ms\"\ncapacity = 2.0"));
  EXPECT_DOUBLE_EQ(shop_of(all).capacity(), 600);
}

TEST(ReadServices, RefusesWhatIsAnotherRoles) {
  EXPECT_THAT(
      said(with_keys("zipf = 1.2")),
      ElementsAre("4:1 a service with role = \"server\" has no `zipf` | it is for role = \"cache\"")
  );
  EXPECT_THAT(
      said(with_keys("role = \"log\"\nlease = \"3s\"")),
      ElementsAre("5:1 a service with role = \"log\" has no `lease` | it is for role = \"queue\"")
  );
  EXPECT_THAT(
      said(with_keys("role = \"queue\"\nper_queued = \"3s\"")),
      ElementsAre(HasSubstr("5:1 a service with role = \"queue\" has no `per_queued`"))
  );
}

TEST(ReadServices, RefusesACacheThatAsksNobody) {
  EXPECT_THAT(
      said(with_keys("role = \"cache\"")),
      ElementsAre(
          "2:1 a cache asks one other service for what it has not; this has 0 calls | give it "
          "one entry: calls = [{ to = \"…\" }]"
      )
  );
}

TEST(ReadServices, RefusesACacheThatIsLargerThanItsKeys) {
  EXPECT_THAT(
      said(with_keys(
          "role = \"cache\"\ncalls = [{ to = \"db\" }]\nkeys = 10\nsize = 20\n[[service]]\nid "
          "= \"db\""
      )),
      ElementsAre("7:1 it could hold 20 keys, and there are 10 | at most `keys`")
  );
}

TEST(ReadServices, TakesAConsumerOfALog) {
  const file all = values(
      with_keys("role = \"log\"\nconsumer = { commit = \"before\", batch = 10, crash = \"1%\" }")
  );
  ASSERT_TRUE(shop_of(all).log.consumer);
  EXPECT_EQ(shop_of(all).log.consumer->commit, commit_order::before);
}

TEST(ReadServices, RefusesAConsumerOfWhatIsNoLog) {
  EXPECT_THAT(
      said(with_keys("consumer = {}")),
      ElementsAre(
          "4:1 a service with role = \"server\" has no `consumer` | it is for role = \"log\""
      )
  );
}

TEST(ReadServices, RefusesIdempotenceOfACache) {
  EXPECT_THAT(
      said(with_keys("role = \"cache\"\ncalls = [{ to = \"db\" }]\nidempotent = true\n"
                     "[[service]]\nid = \"db\"")),
      ElementsAre(
          "6:1 a service with role = \"cache\" has no `idempotent` | it is for server and log"
      )
  );
}

TEST(ReadServices, TakesGrowthAndAColdStart) {
  EXPECT_THAT(
      said(with_keys("per_in_flight = \"1ms\"\nper_queued = \"10us\"\ncold_start = \"4s\"")),
      IsEmpty()
  );
}

}  // namespace
}  // namespace surgeline::scenario
