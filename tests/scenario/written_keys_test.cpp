#include "surgeline/scenario/written_keys.hpp"

#include <gtest/gtest.h>

#include "support/scenario_maker.hpp"

namespace surgeline::scenario {
namespace {

TEST(WrittenKeys, HaveEveryKeyByItsPath) {
  file from = proxied_scenario();
  from.loads.front().rate = rate{280};
  const auto kept = written_keys(from);
  EXPECT_EQ(kept.at("load." + from.loads.front().id + ".rate"), "\"280/s\"");
}

TEST(WrittenKeys, LeaveOutWhatMayBeASecret) {
  file from = proxied_scenario();
  from.vars.emplace("token", config::value("hush"));
  from.services.front().program.env.emplace("TOKEN", "hush");
  from.services.front().program.run = {"./server", "--token=hush"};
  for (const auto& [path, is] : written_keys(from))
    EXPECT_EQ(is.find("hush"), std::string::npos) << path;
}

}  // namespace
}  // namespace surgeline::scenario
