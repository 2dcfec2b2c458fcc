#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

TEST(ReadTables, GiveTheHeadOfAFile) {
  const file read = values(shop(R"([scenario]
title = "A stall"
hypothesis = "It comes back."
owner = "team"
tags = ["a", "b"]
seed = 7
expect = "metastable"
speedup = 10
max_wall = "2m"
links = { source = "https://example.org" }
)"));
  EXPECT_EQ(
      read.head,
      (about{
          .id = "test",
          .title = "A stall",
          .owner = "team",
          .hypothesis = "It comes back.",
          .tags = {"a", "b"},
          .seed = 7,
          .expect = verdict_kind::metastable,
          .speedup = 10,
          .max_wall = 2min,
          .links = {{"source", "https://example.org"}},
      })
  );
}

TEST(ReadTables, GiveAService) {
  const file read = values(R"(format = 1
[[service]]
id = "database"
role = "server"
replicas = 3
slots = 30
service_time = "100ms"
queue = { limit = 6000, order = "fifo", on_full = "reject" }
cancel_on_disconnect = false
)");
  EXPECT_EQ(
      read.services,
      (std::vector{service{
          .id = "database",
          .replicas = 3,
          .slots = 30,
          .queue = {.limit = 6000},
          .service_time = distribution::fixed(100ms),
      }})
  );
}

TEST(ReadTables, GiveAProxyWithATableForItsUpstream) {
  const file read = values(shop(R"([[proxy]]
id = "edge"
listen = "127.0.0.1:0"
upstream = { endpoints = ["10.0.0.1:80", "10.0.0.2:80"], balance = "random", connect_timeout = "1s" }
each = "endpoint"
protocol = "tcp"
limits = { connections = 100, buffer = "64KiB" }
)"));
  EXPECT_EQ(
      read.proxies[1],
      (proxy{
          .id = "edge",
          .listen = endpoint::parse("127.0.0.1:0"),
          .upstream =
              {.service = {},
               .endpoints = {*endpoint::parse("10.0.0.1:80"), *endpoint::parse("10.0.0.2:80")},
               .balance = resilience::balance::random,
               .connect_timeout = 1s},
          .from = {},
          .each = fan::endpoint,
          .limits = {.connections = 100, .buffer = size{64 * 1024}},
      })
  );
}

TEST(ReadTables, GiveAPolicyAndALoad) {
  const file read = values(R"(format = 1
[[service]]
id = "shop"
[[policy]]
id = "careful"
timeout = "300ms"
retry = { kind = "exponential", attempts = 3, base = "50ms", jitter = "full", retry_on = ["timeout", "reset"] }
budget = { capacity = 100, initial = 10 }
balance = "round_robin"
[[load]]
id = "users"
to = "shop"
model = "open"
arrival = "constant"
rate = { ramp = [["0s", "0/s"], ["30s", "1200/s"]] }
clients = { count = 400, connections_per_client = 2 }
deadline = "2s"
policy = "careful"
)");
  ASSERT_THAT(read.policies, SizeIs(1));
  ASSERT_THAT(read.loads, SizeIs(1));
  EXPECT_EQ(read.policies[0].timeout, 300ms);
  EXPECT_EQ(read.policies[0].retry->attempts, 3U);
  EXPECT_EQ(std::get<resilience::per_success>(read.policies[0].budget->funding).initial, 10);
  EXPECT_EQ(read.policies[0].balance, resilience::balance::round_robin);
  const load& users = read.loads[0];
  EXPECT_EQ(users.arrival, arrival::constant);
  EXPECT_EQ(users.rate.at(15s).per_second, 600);
  EXPECT_EQ(users.clients, (clients{.count = 400, .connections_per_client = 2}));
  EXPECT_EQ(users.deadline, 2s);
  EXPECT_EQ(users.policy, "careful");
}

TEST(ReadTables, GivePhasesInTheirOrder) {
  EXPECT_THAT(
      values(shop()).phases,
      ElementsAre(
          phase{.id = "warmup", .length = 5s, .role = phase_role::warmup},
          phase{.id = "before", .length = 10s, .role = phase_role::baseline},
          phase{.id = "outage", .length = 10s, .role = phase_role::normal},
          phase{.id = "after", .length = 60s, .role = phase_role::recover}
      )
  );
}

TEST(ReadTables, GiveAFault) {
  const file read = values(shop(R"([[fault]]
id = "some-resets"
kind = "reset"
when = "mid_response"
during = ["outage"]
enabled = false
probability = "2.5%"
per = "request"
target = { proxy = ["front"] }
)"));
  EXPECT_THAT(
      read.faults,
      ElementsAre(fault{
          .id = "some-resets",
          .what = surgeline::fault::reset{.when = surgeline::fault::reset_moment::mid_response},
          .during = {{"outage"}},
          .enabled = false,
          .probability = share{0.025},
          .per = surgeline::fault::unit::request,
          .target = {.proxy = {"front"}},
      })
  );
}

TEST(ReadTables, GiveAListForOneProxy) {
  const file read = values(shop(R"([[fault]]
kind = "stall"
target = { proxy = "front" }
)"));
  EXPECT_THAT(read.faults[0].target.proxy, ElementsAre("front"));
}

/// A file with every table of judgement.
file judged_shop() {
  return values(shop(R"([[fault]]
id = "cut"
kind = "stall"
[[steady_state]]
id = "fast"
metric = "load.users.latency.p99"
during = ["before", "outage"]
window = "5s"
expect = { at_most = "250ms" }
on_missing = "fail"
[[abort]]
id = "hurt"
metric = "load.users.goodput"
during = ["outage"]
when = { below = "10/s", for = "5s" }
grace = "3s"
verdict = "inconclusive"
[recovery]
metric = "load.users.goodput"
at_least = "90%"
of = "offered"
stable_for = "5s"
deadline = "30s"
probe_relief = { rate = "25%", for = "20s" }
[[expect_hits]]
fault = "cut"
at_least = 10
at_most = 1000
within_sigma = 4
[accept]
pass = "90%"
)"));
}

TEST(ReadTables, GiveWhatMustHoldAndWhatAborts) {
  const file read = judged_shop();
  EXPECT_EQ(
      read.steady_states,
      (std::vector{steady_state{
          .id = "fast",
          .metric = "load.users.latency.p99",
          .during = {{"before", "outage"}},
          .window = 5s,
          .expect = {.at_least = {}, .at_most = amount{0.25, "250ms", suffix::time}},
          .on_missing = on_missing::fail,
      }})
  );
  EXPECT_EQ(
      read.aborts,
      (std::vector{abort_rule{
          .id = "hurt",
          .metric = "load.users.goodput",
          .during = {{"outage"}},
          .when = {.above = {}, .below = amount{10, "10/s", suffix::per_time}, .lasting = 5s},
          .grace = 3s,
          .verdict = verdict_kind::inconclusive,
      }})
  );
}

TEST(ReadTables, GiveWhatCountsAsBack) {
  const file read = judged_shop();
  EXPECT_EQ(
      read.recovery,
      (scenario::recovery{
          .metric = "load.users.goodput",
          .at_least = share{0.9},
          .of = reference::offered,
          .stable_for = 5s,
          .deadline = 30s,
          .probe_relief = relief{.rate = share{0.25}, .at_most = 20s},
      })
  );
  EXPECT_EQ(read.expect_hits, (std::vector{scenario::expect_hits{"cut", 10U, 1000U, 4.0}}));
  EXPECT_EQ(read.accept.pass, share{0.9});
}

TEST(ReadTables, GiveAmountsInEveryUnit) {
  const file read = values(shop(R"([[steady_state]]
id = "a"
metric = "load.users.amplification"
expect = { at_most = 1.3 }
[[steady_state]]
id = "b"
metric = "load.users.latency.p99"
expect = { at_most = "130%", of = "baseline" }
[[steady_state]]
id = "c"
metric = "load.users.goodput"
expect = { at_least = "12/min" }
[[steady_state]]
id = "d"
metric = "service.shop.queue"
expect = { at_most = 5 }
)"));
  EXPECT_EQ(read.steady_states[0].expect.at_most, (amount{1.3, "1.3", suffix::none}));
  EXPECT_EQ(read.steady_states[1].expect.at_most, (amount{1.3, "130%", suffix::percent}));
  EXPECT_EQ(read.steady_states[2].expect.at_least, (amount{0.2, "12/min", suffix::per_time}));
  EXPECT_EQ(read.steady_states[3].expect.at_most, (amount{5, "5", suffix::none}));
}

}  // namespace
}  // namespace surgeline::scenario
