#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The shop calls a store, as these keys say; the store has the keys after it.
std::string calling(std::string_view call, std::string_view store = {}) {
  return "format = 1\n[[service]]\nid = \"shop\"\ncalls = [{ " + std::string{call} +
         " }]\n[[service]]\nid = \"store\"\n" + std::string{store} +
         "\n[[policy]]\nid = \"careful\"\ntimeout = \"1s\"\n[[proxy]]\nid = \"far\"\nlisten = "
         "\"127.0.0.1:0\"\nupstream = \"10.0.0.1:80\"\n";
}

TEST(ReadCalls, RefusesACallToNobody) {
  EXPECT_THAT(
      said(calling("to = \"stor\"")),
      Contains("4:17 there is no service or proxy `stor` | did you mean `store`?")
  );
}

TEST(ReadCalls, RefusesAPolicyThatNobodyHas) {
  EXPECT_THAT(
      said(calling("to = \"store\", policy = \"careless\"")),
      Contains(AllOf(HasSubstr("4:35 there is no policy `careless`"), HasSubstr("`careful`")))
  );
}

TEST(ReadCalls, RefusesAProxyThatLeadsOutOfTheLab) {
  EXPECT_THAT(
      said(calling("to = \"far\"")),
      Contains(
          "4:17 service `shop` would call proxy `far`, whose upstream is an address | services "
          "call services: upstream = { service = \"…\" }"
      )
  );
}

TEST(ReadCalls, RefusesACircle) {
  EXPECT_THAT(
      said(calling("to = \"store\"", "calls = [{ to = \"shop\" }]")),
      Contains("7:17 calls go in a circle: shop → store → shop | each would wait for itself: take "
               "one of these calls away")
  );
}

TEST(ReadCalls, RefusesAServiceThatCallsItself) {
  EXPECT_THAT(
      said(calling("to = \"shop\"")),
      Contains(HasSubstr("4:17 calls go in a circle: shop → shop"))
  );
}

TEST(ReadCalls, TakesTwoWaysToOneService) {
  EXPECT_THAT(
      said(calling("to = \"store\" }, { to = \"store\"")),
      Not(Contains(HasSubstr("circle")))
  );
}

TEST(ReadCalls, RefusesAFallbackWithoutAServiceTime) {
  EXPECT_THAT(said(calling("to = \"store\", fallback = {}")), Contains(HasSubstr("service_time")));
}

TEST(ReadCalls, RefusesNoCallAtAll) {
  EXPECT_THAT(said(calling("to = \"store\", times = 0")), Contains(HasSubstr("4:34 `times`")));
}

}  // namespace
}  // namespace surgeline::scenario
