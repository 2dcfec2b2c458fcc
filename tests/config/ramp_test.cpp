#include "surgeline/config/ramp.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct ramped {
  varying<rate> is;
  static constexpr auto schema() {
    return describe("ramped", "x", required(&ramped::is, "is", "x", {.max = 100}));
  }
};

std::vector<std::string> problems_of_ramp(std::string_view text) {
  return read<ramped>("is = " + std::string(text)).what();
}

TEST(Ramp, IsAConstantWithoutPoints) {
  EXPECT_EQ(read<ramped>("is = '3/s'").value.is, varying<rate>(rate{3}));
}

TEST(Ramp, GoesThroughItsPoints) {
  const auto got =
      read<ramped>("is = { ramp = [['0s', '1/s'], ['10s', '3/s']], curve = 'step', hold = false }");
  EXPECT_THAT(got.what(), ::testing::IsEmpty());
  EXPECT_EQ(got.value.is, varying<rate>({{0s, rate{1}}, {10s, rate{3}}}, curve::step, false));
}

TEST(Ramp, NeedsTwoPoints) {
  EXPECT_THAT(
      problems_of_ramp("{ ramp = [['0s', '1/s']] }"),
      ElementsAre("1:15 `ramp` in [is] must have two points or more, not 1")
  );
}

TEST(Ramp, NeedsAscendingTimes) {
  EXPECT_THAT(
      problems_of_ramp("{ ramp = [['5s', '1/s'], ['5s', '2/s']] }"),
      ElementsAre(HasSubstr("entry 2 of `ramp` in [is] is at 5s, but the point before it is at 5s "
                            "| the times of a ramp ascend"))
  );
}

TEST(Ramp, NeedsATimeAndAValueForEachPoint) {
  EXPECT_THAT(
      problems_of_ramp("{ ramp = [['5s'], 3] }"),
      ElementsAre(
          HasSubstr("entry 1 of `ramp` wants a time and a value"),
          HasSubstr("entry 2 of `ramp` wants a time and a value")
      )
  );
}

TEST(Ramp, KeepsItsBoundsAtEveryPoint) {
  EXPECT_THAT(
      problems_of_ramp("{ ramp = [['0s', '1/s'], ['5s', '101/s']] }"),
      ElementsAre(HasSubstr("must be at most 100/s, not 101/s"))
  );
}

TEST(Ramp, SuggestsTheCurveThatWasMeant) {
  EXPECT_THAT(
      problems_of_ramp("{ ramp = [['0s', '1/s'], ['5s', '2/s']], curve = 'liner' }"),
      ElementsAre(HasSubstr("did you mean `linear`?"))
  );
}

TEST(Ramp, KnowsItsKeys) {
  EXPECT_THAT(
      problems_of_ramp("{ ramp = [['0s', '1/s'], ['5s', '2/s']], hlod = true }"),
      ElementsAre(HasSubstr("did you mean `hold`?"))
  );
}

TEST(Ramp, WrongTypesAreThoseOfItsValues) {
  EXPECT_THAT(
      problems_of_ramp("{ ramp = [['0s', 1], ['5s', '2/s']] }"),
      ElementsAre(HasSubstr("wants a rate such as \"1200/s\", not the integer 1"))
  );
  EXPECT_THAT(problems_of_ramp("{ rmp = 1 }"), ElementsAre(HasSubstr("`is` wants a rate such as")));
}

}  // namespace
}  // namespace surgeline::config
