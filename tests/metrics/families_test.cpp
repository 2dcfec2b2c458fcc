#include "surgeline/metrics/families.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace surgeline::metrics {
namespace {

TEST(Families, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const declaration& one : families) names.insert(one.name);
  EXPECT_EQ(names.size(), families.size());
}

TEST(Families, AreNamedAsPrometheusAsks) {
  const std::regex form("surgeline_[a-z_]+");
  for (const declaration& one : families) {
    EXPECT_TRUE(std::regex_match(std::string{one.name}, form)) << one.name;
    EXPECT_EQ(one.name.ends_with("_total"), one.as == sort::counter) << one.name;
    const bool names_its_unit = one.name.ends_with("_seconds") || one.name.ends_with("_waiters");
    EXPECT_TRUE(one.as != sort::histogram || names_its_unit) << one.name;
  }
}

TEST(Families, StandInTheOrderOfTheirEnum) {
  EXPECT_EQ(declared(family::buffered_bytes).name, "surgeline_buffered_bytes");
  EXPECT_EQ(families.size(), static_cast<std::size_t>(family::buffered_bytes) + 1);
}

TEST(Families, AreAllOnTheReferencePage) {
  const std::string page = families_markdown();
  for (const declaration& one : families) EXPECT_THAT(page, testing::HasSubstr(one.name));
}

TEST(Families, HaveAKindWhereverTheyTellOneFaultFromAnother) {
  const auto has = [](const declaration& one, std::string_view label) {
    return (", " + std::string{one.labels} + ",").find(", " + std::string{label} + ",") !=
           std::string::npos;
  };
  // Two kinds may have had one id, one after the other; what only a fault in force has needs no kind.
  const std::set<family> of_one_in_force{
      family::fault_expiry_timestamp,
      family::fault_armed_by,
      family::fault_configured_probability
  };
  for (const declaration& one : families) {
    if (!has(one, "fault") || of_one_in_force.contains(one.what)) continue;
    EXPECT_TRUE(has(one, "kind")) << one.name;
  }
}

}  // namespace
}  // namespace surgeline::metrics
