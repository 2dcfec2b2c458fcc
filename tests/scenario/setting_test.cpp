#include "surgeline/scenario/setting.hpp"

#include <gtest/gtest.h>

namespace surgeline::scenario {
namespace {

using enum unit_family;

TEST(Setting, IsANumberInTheUnitItWasWrittenWith) {
  EXPECT_EQ(setting_of("250ms"), (setting{0.25, time}));
  EXPECT_EQ(setting_of("280/s"), (setting{280, rate}));
  EXPECT_EQ(setting_of("2.5%"), (setting{0.025, share}));
  EXPECT_EQ(setting_of("64KiB"), (setting{65536, size}));
  EXPECT_EQ(setting_of("8Mbit/s"), (setting{1e6, bandwidth}));
  EXPECT_EQ(setting_of(std::int64_t{3}), (setting{3, whole}));
  EXPECT_EQ(setting_of(1.5), (setting{1.5, number}));
}

TEST(Setting, IsNothingThatIsNoNumber) {
  EXPECT_EQ(setting_of("careful"), std::nullopt);
  EXPECT_EQ(setting_of(true), std::nullopt);
}

TEST(Setting, IsWrittenAsAFileSaysIt) {
  EXPECT_EQ(value_of({1.05, time}), config::value("1.05s"));
  EXPECT_EQ(value_of({280, rate}), config::value("280/s"));
  EXPECT_EQ(value_of({0.025, share}), config::value("2.5%"));
  EXPECT_EQ(value_of({17.4, whole}), config::value(17));
  EXPECT_EQ(value_of({1.5, number}), config::value(1.5));
}

TEST(Setting, IsWrittenWithSixDigits) {
  EXPECT_EQ(value_of({1.0 / 3, time}), config::value("333.333ms"));
}

TEST(Setting, IsReadAsItWasWritten) {
  for (const setting& each :
       {setting{0.9, time},
        setting{12.5, rate},
        setting{0.3, share},
        setting{65536, size},
        setting{1e6, bandwidth},
        setting{4, whole}})
    EXPECT_EQ(setting_of(value_of(each)), each) << text_of(each);
}

}  // namespace
}  // namespace surgeline::scenario
