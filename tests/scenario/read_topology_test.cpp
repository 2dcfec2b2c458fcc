#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string listeners(std::string_view first, std::string_view second) {
  return "format = 1\n[[proxy]]\nid = \"a\"\nlisten = \"" + std::string{first} +
         "\"\nupstream = \"10.0.0.1:80\"\n[[proxy]]\nlisten = \"" + std::string{second} +
         "\"\nupstream = \"10.0.0.1:80\"\n";
}

TEST(ReadTopology, RefusesTwoProxiesOnOneListener) {
  EXPECT_THAT(
      said(listeners("127.0.0.1:6380", "127.0.0.1:6380")),
      ElementsAre(
          "7:10 proxy `a` already listens on 127.0.0.1:6380 | give each proxy its own address"
      )
  );
  EXPECT_THAT(said(listeners("unix:/tmp/a", "unix:/tmp/a")), testing::SizeIs(1));
}

TEST(ReadTopology, RemembersWhereListenersWereWritten) {
  const file made = values(listeners("127.0.0.1:6380", "127.0.0.1:6381"));
  ASSERT_EQ(made.listen_places.size(), 2);
  EXPECT_EQ(made.listen_places[1].line, 7);
  EXPECT_EQ(made.listen_places[1].column, 10);
}

TEST(ReadTopology, RefusesAListenerThatAnotherOneCovers) {
  EXPECT_THAT(
      said(listeners("0.0.0.0:6380", "127.0.0.1:6380")),
      ElementsAre(
          "7:10 proxy `a` already listens on 127.0.0.1:6380 | give each proxy its own address"
      )
  );
}

TEST(ReadTopology, TakesAnyNumberOfListenersOnFreePorts) {
  EXPECT_THAT(said(listeners("127.0.0.1:0", "127.0.0.1:0")), IsEmpty());
  EXPECT_THAT(said(listeners("127.0.0.1:6380", "127.0.0.1:6381")), IsEmpty());
  EXPECT_THAT(said(listeners("127.0.0.1:6380", "unix:/tmp/a")), IsEmpty());
}

TEST(ReadTopology, RefusesAProxyThatCallsItself) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nlisten = \"127.0.0.1:80\"\nupstream = \"127.0.0.1:80\"\n"),
      ElementsAre("4:12 proxy `proxy-1` would call itself: it listens on 127.0.0.1:80 | let it "
                  "listen somewhere "
                  "else")
  );
}

std::string called_on(std::string_view listen) {
  return "format = 1\n[[service]]\nid = \"shop\"\n[[load]]\nid = \"users\"\nto = \"shop\"\nrate = "
         "\"1/s\"\n[[proxy]]\nid = \"front\"\nfrom = [\"users\"]\nlisten = \"" +
         std::string{listen} + "\"\nupstream = { service = \"shop\" }\n";
}

TEST(ReadTopology, RefusesAListenerOnWhichLabClientsCannotBeToldApart) {
  EXPECT_THAT(said(called_on("127.0.0.1:0")), IsEmpty());
  EXPECT_THAT(
      said(called_on("unix:/tmp/a")),
      ElementsAre("11:10 those who call proxy `front` cannot be told apart on unix:/tmp/a | let it "
                  "listen on an IPv4 address, such as 127.0.0.1:0")
  );
  EXPECT_THAT(said(called_on("[::1]:0")), testing::SizeIs(1));
}

std::string each_of_three(std::string_view listen) {
  return "format = 1\n[[service]]\nid = \"shop\"\nreplicas = 3\n[[proxy]]\nlisten = \"" +
         std::string{listen} + "\"\nupstream = { service = \"shop\" }\neach = \"endpoint\"\n";
}

TEST(ReadTopology, TakesPortsThatFollowOneAnotherForSeveralListeners) {
  constexpr std::string_view beside =
      "[[proxy]]\nlisten = \"127.0.0.1:83\"\nupstream = \"10.0.0.1:1\"\n";
  constexpr std::string_view within =
      "[[proxy]]\nlisten = \"127.0.0.1:82\"\nupstream = \"10.0.0.1:1\"\n";
  EXPECT_THAT(said(each_of_three("127.0.0.1:80") + std::string{beside}), IsEmpty());
  EXPECT_THAT(
      said(each_of_three("127.0.0.1:80") + std::string{within}),
      ElementsAre(
          "10:10 proxy `proxy-1` already listens on 127.0.0.1:82 | give each proxy its own address"
      )
  );
}

TEST(ReadTopology, RefusesListenersThatDoNotFit) {
  EXPECT_THAT(
      said(each_of_three("127.0.0.1:65534")),
      ElementsAre("6:10 `each = \"endpoint\"` makes 3 listeners, which do not fit on "
                  "127.0.0.1:65534 | listen "
                  "on port 0, or remove `each`")
  );
  EXPECT_THAT(said(each_of_three("unix:/tmp/a")), testing::SizeIs(1));
}

TEST(ReadTopology, WantsSeveralEndpointsForEach) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = \"10.0.0.1:80\"\neach = "
           "\"endpoint\"\n"),
      ElementsAre(
          "5:1 `each = \"endpoint\"` wants an upstream with several endpoints | remove `each`"
      )
  );
}

TEST(ReadTopology, RefusesASecondProxyForAPair) {
  EXPECT_THAT(
      said(shop(
          "[[proxy]]\nid = \"second\"\nfrom = [\"users\"]\nupstream = { service = \"shop\" }\n"
      )),
      ElementsAre("33:9 calls from `users` to `shop` already go through proxy `front` | one proxy "
                  "at most for a "
                  "pair")
  );
}

TEST(ReadTopology, RefusesAProxyThatNoCallWouldReach) {
  EXPECT_THAT(
      said(shop("[[service]]\nid = \"stock\"\n[[proxy]]\nid = \"side\"\nfrom = "
                "[\"users\"]\nupstream = { service = \"stock\" }\n")),
      ElementsAre("35:9 load `users` calls `shop`, not `stock`, so proxy `side` would see none of "
                  "its calls | "
                  "remove it, or change `to` of the load")
  );
}

TEST(ReadTopology, RefusesCallersOfAProxyBeforeAnAddress) {
  EXPECT_THAT(
      said(shop("[[proxy]]\nid = \"out\"\nfrom = [\"users\"]\nlisten = \"127.0.0.1:0\"\nupstream = "
                "\"10.0.0.1:80\"\n")),
      ElementsAre("33:9 nobody calls proxy `out`, whose upstream is an address | `from` needs a "
                  "lab service "
                  "behind the proxy: upstream = { service = \"…\" }")
  );
}

TEST(ReadTopology, RefusesALoadToAnAddress) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nid = \"out\"\nlisten = \"127.0.0.1:0\"\nupstream = "
           "\"10.0.0.1:80\"\n"
           "[[load]]\nid = \"users\"\nto = \"out\"\nrate = \"1/s\"\n"),
      ElementsAre("8:6 load `users` goes to proxy `out`, whose upstream is an address | a lab load "
                  "needs a lab "
                  "service behind the proxy: upstream = { service = \"…\" }")
  );
}

TEST(ReadTopology, LetsALoadNameItsProxy) {
  EXPECT_THAT(said(shop("[[load]]\nid = \"more\"\nto = \"front\"\nrate = \"1/s\"\n")), IsEmpty());
}

TEST(ReadTopology, LetsAServiceNameItsProxy) {
  EXPECT_THAT(
      said(
          "format = 1\n[[service]]\nid = \"shop\"\ncalls = [{ to = \"stock\" }]\n[[service]]\nid = "
          "\"stock\"\n[[proxy]]\nfrom = [\"shop\"]\nupstream = { service = \"stock\" }\n"
      ),
      IsEmpty()
  );
}

TEST(ReadTopology, RefusesAProxyForCallsThatAServiceDoesNotMake) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\n[[service]]\nid = \"stock\"\n[[proxy]]\nid = "
           "\"front\"\nfrom = [\"shop\"]\nupstream = { service = \"stock\" }\n"),
      ElementsAre(
          "8:9 service `shop` calls nobody, not `stock`, so proxy `front` would see none of its "
          "calls | remove it, or add to its `calls`"
      )
  );
}

TEST(ReadTopology, RefusesMoreConnectionsThanFitInMemory) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\nreplicas = 1000\n[[load]]\nid = \"users\"\nto "
           "= \"shop\"\n"
           "rate = \"1/s\"\nclients = { count = 60000, connections_per_client = 2 }\n"),
      ElementsAre(
          "9:11 load `users` would make 120000000 connections | at most 1000000: fewer clients, "
          "connections_per_client or replicas"
      )
  );
}

TEST(ReadTopology, RefusesMoreLoadsThanHaveAddresses) {
  std::string text = "format = 1\n[[service]]\nid = \"shop\"\n";
  for (int i = 1; i <= 201; ++i) {
    text += "[[load]]\nid = \"l" + std::to_string(i) + "\"\nto = \"shop\"\nrate = \"1/s\"\n";
  }
  EXPECT_THAT(
      said(text),
      ElementsAre(
          "804:1 the file has 201 loads | at most 200: each has its own addresses for its clients"
      )
  );
}

TEST(ReadTopology, WantsALabelForEachEndpoint) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = { endpoints = "
           "[\"10.0.0.1:80\", \"10.0.0.2:80\"], labels = [\"zone-a\"] }\n"),
      ElementsAre(HasSubstr("proxy `proxy-1` has 1 labels for 2 endpoints"))
  );
}

}  // namespace
}  // namespace surgeline::scenario
