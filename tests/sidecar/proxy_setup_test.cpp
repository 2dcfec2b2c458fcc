#include "surgeline/sidecar/proxy_setup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "support/print.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;

const std::vector<endpoint> two{*endpoint::parse("10.0.0.1:80"), *endpoint::parse("10.0.0.2:80")};

TEST(ProxySetup, TakesOverWhatTheFileSays) {
  const scenario::proxy written{
      .id = "db",
      .listen = endpoint::parse("127.0.0.1:7000"),
      .upstream = {.connect_timeout = 2s},
      .limits = {.connections = 9, .buffer = {8192}}
  };
  const auto made = setup_of({}, written, two, chance{1});
  EXPECT_EQ(made.id, "db");
  EXPECT_THAT(made.listen, testing::ElementsAre(*endpoint::parse("127.0.0.1:7000")));
  EXPECT_EQ(made.upstream, two);
  EXPECT_EQ(made.connect_timeout, 2s);
  EXPECT_EQ(made.max_connections, 9);
  EXPECT_EQ(made.buffer_limit, 8192);
}

TEST(ProxySetup, ListensOnAnyFreePortOfLoopbackIfTheFileSaysNothing) {
  EXPECT_EQ(setup_of({}, {.id = "db"}, two, chance{1}).listen.front().text(), "127.0.0.1:0");
}

TEST(ProxySetup, ListensOnceForEachUpstreamIfItShould) {
  const scenario::proxy written{
      .id = "db",
      .listen = endpoint::parse("127.0.0.1:7000"),
      .each = scenario::fan::endpoint
  };
  const auto made = setup_of({}, written, two, chance{1});
  ASSERT_EQ(made.listen.size(), 2);
  EXPECT_EQ(made.listen[1].port, 7001);
}

TEST(ProxySetup, ChoosesTheUpstreamOfAConnectionByItsKey) {
  const scenario::proxy written{.id = "db", .upstream = {.balance = resilience::balance::random}};
  const auto first = setup_of({}, written, two, chance{1}),
             second = setup_of({}, written, two, chance{1});
  const std::array<unsigned, 2> nobody_yet{};
  for (std::uint64_t ordinal = 1; ordinal < 50; ++ordinal) {
    const fault::subject who{"10.1.1.1", ordinal};
    EXPECT_EQ(first.choose(who, nobody_yet), second.choose(who, nobody_yet));
  }
}

}  // namespace
}  // namespace surgeline::sidecar
