#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>

#include "admin/office.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/runner/live.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using admin::office;

TEST(LiveFleet, SpreadsItsLoadOverEverySidecarThatHasTheProxy) {
  const office first, second;
  scenario::file from = scenario::proxied_scenario();
  scenario::add_policy(from, 100ms);
  const auto made = run_live(from, 1, {}, {first.control_address(), second.control_address()});
  const auto* const record = std::get_if<scenario::record>(&made);
  ASSERT_NE(record, nullptr);
  ASSERT_EQ(record->sidecars.size(), 2);
  EXPECT_GE(record->sidecars[0].connections, 10);  // each client keeps one to each
  EXPECT_GE(record->sidecars[1].connections, 10);
  EXPECT_GT(record->sidecars[0].bytes, 0);
  EXPECT_GT(record->sidecars[1].bytes, 0);
}

TEST(LiveFleet, ShowsOnTheSidecarsPageWhatItsLoadsAskFor) {
  const office there;
  scenario::file from = scenario::proxied_scenario();
  from.phases.front().length = 3s;
  double offered = 0, goodput = 0;
  const auto watch = [&](time_point, const scenario::conductor&, const measure::recording&) {
    const boost::json::value seen = boost::json::parse(there.control("GET", "/v1/glance").body);
    if (seen.at("figures").is_null()) return true;
    const boost::json::value& users = seen.at("figures").at("loads").at(0);
    offered = std::max(offered, users.at("offered").to_number<double>());
    goodput = std::max(goodput, users.at("goodput").to_number<double>());
    return true;
  };
  const auto made = run_live(from, 1, watch, {there.control_address()});
  ASSERT_NE(std::get_if<scenario::record>(&made), nullptr);
  EXPECT_GT(offered, 0);
  EXPECT_EQ(goodput, 0) << "behind that proxy nobody answers";
}

TEST(LiveFleet, SaysWhyItsSidecarsCannotBeHad) {
  const office first, second;
  second.control("POST", "/v1/freeze");
  const auto made = run_live(
      scenario::proxied_scenario(),
      1,
      {},
      {first.control_address(), second.control_address()}
  );
  const auto* const found = std::get_if<problems>(&made);
  ASSERT_NE(found, nullptr);
  ASSERT_EQ(found->size(), 1);
  EXPECT_THAT(found->list().front().what, testing::HasSubstr("is frozen"));
}

}  // namespace
}  // namespace surgeline::runner
