#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "real/http_site.hpp"

/// What a sidecar makes out of its clients' breakers. The whole course takes ten minutes:
/// `SURGELINE_BREAKER_CYCLES=20 SURGELINE_CALM_SECONDS=300 ./dev real --gtest_filter='*HttpBreakers*'`.
namespace surgeline::real {
namespace {

using namespace std::chrono_literals;

int number_from(const char* variable, int otherwise) {
  const char* value = std::getenv(variable);
  return value == nullptr ? otherwise : std::stoi(value);
}

class HttpBreakers : public tests_of<node_site> {};

class HttpBreakersOf : public HttpBreakers, public testing::WithParamInterface<const char*> {};

TEST_P(HttpBreakersOf, AreSeenToOpenProbeAndClose) {
  const int cycles = number_from("SURGELINE_BREAKER_CYCLES", 6);
  EXPECT_TRUE(here.finds(
      "breakers.mjs " + std::string(GetParam()) + " " + std::to_string(cycles),
      cycles * 30s
  ));
}

INSTANTIATE_TEST_SUITE_P(
    Libraries,
    HttpBreakersOf,
    testing::Values("opossum", "cockatiel"),
    [](const auto& one) { return std::string(one.param); }
);

TEST_F(HttpBreakers, AreNotSeenWhereALoadDropsAndReturns) {
  const int length = number_from("SURGELINE_CALM_SECONDS", 40);
  EXPECT_TRUE(here.finds("calm.mjs " + std::to_string(length), 1min + length * 1s));
}

}  // namespace
}  // namespace surgeline::real
