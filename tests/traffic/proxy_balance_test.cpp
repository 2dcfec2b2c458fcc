#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "stage.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// The endpoint with the fewest open connections; the first of equals.
std::size_t fewest(const fault::subject&, std::span<const std::uint32_t> open) {
  return static_cast<std::size_t>(std::ranges::min_element(open) - open.begin());
}

TEST(ProxyBalance, ComparesWhatIsOpenOnAllWorkersTogether) {
  const host first, second;
  const stage
      on({.upstream = {first.where(), second.where()}, .choose = fewest}, "127.0.0.1:0", 1, 2);
  std::vector<wire> clients, upstreams;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(wire::dial(on.where()));
    upstreams.push_back((i % 2 == 0 ? first : second).accept());
    EXPECT_NE(upstreams.back().fd(), -1) << i;
  }
}

TEST(ProxyBalance, ForgetsConnectionsThatHaveEnded) {
  const host first, second;
  const stage on({.upstream = {first.where(), second.where()}, .choose = fewest});
  auto client = wire::dial(on.where());
  first.accept();
  const wire other = wire::dial(on.where());
  const wire stays = second.accept();
  client.close();
  on.counts_when([](const counts& now) { return now.active == 1; });
  const wire next = wire::dial(on.where());
  EXPECT_NE(first.accept().fd(), -1);
}

TEST(ProxyBalance, CountsConnectionsThatAreBeingDialled) {
  const full_host hangs("127.0.0.1:0");
  const host answers;
  const stage on({.upstream = {hangs.where(), answers.where()}, .choose = fewest});
  const wire waits = wire::dial(on.where());
  on.counts_when([](const counts& now) { return now.active == 1; });
  const wire goes = wire::dial(on.where());
  EXPECT_NE(answers.accept().fd(), -1);
}

TEST(ProxyBalance, DoesNotGoToAnotherEndpointWhenOneRefuses) {
  host refuses;
  const host answers;
  const stage on({.upstream = {refuses.where(), answers.where()}, .choose = fewest});
  refuses.close();
  EXPECT_EQ(wire::dial(on.where()).how_it_ends(), std::errc::connection_reset);
  EXPECT_FALSE(answers.somebody_within(0ms));
}

TEST(ProxyBalance, AcceptsOthersWhileAnUpstreamOfAnyFamilyDoesNotAnswer) {
  for (const std::string& where :
       {std::string{"127.0.0.1:0"}, std::string{"[::1]:0"}, unix_name("hangs")}) {
    const full_host hangs(where);
    const host answers(where.starts_with("unix") ? unix_name("answers") : where);
    const stage on({.upstream = {hangs.where(), answers.where()}});
    const wire waits = wire::dial(on.where()), goes = wire::dial(on.where());
    EXPECT_NE(answers.accept().fd(), -1) << where;
    EXPECT_EQ(on.counted().active, 2) << where;
  }
}

TEST(ProxyBalance, GivesUpOnAnUpstreamOfAnyFamilyThatDoesNotAnswer) {
  for (const std::string& where :
       {std::string{"127.0.0.1:0"}, std::string{"[::1]:0"}, unix_name("never")}) {
    const full_host hangs(where);
    const stage on({.upstream = {hangs.where()}, .connect_timeout = 20ms});
    EXPECT_EQ(wire::dial(on.where()).how_it_ends(), std::errc::connection_reset) << where;
    const counts over = on.counts_when([](const counts& now) { return now.active == 0; });
    EXPECT_EQ(over.of(end_reason::connect_failed), 1) << where;
  }
}

}  // namespace
}  // namespace surgeline::traffic
