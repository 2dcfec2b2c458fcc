#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string family = shop(R"([[variant]]
id = "slow"
set = { "load.users.rate" = "50/s" }
[[variant]]
id = "fast"
set = { "load.users.rate" = "500/s", "policy.callers.retry.attempts" = 5 }
expect = "metastable"
)");

TEST(ReadVariants, AreNamedInTheirOrder) {
  EXPECT_THAT(variants_of({.name = "a", .text = family}), ElementsAre("slow", "fast"));
}

TEST(ReadVariants, AreNoneInATextThatIsNoToml) {
  EXPECT_THAT(variants_of({.name = "a", .text = "[["}), IsEmpty());
}

TEST(ReadVariants, SetWhatTheySay) {
  const file read = values(family, {.variant = "fast"});
  EXPECT_EQ(read.loads[0].rate.at({}).per_second, 500);
  EXPECT_EQ(read.policies[0].retry->attempts, 5U);
}

TEST(ReadVariants, ExpectWhatTheySayAndElseWhatTheScenarioDoes) {
  EXPECT_EQ(values(family, {.variant = "fast"}).head.expect, verdict_kind::metastable);
  EXPECT_EQ(values(family, {.variant = "slow"}).head.expect, verdict_kind::pass);
  EXPECT_EQ(
      values(family + "[scenario]\nexpect = \"fail\"\n", {.variant = "slow"}).head.expect,
      verdict_kind::fail
  );
}

TEST(ReadVariants, YieldToTheCommandLine) {
  EXPECT_EQ(
      values(family, {.set = {"load.users.rate=1/s"}, .variant = "fast"})
          .loads[0]
          .rate.at({})
          .per_second,
      1
  );
}

TEST(ReadVariants, AreMadeOfWhatTheCommandLineSaysOfThem) {
  EXPECT_EQ(
      values(family, {.set = {"variant.fast.expect=fail"}, .variant = "fast"}).head.expect,
      verdict_kind::fail
  );
}

TEST(ReadVariants, LeaveAFileThatNobodyChoseFromAsItIs) {
  EXPECT_EQ(values(family).loads[0].rate.at({}).per_second, 200);
}

TEST(ReadVariants, ThatAreNotThereAreAProblem) {
  EXPECT_THAT(
      said(family, {.variant = "fst"}),
      ElementsAre("--variant there is no variant `fst` | did you mean `fast`?")
  );
  EXPECT_THAT(
      said(shop(), {.variant = "fast"}),
      ElementsAre("--variant there is no variant `fast` | the file has no [[variant]]")
  );
}

TEST(ReadVariants, AreShownWhereTheySetWhatIsNotThere) {
  const std::string text =
      shop("[[variant]]\nid = \"a\"\nset = { \"load.user.rate\" = \"1/s\" }\n");
  EXPECT_THAT(
      said(text, {.variant = "a"}),
      ElementsAre("33:9 no load \"user\" in `load.user.rate` | did you mean `users`?")
  );
}

TEST(ReadVariants, AreShownWhereTheySetAWrongValue) {
  const std::string text = shop("[[variant]]\nid = \"a\"\nset = { \"load.users.rate\" = 50 }\n");
  EXPECT_THAT(
      said(text, {.variant = "a"}),
      ElementsAre(
          "33:29 `rate` wants a rate such as \"1200/s\", not the integer 50 | write \"50/s\""
      )
  );
}

TEST(ReadVariants, AreAllCheckedWhenNoneIsChosen) {
  EXPECT_THAT(
      said(shop("[[variant]]\nid = \"a\"\nset = { \"load.users.rate\" = 50 }\n"
                "[[variant]]\nid = \"b\"\nset = { \"phase.after.role\" = \"baseline\" }\n")),
      ElementsAre(
          testing::StartsWith("33:29 with variant `a`: `rate` wants a rate"),
          "36:30 with variant `b`: there is a second baseline phase | at most one phase has role = "
          "\"baseline\""
      )
  );
}

TEST(ReadVariants, DoNotRepeatWhatIsWrongWithTheFileItself) {
  EXPECT_THAT(
      said(family + "[[polcy]]\nid = \"x\"\n"),
      ElementsAre("38:3 unknown key `polcy` | did you mean `policy`?")
  );
}

TEST(ReadVariants, OfOneFileAreReadOneAfterTheOther) {
  problems found;
  read_text(shop("[[polcy]]\nid = \"x\"\n"), found);
  EXPECT_TRUE(read_text(family, found, {.variant = "slow"}));
  EXPECT_EQ(found.size(), 1U);
}

TEST(ReadVariants, OfEveryScenarioThatComesWithUsAreFine) {
  int files = 0;
  for (const auto& each : std::filesystem::directory_iterator("scenarios")) {
    if (each.path().extension() != ".toml") continue;
    ++files;
    std::ifstream in(each.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    std::vector<std::optional<std::string>> variants{std::nullopt};
    for (const auto& id : variants_of({.name = "a", .text = text.str()})) variants.emplace_back(id);
    // What has no load of its own is for `run --target`.
    const bool asks = text.str().find("[[load]]") != std::string::npos;
    for (const auto& variant : variants) {
      const asked how{
          .what_for = asks ? purpose::run : purpose::drive,
          .variant = variant,
          .name = each.path().string()
      };
      EXPECT_THAT(said(text.str(), how), IsEmpty()) << each.path() << variant.value_or("");
    }
  }
  EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace surgeline::scenario
