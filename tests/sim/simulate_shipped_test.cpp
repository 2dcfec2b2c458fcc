#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "support/print.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/read.hpp"
#include "surgeline/sim/simulate.hpp"

/// Families of scenarios/: each variant must come to the verdict that its file expects.
namespace surgeline::sim {
namespace {

scenario::written written_in(const std::string& name) {
  std::ifstream in(std::string{SURGELINE_SOURCE_DIR} + "/scenarios/" + name + ".toml");
  EXPECT_TRUE(in) << name;
  std::ostringstream text;
  text << in.rdbuf();
  return {.name = name + ".toml", .text = text.str(), .set = {}, .variant = {}, .seed = {}};
}

void expect_verdict(scenario::written from, std::uint64_t seed) {
  problems found;
  const scenario::outside nothing{.variables = {}, .files = {}};
  from.seed = seed;
  const auto file = scenario::read(from, nothing, scenario::purpose::sim, found);
  ASSERT_TRUE(file) << testing::PrintToString(found);
  const auto made = scenario::judge(simulate(*file, seed));
  std::string why;
  for (const auto& one : made.checks) why += "; " + one.id + ": " + one.text;
  for (const auto& one : made.verdict.reasons) why += "; " + one.text;
  EXPECT_EQ(made.verdict.kind, file->head.expect)
      << from.name << " " << from.variant.value_or("") << ", seed " << seed << why;
}

class SimulateShipped : public testing::TestWithParam<const char*> {};

TEST_P(SimulateShipped, ComesToTheExpectedVerdict) {
  scenario::written from = written_in(GetParam());
  const auto variants = scenario::variants_of(from);
  EXPECT_FALSE(variants.empty());
  for (const std::string& variant : variants) {
    from.variant = variant;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) expect_verdict(from, seed);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Families,
    SimulateShipped,
    testing::Values(
        "grab-breakers",
        "grab-retries",
        "grab-hang",
        "grab-survivor",
        "grab-herd",
        "grab-nonce",
        "kafka-crash-window",
        "kafka-commit-first",
        "kafka-zombie",
        "ack-loss",
        "job-lease",
        "availability-chain",
        "budget-kinds",
        "gcp-control-plane",
        "gcp-retrying-creators",
        "timeout-mismatch",
        "config-service-down",
        "bad-cut",
        "cache-flush"
    )
);

}  // namespace
}  // namespace surgeline::sim
