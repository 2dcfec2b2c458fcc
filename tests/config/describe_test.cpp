#include "surgeline/config/describe.hpp"

#include "config/policy.hpp"
#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using sample::backoff;
using sample::file;

/// What is wrong with a text, behind its first line `format = 1`.
std::vector<std::string> problems_of_file(std::string_view rest) {
  return read<file>("format = 1\n" + std::string(rest)).what();
}

TEST(Describe, FillsMembersByTheirKeys) {
  const auto got = read<file>(R"(format = 1
[[policy]]
id = "careful"
timeout = "300ms"
retry = { kind = "exponential", attempts = 4, base = "50ms" }
honour = ["retry-after"]
skip_open = true
)");
  EXPECT_THAT(got.what(), IsEmpty());
  ASSERT_EQ(got.value.policies.size(), 1U);
  EXPECT_EQ(
      got.value.policies[0],
      (sample::policy{
          .id = "careful",
          .timeout = 300ms,
          .retry = sample::retry{backoff::exponential, 4, distribution::fixed(50ms)},
          .honour = {"retry-after"},
          .skip_open = true
      })
  );
}

TEST(Describe, LeavesDefaultsWhereKeysAreAbsent) {
  const auto got = read<file>("format = 1\n[[policy]]\nid = 'a'\nretry = {}\n");
  EXPECT_EQ(got.value.policies[0], (sample::policy{.id = "a", .retry = sample::retry{}}));
}

TEST(Describe, LeavesDefaultsWhereKeysAreWrong) {
  const auto got =
      read<file>("format = 1\n[[policy]]\nid = 'a'\nretry = { attempts = 0, kind = 'fixed' }\n");
  EXPECT_EQ(got.value.policies.at(0).id, "a");
  EXPECT_EQ(got.value.policies.at(0).retry, std::nullopt);
}

TEST(Describe, FindsEveryProblemAtOnce) {
  EXPECT_THAT(
      problems_of_file(
          "[[policy]]\ntimeout = 250\nretry = { attempts = 0 }\n[[fault]]\nknd = 'cut'\n"
      ),
      ElementsAre(
          HasSubstr("missing key `id`"),
          HasSubstr("`timeout` wants"),
          HasSubstr("`attempts`"),
          HasSubstr("missing key `kind`")
      )
  );
}

TEST(Describe, SuggestsTheKeyThatWasMeant) {
  EXPECT_THAT(
      problems_of_file(
          "[[fault]]\nid = 'stock'\nkind = 'http_status'\nstatus = 503\nprobablity = 0.5\n"
      ),
      ElementsAre(
          "6:1 unknown key `probablity` in [[fault]] \"stock\" | did you mean `probability`?"
      )
  );
}

TEST(Describe, SuggestsTheTableThatWasMeant) {
  EXPECT_THAT(
      problems_of_file("[[polices]]\n"),
      ElementsAre("2:3 unknown key `polices` | did you mean `policy`?")
  );
}

TEST(Describe, SaysWhatAMissingKeyMeans) {
  EXPECT_THAT(
      problems_of_file("[[policy]]\n"),
      ElementsAre("2:1 missing key `id` in [[policy]] \"policy-1\" | `id`: its name")
  );
}

TEST(Describe, RefusesKeysThatArePlanned) {
  EXPECT_THAT(
      problems_of_file("[[policy]]\nid = 'a'\nhedge = {}\n"),
      ElementsAre("4:1 `hedge` in [[policy]] \"a\" is planned, not in this version")
  );
}

TEST(Describe, RefusesATableWhereAListIsWanted) {
  EXPECT_THAT(
      problems_of_file("[policy]\nid = 'a'\n"),
      ElementsAre("2:1 `policy` wants a list of tables, not a table | write `[[policy]]`")
  );
}

TEST(Describe, RefusesTwoTablesOfOneId) {
  EXPECT_THAT(
      problems_of_file("[[policy]]\nid = 'a'\n[[policy]]\nid = 'a'\n"),
      ElementsAre("5:6 two entries of `policy` have the id \"a\" | the other is in line 2")
  );
}

TEST(OneOf, PicksTheAlternativeByItsName) {
  const auto got =
      read<file>("format = 1\n[[fault]]\nkind = 'cut'\nafter_bytes = '1KiB'\nprobability = '5%'\n");
  EXPECT_THAT(got.what(), IsEmpty());
  EXPECT_EQ(
      got.value.faults[0].what,
      (std::variant<sample::status, sample::cut>(sample::cut{.after_bytes = size{1024}}))
  );
  EXPECT_EQ(got.value.faults[0].probability, varying<share>(share{0.05}));
}

TEST(OneOf, SuggestsTheKindThatWasMeant) {
  EXPECT_THAT(
      problems_of_file("[[fault]]\nkind = 'htp_status'\nstatus = 503\n"),
      ElementsAre("3:8 `kind` in [[fault]] \"htp_status-1\" cannot be \"htp_status\" | did you "
                  "mean `http_status`?")
  );
}

TEST(OneOf, RefusesAKindThatIsPlanned) {
  EXPECT_THAT(
      problems_of_file("[[fault]]\nkind = 'loss'\n"),
      ElementsAre(HasSubstr("cannot be \"loss\": it is planned, not in this version"))
  );
}

TEST(OneOf, SaysWhoseKeyItIs) {
  EXPECT_THAT(
      problems_of_file("[[fault]]\nkind = 'cut'\nafter_time = '1s'\nstatus = 503\n"),
      ElementsAre("5:1 `status` in [[fault]] \"cut-1\" is a key of kind = \"http_status\" | remove "
                  "it; the kind is \"cut\"")
  );
}

TEST(OneOf, JudgesNoKeysWhileTheKindIsUnknown) {
  EXPECT_THAT(
      problems_of_file("[[fault]]\nstatus = 503\n"),
      ElementsAre(HasSubstr("missing key `kind`"))
  );
}

TEST(OneOf, ChecksTheAlternativeItPicked) {
  EXPECT_THAT(
      problems_of_file("[[fault]]\nkind = 'cut'\n"),
      ElementsAre("2:1 [[fault]] \"cut-1\" needs `after_bytes` or `after_time` | write one of them")
  );
  EXPECT_THAT(
      problems_of_file("[[fault]]\nkind = 'cut'\nafter_bytes = '1B'\nafter_time = '1s'\n"),
      ElementsAre(
          "5:1 [[fault]] \"cut-1\" has both `after_bytes` and `after_time` | keep one of them"
      )
  );
}

TEST(OneOf, ChecksNothingBehindAnotherProblem) {
  EXPECT_THAT(
      problems_of_file("[[fault]]\nkind = 'cut'\nafter_byte = '1B'\n"),
      ElementsAre(HasSubstr("unknown key `after_byte`"))
  );
}

TEST(OptionalOneOf, TakesTheDefaultAlternativeWithoutItsKey) {
  const auto got = read<file>("format = 1\n[[service]]\nid = 'a'\nworkers = 3\n");
  EXPECT_THAT(got.what(), IsEmpty());
  EXPECT_EQ(std::get<sample::serving>(got.value.services[0].role).workers, 3);
}

TEST(OptionalOneOf, SaysWhoseKeyItIs) {
  EXPECT_THAT(
      problems_of_file("[[service]]\nid = 'a'\nrole = 'external'\nworkers = 3\n"),
      ElementsAre(HasSubstr("`workers` in [[service]] \"a\" is a key of role = \"server\""))
  );
}

TEST(Preset, FillsTheStructAndKeysOverride) {
  const auto got = read<file>(
      "format = 1\n[[policy]]\nid = 'a'\nbudget = { preset = 'finagle', reserve = '5/s' }\n"
  );
  EXPECT_THAT(got.what(), IsEmpty());
  EXPECT_EQ(
      got.value.policies[0].budget,
      (sample::budget{.ratio = 0.2, .capacity = 500, .reserve = {5}})
  );
}

TEST(Preset, SuggestsTheOneThatWasMeant) {
  EXPECT_THAT(
      problems_of_file("[[policy]]\nid = 'a'\nbudget = { preset = 'finagel' }\n"),
      ElementsAre(HasSubstr(
          "`preset` in budget of [[policy]] \"a\" cannot be \"finagel\" | did you mean `finagle`?"
      ))
  );
}

TEST(Preset, IsNotNeeded) {
  EXPECT_THAT(
      problems_of_file("[[policy]]\nid = 'a'\nbudget = {}\n"),
      ElementsAre(HasSubstr("missing key `ratio` in budget of [[policy]] \"a\""))
  );
}

TEST(Names, OfEnumsAreFoundByValue) { EXPECT_EQ(name_of(backoff::fixed), "fixed"); }

TEST(Problems, OfJsonStandAtTheirPointers) {
  problems found;
  const auto root = from_json(
      R"({"format": 1, "policy": [{"id": "a", "retry": {"attempts": 101}}]})",
      "body",
      found
  );
  decode<file>(*root, found);
  EXPECT_THAT(
      lines(found),
      ElementsAre("/policy/0/retry/attempts `attempts` in retry of [[policy]] \"a\" must be from 1 "
                  "to 100, not 101")
  );
}

TEST(Decode, RefusesARootThatIsNoTable) {
  problems found;
  decode<file>(value(3), found);
  EXPECT_THAT(lines(found), ElementsAre(" this wants a table, not the integer 3"));
}

TEST(Encode, ReadsBackAsTheSame) {
  const auto got = read<file>(R"(format = 1
[links]
a = "b"
[[policy]]
id = "careful"
timeout = "300ms"
retry = { kind = "exponential", base = { dist = "lognormal", median = "1ms", p99 = "5ms", max = "1s" } }
[[fault]]
kind = "cut"
after_bytes = "1KiB"
probability = { ramp = [["0s", 0.0], ["10s", "50%"]], curve = "smooth", hold = false }
target = { proxy = ["edge", "stock"] }
[[service]]
id = "s"
role = "external"
)");
  EXPECT_THAT(got.what(), IsEmpty());
  problems found;
  EXPECT_EQ(decode<file>(encode(got.value), found), got.value);
  EXPECT_THAT(lines(found), IsEmpty());
}

TEST(Encode, LeavesDefaultsOut) {
  EXPECT_EQ(encode(sample::retry{.kind = backoff::fixed}), tree("kind = 'fixed'"));
}

}  // namespace
}  // namespace surgeline::config
