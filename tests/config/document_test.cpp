#include "surgeline/config/document.hpp"

#include "config/policy.hpp"
#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Markdown, HasARowForEachKey) {
  EXPECT_EQ(
      markdown<sample::retry>().substr(0, markdown<sample::retry>().find("\n## distribution")),
      "## retry\n\nWhen to try again.\n\n"
      "| key | type | default | meaning |\n|---|---|---|---|\n"
      "| `kind` | `none` `fixed` `exponential` | none | how the wait grows"
      "<br>`none`: no retries<br>`fixed`: always the same<br>`exponential`: doubles |\n"
      "| `attempts` | int 1..100 | `3` | with the first |\n"
      "| `base` | distribution | `\"100ms\"` | the first wait |\n"
  );
}

TEST(Markdown, SaysWhatIsRequiredAndWhatIsAbsent) {
  EXPECT_THAT(markdown<sample::policy>(), HasSubstr("| `id` | id | required | its name |\n"));
  EXPECT_THAT(
      markdown<sample::policy>(),
      HasSubstr("| `timeout` | duration > 0s | none | of one attempt |\n")
  );
}

TEST(Markdown, HasASectionForEachKind) {
  const std::string page = markdown<sample::fault>();
  EXPECT_THAT(page, HasSubstr("| `kind` | `http_status` `cut` | required | what it does |\n"));
  EXPECT_THAT(page, HasSubstr("### kind = \"http_status\"\n\nAnswers itself.\n\n| key |"));
  EXPECT_THAT(page, HasSubstr("| `status` | int 200..599 | required | the code |\n"));
  EXPECT_THAT(page, HasSubstr("| `probability` | share ↗ | `\"100%\"` | of draws |\n"));
}

TEST(Markdown, HasEachStructBehindItOnce) {
  const std::string page = markdown<sample::file>();
  EXPECT_THAT(
      page,
      HasSubstr("| `policy` | list of table `policy` | `[]` | how callers behave |\n")
  );
  const auto first = page.find("## retry\n");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(page.find("## retry\n", first + 1), std::string::npos);
}

TEST(Markdown, ListsWhatIsPlanned) {
  EXPECT_THAT(markdown<sample::policy>(), HasSubstr("Planned keys: `hedge`.\n"));
}

TEST(Markdown, ListsTheKindsThatArePlanned) {
  EXPECT_THAT(markdown<sample::fault>(), HasSubstr("Planned, as `kind`: `loss`.\n"));
}

value schema_of_file() {
  problems found;
  return *from_json(json_schema<sample::file>(), "schema", found);
}

TEST(JsonSchema, IsDraft4) {
  EXPECT_EQ(*find(schema_of_file(), "$schema"), value("http://json-schema.org/draft-04/schema#"));
}

TEST(JsonSchema, ResolvesEveryReference) {
  const value schema = schema_of_file();
  const std::string text = json_schema<sample::file>();
  const std::string_view before = "\"#/definitions/";
  for (auto at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
    const auto begin = at + before.size();
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    EXPECT_NE(find(schema, "definitions", name), nullptr) << name;
  }
}

TEST(JsonSchema, NamesStructsAsTheProgramDoes) {
  EXPECT_NE(find(schema_of_file(), "definitions", "config.sample.retry"), nullptr);
  EXPECT_NE(find(schema_of_file(), "definitions", "distribution"), nullptr);
}

TEST(JsonSchema, KnowsRequiredKeysAndNoOthers) {
  const value policy = *find(schema_of_file(), "definitions", "config.sample.policy");
  EXPECT_EQ(*find(policy, "required"), value(array{"id"}));
  EXPECT_EQ(*find(policy, "additionalProperties"), value(false));
}

TEST(JsonSchema, HasABranchForEachKind) {
  const value schema = schema_of_file();
  const value* branch = find(schema, "definitions", "config.sample.fault", "oneOf", 0);
  ASSERT_NE(branch, nullptr);
  EXPECT_EQ(*find(*branch, "required"), value(array{"kind", "status"}));
  EXPECT_EQ(*find(*branch, "properties", "kind", "allOf", 0), tree("enum = ['http_status']"));
}

TEST(JsonSchema, LetsVariablesStandForNumbers) {
  EXPECT_THAT(
      to_json(codec<int>::json_schema({.min = 1})),
      HasSubstr(
          R"({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^\\$\\{[^}]+\\}$"}]})"
      )
  );
}

TEST(JsonSchema, HasNoPlannedKeys) {
  EXPECT_THAT(json_schema<sample::policy>(), Not(HasSubstr("hedge")));
}

}  // namespace
}  // namespace surgeline::config
