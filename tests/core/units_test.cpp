#include "surgeline/core/units.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "support/print.hpp"
#include "surgeline/core/chance.hpp"

namespace surgeline {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

template <class Parse>
std::string reason(Parse parse, std::string_view text) {
  std::string why;
  EXPECT_FALSE(parse(text, &why)) << text;
  return why;
}

std::string no_duration(std::string_view text) { return reason(parse_duration, text); }

/// Random bits whose lengths are spread evenly, so that small and large numbers are both common.
std::uint64_t any_number(std::uint64_t i) {
  return mix(i, 1) >> static_cast<int>(chance(1).draw(hash_of("length"), i, 0) * 64);
}

TEST(Duration, IsReadInEveryUnit) {
  EXPECT_EQ(parse_duration("7ns"), 7ns);
  EXPECT_EQ(parse_duration("7us"), 7us);
  EXPECT_EQ(parse_duration("7ms"), 7ms);
  EXPECT_EQ(parse_duration("7s"), 7s);
  EXPECT_EQ(parse_duration("7m"), 7min);
  EXPECT_EQ(parse_duration("7h"), 7h);
}

TEST(Duration, MayHaveAFraction) {
  EXPECT_EQ(parse_duration("1.5s"), 1500ms);
  EXPECT_EQ(parse_duration("0.1us"), 100ns);
  EXPECT_EQ(parse_duration("0.4ns"), 0ns);
  EXPECT_EQ(parse_duration("0.5ns"), 1ns);
}

TEST(Duration, MayHaveSeveralParts) {
  EXPECT_EQ(parse_duration("1m30s"), 90s);
  EXPECT_EQ(parse_duration("1h0.5m1ms"), 1h + 30s + 1ms);
}

TEST(Duration, MayBeNegativeAsAWhole) {
  EXPECT_EQ(parse_duration("-2s"), -2s);
  EXPECT_EQ(parse_duration("-1m30s"), -90s);
}

TEST(Duration, NeedsAUnit) {
  EXPECT_EQ(no_duration("250"), "`250` has no unit; write 250ms, 250us, 250s …");
  EXPECT_EQ(no_duration("1m30"), "`1m30` has no unit; write 30ms, 30us, 30s …");
}

TEST(Duration, NamesTheUnitsWhenOneIsWrong) {
  EXPECT_EQ(
      no_duration("5min"),
      "`min` in `5min` is no unit of a duration; use one of ns us ms s m h"
  );
  EXPECT_THAT(no_duration("5S"), HasSubstr("use one of"));
  EXPECT_THAT(no_duration("1e3ms"), HasSubstr("`e` in"));
}

TEST(Duration, HasItsLargerUnitsFirst) {
  EXPECT_EQ(no_duration("30s1m"), "`30s1m` has s before m; write the larger unit first, each once");
  EXPECT_THAT(no_duration("1s1s"), HasSubstr("each once"));
}

TEST(Duration, HasNoSpaces) {
  for (const char* const text : {" 1s", "1 s", "1s ", "1m 30s"}) {
    EXPECT_THAT(no_duration(text), HasSubstr("has a space in it; write it like 250ms")) << text;
  }
}

TEST(Duration, IsNotReadFromWhatIsNoNumber) {
  EXPECT_EQ(no_duration(""), "a duration is missing; write it like 250ms");
  EXPECT_EQ(no_duration("soon"), "`soon` is not a duration; write it like 250ms");
  EXPECT_THAT(no_duration("never"), HasSubstr("is not a duration"));
  EXPECT_EQ(no_duration(".5s"), "`.5s` has a dot without a digit before it; write 0.5s");
  for (const char* const text :
       {"-", "--1s", "+1s", "ms", "1.s", "1.5.5s", "1,5s", "infs", "nans", "0x1s"}) {
    EXPECT_NE(no_duration(text), "") << text;
  }
}

TEST(Duration, StopsShortOfForever) {
  EXPECT_EQ(parse_duration("2562047h47m16.854775806s"), forever - 1ns);
  EXPECT_EQ(parse_duration("-2562047h47m16.854775806s"), 1ns - forever);
  for (const char* const text :
       {"2562047h47m16.854775807s", "2562048h", "99999999999999999999s", "9223372036854775807ns"}) {
    EXPECT_THAT(no_duration(text), HasSubstr("longer than 292 years")) << text;
  }
}

TEST(Duration, IsWrittenInPartsThatPeopleSay) {
  EXPECT_EQ(format(0s), "0s");
  EXPECT_EQ(format(999ns), "999ns");
  EXPECT_EQ(format(1500ns), "1.5us");
  EXPECT_EQ(format(250ms), "250ms");
  EXPECT_EQ(format(1500ms), "1.5s");
  EXPECT_EQ(format(90s), "1m30s");
  EXPECT_EQ(format(1h + 1ns), "1h0.000000001s");
  EXPECT_EQ(format(-90s), "-1m30s");
  EXPECT_EQ(format(forever), "never");
}

TEST(Duration, ReadsBackAsItWasWritten) {
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const duration value{static_cast<duration::rep>(any_number(i) / 2)};
    ASSERT_EQ(parse_duration(format(value)), value) << format(value);
    ASSERT_EQ(parse_duration(format(-value)), -value) << format(-value);
  }
}

TEST(Duration, ReadsBackAtTheEndsOfItsRange) {
  for (const duration value : {1ns - forever, forever - 1ns})
    EXPECT_EQ(parse_duration(format(value)), value);
  EXPECT_EQ(format(duration::min()), "-2562047h47m16.854775808s");
}

TEST(Size, IsReadInEveryUnit) {
  EXPECT_EQ(parse_size("3B"), size{3});
  EXPECT_EQ(parse_size("3KB"), size{3000});
  EXPECT_EQ(parse_size("3MB"), size{3'000'000});
  EXPECT_EQ(parse_size("3GB"), size{3'000'000'000});
  EXPECT_EQ(parse_size("3KiB"), size{3 * 1024});
  EXPECT_EQ(parse_size("3MiB"), size{3 * 1024 * 1024});
  EXPECT_EQ(parse_size("3GiB"), size{3ull * 1024 * 1024 * 1024});
}

TEST(Size, RoundsAFractionToWholeBytes) {
  EXPECT_EQ(parse_size("1.5KiB"), size{1536});
  EXPECT_EQ(parse_size("0.1KiB"), size{102});
}

TEST(Size, ExplainsWhatItDoesNotTake) {
  EXPECT_EQ(reason(parse_size, "1000"), "`1000` has no unit; write 1000B, 1000KiB, 1000MB …");
  EXPECT_EQ(reason(parse_size, "-1KB"), "`-1KB` is negative; a size is 0 or more");
  EXPECT_THAT(reason(parse_size, "64kb"), HasSubstr("use one of B KB MB GB KiB MiB GiB"));
  EXPECT_THAT(reason(parse_size, "1MB2KB"), HasSubstr("goes on after its unit"));
  EXPECT_THAT(reason(parse_size, "18446744073709551616B"), HasSubstr("16 EiB"));
  EXPECT_THAT(reason(parse_size, "17179869184GiB"), HasSubstr("16 EiB"));
  EXPECT_THAT(reason(parse_size, "18446744073709551615.5B"), HasSubstr("16 EiB"));
}

TEST(Size, IsWrittenInTheUnitWithTheShortestNumber) {
  EXPECT_EQ(format(size{0}), "0B");
  EXPECT_EQ(format(size{1000}), "1KB");
  EXPECT_EQ(format(size{65536}), "64KiB");
  EXPECT_EQ(format(size{1'000'001}), "1000001B");
}

TEST(Size, ReadsBackAsItWasWritten) {
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const size value{any_number(i) & ~((std::uint64_t{1} << i % 21) - 1)};
    ASSERT_EQ(parse_size(format(value)), value) << format(value);
  }
  EXPECT_EQ(parse_size(format(size{~std::uint64_t{0}})), size{~std::uint64_t{0}});
}

TEST(Rate, IsReadPerSecondMinuteAndHour) {
  EXPECT_EQ(parse_rate("1200/s"), rate{1200});
  EXPECT_EQ(parse_rate("0.5/s"), rate{0.5});
  EXPECT_EQ(parse_rate("30/min"), rate{0.5});
  EXPECT_EQ(parse_rate("1800/h"), rate{0.5});
}

TEST(Rate, ExplainsWhatItDoesNotTake) {
  EXPECT_EQ(reason(parse_rate, "5"), "`5` has no unit; write 5/s, 5/min, 5/h …");
  EXPECT_EQ(reason(parse_rate, "5/m"), "`/m` in `5/m` is no unit of a rate; use one of /s /min /h");
  EXPECT_THAT(reason(parse_rate, std::string(400, '9') + "/s"), HasSubstr("too large"));
}

TEST(Rate, TooSmallToHoldIsZero) {
  EXPECT_EQ(parse_rate("0." + std::string(400, '0') + "1/s"), rate{0});
}

TEST(Rate, IsWrittenInTheUnitWithTheShortestNumber) {
  EXPECT_EQ(format(rate{1200}), "1200/s");
  EXPECT_EQ(format(rate{2 / 60.0}), "2/min");
  EXPECT_EQ(format(rate{10 / 3600.0}), "10/h");
  EXPECT_EQ(format(rate{0}), "0/s");
}

TEST(Bandwidth, IsReadInBitsAndBytes) {
  EXPECT_EQ(parse_bandwidth("10Mbit/s"), bandwidth{1'250'000});
  EXPECT_EQ(parse_bandwidth("1MiB/s"), bandwidth{1048576});
  EXPECT_EQ(parse_bandwidth("9600bit/s"), bandwidth{1200});
  EXPECT_EQ(parse_bandwidth("1.5KB/s"), bandwidth{1500});
}

TEST(Bandwidth, ExplainsWhatItDoesNotTake) {
  EXPECT_THAT(reason(parse_bandwidth, "10"), HasSubstr("write 10Mbit/s, 10MB/s, 10MiB/s"));
  EXPECT_THAT(reason(parse_bandwidth, "10Mbit"), HasSubstr("is no unit of a bandwidth"));
}

TEST(Bandwidth, IsWrittenInTheUnitWithTheShortestNumber) {
  EXPECT_EQ(format(bandwidth{1'250'000}), "10Mbit/s");
  EXPECT_EQ(format(bandwidth{1048576}), "1MiB/s");
  EXPECT_EQ(format(bandwidth{1'000'000}), "1MB/s");
  EXPECT_EQ(format(bandwidth{0}), "0B/s");
}

TEST(Share, IsTheVeryNumberOfItsDecimal) {
  EXPECT_EQ(parse_share("2.5%"), share{0.025});
  EXPECT_EQ(parse_share("0.1%"), share{0.001});
  EXPECT_EQ(parse_share("33.3%"), share{0.333});
  EXPECT_EQ(parse_share("0%"), share{0});
  EXPECT_EQ(parse_share("100%"), share{1});
}

TEST(Share, IsNoMoreThanTheWhole) {
  EXPECT_EQ(reason(parse_share, "101%"), "`101%` is more than the whole; a share is 0% to 100%");
  EXPECT_THAT(reason(parse_share, "-5%"), HasSubstr("is negative"));
  EXPECT_THAT(reason(parse_share, "5"), HasSubstr("write 5%"));
}

TEST(Share, IsWrittenWithoutLosingADigit) {
  EXPECT_EQ(format(share{0.025}), "2.5%");
  EXPECT_EQ(format(share{1}), "100%");
  EXPECT_EQ(format(share{0.5}), "50%");
  EXPECT_EQ(format(share{0.001}), "0.1%");
  EXPECT_EQ(format(share{0}), "0%");
  EXPECT_EQ(format(share{1e-7}), "0.00001%");
}

TEST(RealUnits, ReadBackAsTheyWereWritten) {
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const double part = chance(1).draw(hash_of("part"), i, 0);
    const double value = static_cast<double>(any_number(i)) * (i % 2 == 0 ? 1 : part);
    ASSERT_EQ(parse_rate(format(rate{value})), rate{value});
    ASSERT_EQ(parse_bandwidth(format(bandwidth{value})), bandwidth{value});
    ASSERT_EQ(parse_share(format(share{part})), share{part});
    ASSERT_EQ(parse_share(format(share{part * part * 1e-12})), share{part * part * 1e-12});
  }
}

TEST(RealUnits, ReadBackAtTheEndsOfTheirRange) {
  for (const double value : {5e-324, 2.2250738585072014e-308, 1.7976931348623157e308}) {
    EXPECT_EQ(parse_rate(format(rate{value})), rate{value});
  }
}

TEST(Units, QuoteAtMostALineOfWhatWasWritten) {
  EXPECT_LT(no_duration(std::string(10'000, 'x')).size(), 120u);
  EXPECT_LT(no_duration(std::string(10'000, '1')).size(), 250u);
}

TEST(Units, NeedNoPlaceForTheReason) { EXPECT_EQ(parse_duration("x"), std::nullopt); }

}  // namespace
}  // namespace surgeline
