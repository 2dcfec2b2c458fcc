#include "surgeline/config/codec.hpp"

#include "config/policy.hpp"
#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

/// What is wrong with `is = …` for a `T`, without its place.
template <class T>
std::string problem_of(std::string_view text) {
  const auto got = read<only<T>>("is = " + std::string(text));
  if (got.what().size() != 1) return std::to_string(got.what().size()) + " problems";
  return got.what()[0].substr(got.what()[0].find(' ') + 1);
}

TEST(Codec, ReadsWhatHasUnits) {
  EXPECT_EQ(value_of<duration>("'1m30s'"), 90s);
  EXPECT_EQ(value_of<size>("'64KiB'"), size{65536});
  EXPECT_EQ(value_of<rate>("'120/min'"), rate{2});
  EXPECT_EQ(value_of<bandwidth>("'8kbit/s'"), bandwidth{1000});
  EXPECT_EQ(value_of<endpoint>("'[::1]:80'"), (endpoint{endpoint::family::tcp, "::1", 80}));
}

TEST(Codec, ReadsPlainValues) {
  EXPECT_EQ(value_of<bool>("true"), true);
  EXPECT_EQ(value_of<std::int64_t>("-3"), -3);
  EXPECT_EQ(value_of<std::uint8_t>("255"), 255);
  EXPECT_EQ(value_of<double>("2"), 2.0);
  EXPECT_EQ(value_of<std::string>("'x'"), "x");
}

TEST(Codec, ReadsSharesAsNumbersAndPercent) {
  EXPECT_EQ(value_of<share>("0.025"), share{0.025});
  EXPECT_EQ(value_of<share>("1"), share{1});
  EXPECT_EQ(value_of<share>("'2.5%'"), share{0.025});
}

TEST(Codec, SuggestsTheUnitForABareNumber) {
  EXPECT_EQ(
      problem_of<duration>("250"),
      "`is` wants a duration such as \"250ms\", not the integer 250 | write \"250ms\""
  );
  EXPECT_EQ(
      problem_of<rate>("3"),
      "`is` wants a rate such as \"1200/s\", not the integer 3 | write \"3/s\""
  );
  EXPECT_EQ(
      problem_of<size>("3"),
      "`is` wants a size such as \"64KiB\", not the integer 3 | write \"3B\""
  );
}

TEST(Codec, SuggestsUnitsForANumberInQuotes) {
  EXPECT_THAT(
      problem_of<duration>("'250'"),
      ::testing::StartsWith("`is`: `250` has no unit | write 250ms")
  );
}

TEST(Codec, SuggestsThePercentFormForANumberAboveOne) {
  EXPECT_EQ(
      problem_of<share>("2.5"),
      "`is` is a share, from 0 to 1 or with a percent sign, not 2.5 | write \"2.5%\""
  );
}

TEST(Codec, RefusesSharesOutsideOfOne) {
  EXPECT_EQ(
      problem_of<share>("-0.5"),
      "`is` is a share, from 0 to 1 or with a percent sign, not -0.5"
  );
  EXPECT_THAT(problem_of<share>("'101%'"), ::testing::HasSubstr("101"));
}

TEST(Codec, SuggestsQuotesForText) {
  EXPECT_EQ(
      problem_of<std::string>("503"),
      "`is` wants a string, not the integer 503 | write \"503\""
  );
}

TEST(Codec, SuggestsNoQuotesForNumbers) {
  EXPECT_EQ(
      problem_of<std::int64_t>("'3'"),
      "`is` wants an integer, not the string \"3\" | write 3 without quotes"
  );
  EXPECT_EQ(
      problem_of<bool>("'true'"),
      "`is` wants true or false, not the string \"true\" | write true without quotes"
  );
}

TEST(Codec, RefusesWhatNoNumberIs) {
  EXPECT_EQ(problem_of<double>("nan"), "`is` wants a finite number, not the number nan");
}

TEST(Codec, RefusesIntegersThatDoNotFit) {
  EXPECT_EQ(problem_of<std::uint16_t>("65536"), "`is` must be at most 65535, not 65536");
  EXPECT_EQ(problem_of<std::uint64_t>("-1"), "`is` must be at least 0, not -1");
}

TEST(Codec, RefusesPortZeroOfWhomToCall) {
  EXPECT_EQ(
      problem_of<endpoint>("'a:0'"),
      "`is` cannot have port 0 | 0 means any free port, which only a listener can have"
  );
}

TEST(Codec, RefusesNegativeDurations) {
  EXPECT_EQ(problem_of<duration>("'-1s'"), "`is` must be at least 0s, not -1s");
}

/// A member with bounds of every sort.
struct bounded {
  int both = 1;
  double above = 1;
  duration below{};
  std::string id = "a";
  rate events{1};
  duration any{};
  endpoint listen{};
  std::vector<int> many{1};
  static constexpr auto schema() {
    return describe(
        "bounded",
        "Bounds.",
        optional(&bounded::both, "both", "h", {.min = 1, .max = 9}),
        optional(&bounded::above, "above", "h", {.above = 0}),
        optional(&bounded::below, "below", "h", {.below = 1s}),
        optional(&bounded::id, "id", "h", {.id = true}),
        optional(&bounded::events, "events", "h", {.min = 0.5, .below = 10}),
        optional(&bounded::any, "any", "h", {.negative = true}),
        optional(&bounded::listen, "listen", "h", {.any_port = true}),
        optional(&bounded::many, "many", "h", {.max = 3, .not_empty = true})
    );
  }
};

std::vector<std::string> bounds_of(std::string_view text) { return read<bounded>(text).what(); }

TEST(Bounds, AreStated) {
  EXPECT_THAT(bounds_of("both = 10"), ElementsAre("1:8 `both` must be from 1 to 9, not 10"));
  EXPECT_THAT(bounds_of("above = 0"), ElementsAre("1:9 `above` must be more than 0, not 0"));
  EXPECT_THAT(
      bounds_of("below = '1s'"),
      ElementsAre("1:9 `below` must be at least 0s and less than 1s, not 1s")
  );
  EXPECT_THAT(
      bounds_of("events = '10/s'"),
      ElementsAre("1:10 `events` must be at least 30/min and less than 10/s, not 10/s")
  );
}

TEST(Bounds, HoldForEachElementOfAList) {
  EXPECT_THAT(
      bounds_of("many = [1, 4, 5]"),
      ElementsAre(
          "1:12 entry 2 of `many` must be at most 3, not 4",
          "1:15 entry 3 of `many` must be at most 3, not 5"
      )
  );
  EXPECT_THAT(bounds_of("many = []"), ElementsAre("1:8 `many` must have at least one entry"));
}

TEST(Bounds, LetThroughWhatTheyAllow) {
  EXPECT_THAT(
      bounds_of("both = 9\nany = '-1s'\nlisten = '127.0.0.1:0'\nid = 'a-1'"),
      ::testing::IsEmpty()
  );
}

TEST(Bounds, OfIdsAreExplained) {
  for (const auto* id : {"''", "'A'", "'1a'", "'a b'", "'ä'"}) {
    EXPECT_THAT(
        bounds_of("id = " + std::string(id)),
        ElementsAre(::testing::HasSubstr("an id has small letters"))
    );
  }
  EXPECT_THAT(
      bounds_of("id = '" + std::string(64, 'a') + "'"),
      ElementsAre(::testing::HasSubstr("63 characters"))
  );
}

}  // namespace
}  // namespace surgeline::config
