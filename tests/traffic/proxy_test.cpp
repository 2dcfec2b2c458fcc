#include "surgeline/traffic/proxy.hpp"

#include <gtest/gtest.h>

#include <future>

#include "stage.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

TEST(Proxy, CarriesBytesBothWays) {
  const stage on;
  auto [client, upstream] = on.connect();
  client.say("ping");
  EXPECT_EQ(upstream.hear(4), "ping");
  upstream.say("pong");
  EXPECT_EQ(client.hear(4), "pong");
}

TEST(Proxy, CarriesManyBytesUnchangedBothWaysAtOnce) {
  const stage on;
  auto ends = on.connect();
  const std::string up = noise(8 << 20, 1), down = noise(8 << 20, 2);
  const auto speaking = std::async(std::launch::async, [&] { ends.client.say(up); });
  const auto answering = std::async(std::launch::async, [&] { ends.upstream.say(down); });
  auto listening = std::async(std::launch::async, [&] { return ends.upstream.hear(up.size()); });
  EXPECT_TRUE(ends.client.hear(down.size()) == down);
  EXPECT_TRUE(listening.get() == up);
}

TEST(Proxy, GivesEachConnectionItsOwnUpstreamConnection) {
  const stage on;
  auto first = on.connect(), second = on.connect();
  first.client.say("1"), second.client.say("2");
  EXPECT_EQ(first.upstream.hear(1), "1");
  EXPECT_EQ(second.upstream.hear(1), "2");
}

TEST(Proxy, StandsBetweenUnixSocketsToo) {
  const stage on({.listen = {*endpoint::parse(unix_name("front"))}}, unix_name("behind"));
  auto [client, upstream] = on.connect();
  client.say("ping");
  EXPECT_EQ(upstream.hear(4), "ping");
  client.finish();
  EXPECT_EQ(upstream.how_it_ends(), std::error_code{});
}

TEST(Proxy, SaysWhichPortItCannotHave) {
  const stage on;
  net::worker* const workers[] = {const_cast<net::worker*>(&on.worker)};
  net::failure why;
  EXPECT_EQ(
      proxy::open(
          {.id = "second", .listen = {on.where()}, .upstream = {on.where()}},
          on.clock,
          workers,
          why
      ),
      nullptr
  );
  EXPECT_EQ(why.what, "proxy `second`: " + on.where().text() + " is in use");
}

TEST(Proxy, SendsConnectionsOfOneListenerToEachUpstreamInTurn) {
  const host second;
  const host first;
  const stage on({.upstream = {first.where(), second.where()}});
  const wire a = wire::dial(on.where()), b = wire::dial(on.where()), c = wire::dial(on.where());
  EXPECT_NE(first.accept().fd(), -1);
  EXPECT_NE(second.accept().fd(), -1);
  EXPECT_NE(first.accept().fd(), -1);
}

TEST(Proxy, AsksTheChooserWhereAConnectionGoes) {
  const host first, second;
  std::vector<std::string> asked;
  const stage on(
      {.upstream = {first.where(), second.where()},
       .choose =
           [&](const fault::subject& who, auto) {
             asked.push_back(who.text());
             return std::size_t{1};
           }}
  );
  const wire client = wire::dial(on.where(), "127.0.0.9");
  EXPECT_NE(second.accept().fd(), -1);
  EXPECT_EQ(asked, std::vector<std::string>{"127.0.0.9#1"});
}

TEST(Proxy, GivesEachUpstreamItsListenerWhenAskedTo) {
  const host first, second;
  const stage on(
      {.listen = {{.host = "127.0.0.1"}, {.host = "127.0.0.1"}},
       .upstream = {first.where(), second.where()}}
  );
  const wire to_second = wire::dial(on.where(1));
  EXPECT_NE(second.accept().fd(), -1);
  EXPECT_FALSE(first.somebody_within(0ms));
}

TEST(Proxy, DialsTheNextUpstreamWhileOneDoesNotAnswer) {
  const host second;
  const stage on({.upstream = {*endpoint::parse("192.0.2.1:9"), second.where()}}
  );  // the first one is a black hole
  const wire waits = wire::dial(on.where()), goes = wire::dial(on.where());
  EXPECT_NE(second.accept().fd(), -1);
}

TEST(Proxy, TurnsARefusalOfTheUpstreamIntoAReset) {
  stage on;
  on.server.close();
  wire client = wire::dial(on.where());
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  EXPECT_EQ(
      on.counts_when([](const counts& now) { return now.active == 0; }
      ).of(end_reason::connect_failed),
      1
  );
}

TEST(Proxy, ResetsAClientWhoseUpstreamDoesNotAnswerInTime) {
  const full_host silent("127.0.0.1:0");
  const stage on({.upstream = {silent.where()}, .connect_timeout = 20ms});
  const auto start = std::chrono::steady_clock::now();
  wire client = wire::dial(on.where());
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 20ms);
}

TEST(Proxy, WaitsUntilAUnixUpstreamHasRoom) {
  const full_host crowded(unix_name("crowded"));
  const stage on({.upstream = {crowded.where()}});
  const wire client = wire::dial(on.where());
  client.say("x");
  std::this_thread::sleep_for(10ms);
  crowded.accept();
  EXPECT_EQ(crowded.accept().hear(1), "x");
}

TEST(Proxy, GivesUpOnAUnixUpstreamThatHasNoRoom) {
  const full_host crowded(unix_name("crowded"));
  const stage on({.upstream = {crowded.where()}, .connect_timeout = 20ms});
  wire client = wire::dial(on.where());
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
}

TEST(Proxy, ResetsConnectionsBeyondItsLimit) {
  const stage on({.max_connections = 1});
  auto [client, upstream] = on.connect();
  wire second = wire::dial(on.where());
  EXPECT_EQ(second.how_it_ends(), std::errc::connection_reset);
  client.say("still here");
  EXPECT_EQ(upstream.hear(10), "still here");
  EXPECT_EQ(on.book().connections.of(end_reason::limit), 1);
}

TEST(Proxy, HasOneLimitForAllItsWorkers) {
  const stage on({.max_connections = 3}, "127.0.0.1:0", 1, 4);
  std::vector<stage::ends> in;
  for (int i = 0; i < 3; ++i) in.push_back(on.connect());
  wire fourth = wire::dial(on.where());
  EXPECT_EQ(fourth.how_it_ends(), std::errc::connection_reset);
}

TEST(Proxy, CountsConnectionsAndBytes) {
  const stage on;
  auto [client, upstream] = on.connect();
  client.say("four");
  upstream.hear(4);
  upstream.say("eleven....!");
  client.hear(11);
  const counts open =
      on.counts_when([](const counts& now) { return now.of(fault::direction::to_client) == 11; });
  counts expected{.opened = 1, .active = 1, .met = 1, .paired = 1};
  expected.received = expected.bytes = {4, 11};
  EXPECT_EQ(open, expected);
  client.finish(), upstream.finish();
  const counts over = on.counts_when([](const counts& now) { return now.active == 0; });
  EXPECT_EQ(over.opened, 1);
  EXPECT_EQ(over.of(end_reason::eof), 1);
}

TEST(Proxy, EndsItsConnectionsWhenItCloses) {
  const stage on;
  auto [client, upstream] = on.connect();
  on.front->close();
  EXPECT_EQ(client.how_it_ends(), std::error_code{});
  EXPECT_EQ(upstream.how_it_ends(), std::error_code{});
  EXPECT_EQ(on.book().connections.of(end_reason::closed), 1);
}

TEST(Proxy, LetsItsPortBeHadAgainWhenItCloses) {
  const stage on;
  const auto ends = on.connect();
  on.front->close();
  net::failure why;
  EXPECT_TRUE(net::listen(on.where(), why)) << why.what;
}

TEST(Proxy, AcceptsMoreThanABatchThatComesAtOnce) {
  stage on;
  std::vector<wire> clients;
  {
    const standstill now(on.worker);
    for (int i = 0; i < 150; ++i) clients.push_back(wire::dial(on.where()));
  }
  for (int i = 0; i < 150; ++i) EXPECT_NE(on.server.accept().fd(), -1);
}

}  // namespace
}  // namespace surgeline::traffic
