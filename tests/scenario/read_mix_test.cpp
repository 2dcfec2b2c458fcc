#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// Users ask a shop through a proxy that speaks this, with this mix; the mix stands in line 13.
std::string asking(std::string_view mix, std::string_view protocol = "http") {
  return "format = 1\n[[service]]\nid = \"shop\"\n[[proxy]]\nid = \"front\"\nfrom = [\"users\"]\n"
         "upstream = { service = \"shop\" }\nprotocol = \"" +
         std::string{protocol} +
         "\"\n[[load]]\nid = \"users\"\nto = \"shop\"\nrate = \"1/s\"\nmix = [{ " +
         std::string{mix} + " }]\n";
}

TEST(ReadMix, TakesAMixOfHttpRequests) {
  EXPECT_THAT(
      said(asking("weight = 2, method = \"POST\", path = \"/pay/{n}\", body = \"{}\", "
                  "idempotency_key = true }, { path = \"/browse?q=1\"")),
      IsEmpty()
  );
}

TEST(ReadMix, RefusesAMixWhereNothingSpeaksHttp) {
  EXPECT_THAT(
      said(asking("path = \"/\"", "tcp")),
      Contains(
          "13:7 load `users` makes no HTTP requests: nothing on its way speaks HTTP | let it go "
          "through a proxy with protocol = \"http\""
      )
  );
}

TEST(ReadMix, RefusesAPathThatIsNone) {
  EXPECT_THAT(
      said(asking("path = \"pay\"")),
      Contains(HasSubstr("a path begins with `/` and has no spaces"))
  );
}

TEST(ReadMix, RefusesAMethodThatIsNone) {
  EXPECT_THAT(said(asking("method = \"get\"")), Contains(HasSubstr("written in capitals")));
}

TEST(ReadMix, RefusesAHeaderThatTheLoadSetsItself) {
  EXPECT_THAT(
      said(asking("headers = { X-Request-Id = \"1\" }")),
      Contains(HasSubstr("`X-Request-Id` is set by the load itself"))
  );
}

TEST(ReadMix, RefusesTwoBodies) {
  EXPECT_THAT(
      said(asking("method = \"POST\", body = \"a\", body_file = \"b\"")),
      Contains(HasSubstr("`body_file`"))
  );
}

TEST(ReadMix, RefusesABodyFileThatIsNotThere) {
  EXPECT_THAT(said(asking("body_file = \"nowhere.json\"")), Contains(HasSubstr("cannot read")));
}

TEST(ReadMix, RefusesAWeightOfNothing) {
  EXPECT_THAT(said(asking("weight = 0")), Contains(HasSubstr("`weight`")));
}

}  // namespace
}  // namespace surgeline::scenario
