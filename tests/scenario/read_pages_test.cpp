#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::HasSubstr;

TEST(ReadPages, NameEveryTableAndKey) {
  const std::string page = format_markdown();
  for (const char* word :
       {"service_time",
        "each",
        "retry",
        "connections_per_client",
        "stable_for",
        "probe_relief",
        "within_sigma",
        "on_missing",
        "grace"}) {
    EXPECT_THAT(page, HasSubstr("`" + std::string{word} + "`"));
  }
}

TEST(ReadPages, ShowAnExampleThatIsRight) {
  const std::string page = format_markdown();
  const auto begin = page.find("```toml\n") + 8;
  EXPECT_TRUE(said(page.substr(begin, page.find("```\n", begin) - begin)).empty());
}

TEST(ReadPages, NameEveryKindOfFault) {
  const std::string page = faults_markdown();
  for (const char* kind : {"latency", "stall", "reset"})
    EXPECT_THAT(page, HasSubstr("kind = \"" + std::string{kind} + "\""));
}

TEST(ReadPages, DescribeAnUpstreamAsTextOrTable) {
  EXPECT_THAT(format_json_schema(), HasSubstr("#/definitions/"));
  EXPECT_THAT(format_markdown(), HasSubstr("address, `\"original_dst\"`, or table `upstream`"));
}

}  // namespace
}  // namespace surgeline::scenario
