#include "surgeline/measure/instrument.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "surgeline/measure/metric.hpp"

namespace surgeline::measure {
namespace {

TEST(Instruments, AreFoundByTheirEnum) {
  for (const declaration& one : instruments) EXPECT_EQ(&declared(one.what), &one) << one.name;
}

TEST(Instruments, HaveANameOfTheirOwn) {
  std::set<std::string_view> names;
  for (const declaration& one : instruments) {
    EXPECT_TRUE(names.insert(one.name).second) << one.name << " is there twice";
  }
}

TEST(Instruments, SayTheirUnitAndMeaning) {
  for (const declaration& one : instruments) {
    EXPECT_FALSE(one.unit.empty()) << one.name;
    EXPECT_FALSE(one.help.empty()) << one.name;
  }
}

TEST(Instruments, CountDurationsInSeconds) {
  for (const declaration& one : instruments) {
    EXPECT_EQ(one.as == form::histogram, one.unit == "seconds") << one.name;
  }
}

TEST(Instruments, AreAllOnThePageOfMetrics) {
  const std::string page = metrics_markdown();
  for (const declaration& one : instruments) {
    const std::string row =
        "| " + std::string{word(one.of)} + " | `" + std::string{one.name} + "` |";
    EXPECT_NE(page.find(row), std::string::npos) << row;
  }
}

TEST(SubjectKind, IsTheFirstWordOfAMetric) {
  EXPECT_EQ(word(subject_kind::load), "load");
  EXPECT_EQ(word(subject_kind::service), "service");
  EXPECT_EQ(word(subject_kind::proxy), "proxy");
  EXPECT_EQ(word(subject_kind::policy), "policy");
}

}  // namespace
}  // namespace surgeline::measure
