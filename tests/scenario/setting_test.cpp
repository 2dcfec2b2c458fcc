#include "surgeline/scenario/setting.hpp"

#include <gtest/gtest.h>

namespace surgeline::scenario {
namespace {

using unit = unit_family;

TEST(Setting, IsANumberInTheUnitItWasWrittenWith) {
  EXPECT_EQ(setting_of("250ms"), (setting{0.25, unit::time}));
  EXPECT_EQ(setting_of("280/s"), (setting{280, unit::rate}));
  EXPECT_EQ(setting_of("2.5%"), (setting{0.025, unit::share}));
  EXPECT_EQ(setting_of("64KiB"), (setting{65536, unit::size}));
  EXPECT_EQ(setting_of("8Mbit/s"), (setting{1e6, unit::bandwidth}));
  EXPECT_EQ(setting_of(std::int64_t{3}), (setting{3, unit::whole}));
  EXPECT_EQ(setting_of(1.5), (setting{1.5, unit::number}));
}

TEST(Setting, IsNothingThatIsNoNumber) {
  EXPECT_EQ(setting_of("careful"), std::nullopt);
  EXPECT_EQ(setting_of(true), std::nullopt);
}

TEST(Setting, IsWrittenAsAFileSaysIt) {
  EXPECT_EQ(value_of({1.05, unit::time}), config::value("1.05s"));
  EXPECT_EQ(value_of({280, unit::rate}), config::value("280/s"));
  EXPECT_EQ(value_of({0.025, unit::share}), config::value("2.5%"));
  EXPECT_EQ(value_of({17.4, unit::whole}), config::value(17));
  EXPECT_EQ(value_of({1.5, unit::number}), config::value(1.5));
}

TEST(Setting, IsWrittenWithSixDigits) {
  EXPECT_EQ(value_of({1.0 / 3, unit::time}), config::value("333.333ms"));
}

TEST(Setting, IsReadAsItWasWritten) {
  for (const setting& each :
       {setting{0.9, unit::time},
        setting{12.5, unit::rate},
        setting{0.3, unit::share},
        setting{65536, unit::size},
        setting{1e6, unit::bandwidth},
        setting{4, unit::whole}})
    EXPECT_EQ(setting_of(value_of(each)), each) << text_of(each);
}

}  // namespace
}  // namespace surgeline::scenario
