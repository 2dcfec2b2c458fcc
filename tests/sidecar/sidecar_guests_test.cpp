#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "house.hpp"
#include "support/print.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using how = outcome::how;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;

/// A house whose guests lead to its server.
class inn : public house {
 public:
  using house::house;

  guest_request request(const std::string& name) const {
    return {.name = name, .listen = "localhost:0", .upstream = server.where().text()};
  }
  outcome add(const guest_request& asked) {
    return told([&](auto answered) { one->add_guest(asked, answered); });
  }
  outcome add(const std::string& name) { return add(request(name)); }
  outcome change(const std::string& name, const guest_change& wanted) {
    return told([&](auto answered) { one->change_guest(name, wanted, answered); });
  }
  outcome remove(const std::string& name) {
    return told([&](auto answered) { one->remove_guest(name, answered); });
  }
  populated populate(const std::vector<guest_request>& asked) {
    std::optional<populated> made;
    one->populate(asked, [&](const populated& answered) { made = answered; });
    work_until([&] { return made.has_value(); });
    return std::move(*made);
  }

  endpoint address(const std::string& name) const {
    return *endpoint::parse(one->guest_of(name)->listen);
  }
  std::pair<traffic::wire, traffic::wire> through(const std::string& name) const {
    traffic::wire client = traffic::wire::dial(address(name));
    return {std::move(client), server.accept()};
  }
};

TEST(Guest, CarriesBytesWhenItIsMade) {
  inn open;
  EXPECT_TRUE(open.add("late").is_done());
  auto ends = open.through("late");
  round_trip(ends);
}

TEST(Guest, CarriesBytesOnSeveralWorkers) {
  scenario::file from;
  from.serve.workers.number = 2;
  inn open(from);
  open.add("late");
  for (int i = 0; i < 8; ++i) {
    auto ends = open.through("late");
    round_trip(ends);
  }
}

TEST(Guest, IsShownWithTheAddressThatItIsBoundTo) {
  inn open;
  open.add("late");
  const auto shown = open.one->guest_of("late");
  EXPECT_THAT(shown->listen, testing::MatchesRegex("127.0.0.1:[1-9][0-9]*"));
  EXPECT_TRUE(shown->enabled);
}

TEST(Guest, IsShownAsItWasAskedForUntilItOpens) {
  inn open;
  guest_request closed = open.request("late");
  closed.enabled = false;
  open.add(closed);
  EXPECT_EQ(open.one->guest_of("late")->listen, "localhost:0");
  EXPECT_FALSE(open.one->guest_of("late")->enabled);
}

TEST(Guest, ListensOnEveryAddressWithoutAHost) {
  inn open;
  guest_request anywhere = open.request("late");
  anywhere.listen = "";
  ASSERT_TRUE(open.add(anywhere).is_done());
  const std::uint16_t port = open.address("late").port;
  EXPECT_TRUE(is_listening({.host = "127.0.0.1", .port = port}));
}

TEST(Guest, HasANameOfItsOwn) {
  inn open;
  open.add("late");
  EXPECT_EQ(open.add("late").what, how::proxy_taken);
  EXPECT_EQ(open.add("front").what, how::proxy_taken);
}

TEST(Guest, LeavesNothingBehindWhenItCannotListen) {
  inn open;
  guest_request taken = open.request("late");
  taken.listen = "localhost:" + std::to_string(open.where().port);
  const outcome went = open.add(taken);
  EXPECT_EQ(went.what, how::cannot_listen);
  EXPECT_EQ(went.why, "listen tcp " + open.where().text() + ": bind: address already in use");
  EXPECT_FALSE(open.one->guest_of("late"));
}

TEST(Guest, IsRefusedWithAnAddressThatIsNone) {
  inn open;
  guest_request odd = open.request("late");
  odd.listen = "noport";
  EXPECT_EQ(open.add(odd).why, "listen tcp: address noport: missing port in address");
}

TEST(Guest, MayLeadNowhere) {
  inn open;
  guest_request lost = open.request("late");
  lost.upstream = "noport";
  ASSERT_TRUE(open.add(lost).is_done());
  EXPECT_EQ(traffic::wire::dial(open.address("late")).how_it_ends(), std::error_code{});
}

TEST(Guest, ClosesWithEveryConnection) {
  inn open;
  open.add("late");
  const endpoint where = open.address("late");
  auto ends = open.through("late");
  round_trip(ends);
  ASSERT_TRUE(open.change("late", {.enabled = false}).is_done());
  EXPECT_TRUE(traffic::wire::is_refused(where));
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
  EXPECT_EQ(ends.second.how_it_ends(), std::error_code{});
}

TEST(Guest, OpensAgainWhereItWas) {
  inn open;
  open.add("late");
  const endpoint where = open.address("late");
  open.change("late", {.enabled = false});
  ASSERT_TRUE(open.change("late", {.enabled = true}).is_done());
  EXPECT_EQ(open.address("late"), where);
  auto ends = open.through("late");
  round_trip(ends);
}

TEST(Guest, StaysAsItIsWhenNothingChanges) {
  inn open;
  open.add("late");
  auto ends = open.through("late");
  const std::string same = "localhost:" + std::to_string(open.address("late").port);
  ASSERT_TRUE(open.change("late", {.listen = same, .enabled = true}).is_done());
  round_trip(ends);
}

TEST(Guest, LeadsElsewhereWithoutItsConnections) {
  inn open;
  open.add("late");
  auto before = open.through("late");
  const traffic::host other;
  const endpoint where = open.address("late");
  ASSERT_TRUE(open.change("late", {.upstream = other.where().text()}).is_done());
  EXPECT_EQ(before.first.how_it_ends(), std::error_code{});
  EXPECT_EQ(open.address("late"), where);
  std::pair<traffic::wire, traffic::wire> ends{traffic::wire::dial(where), other.accept()};
  round_trip(ends);
}

TEST(Guest, StaysClosedWithTheNewAddressWhenThatIsTaken) {
  inn open;
  open.add("late");
  const std::string taken = open.where().text();
  EXPECT_EQ(open.change("late", {.listen = taken}).what, how::cannot_listen);
  EXPECT_FALSE(open.one->guest_of("late")->enabled);
  EXPECT_EQ(open.one->guest_of("late")->listen, taken);
}

TEST(Guest, IsForgottenWhenItIsRemoved) {
  inn open;
  open.add("late");
  const endpoint where = open.address("late");
  ASSERT_TRUE(open.remove("late").is_done());
  EXPECT_TRUE(traffic::wire::is_refused(where));
  EXPECT_EQ(open.remove("late").what, how::no_proxy);
  EXPECT_TRUE(open.add("late").is_done());
}

TEST(Guest, SurvivesAReload) {
  inn open;
  open.add("late");
  auto ends = open.through("late");
  scenario::file next = open.served;
  next.proxies.push_back(open.proxy("back"));
  EXPECT_EQ(open.reload(next).what, reload_result::outcome::applied);
  round_trip(ends);
  EXPECT_THAT(open.one->guests(), ElementsAre(Key("back"), Key("front"), Key("late")));
}

TEST(Guest, KeepsItsNameFromTheFile) {
  inn open;
  open.add("late");
  scenario::file next = open.served;
  next.proxies.push_back(open.proxy("late"));
  const reload_result result = open.reload(next);
  EXPECT_EQ(result.what, reload_result::outcome::rejected);
  EXPECT_THAT(result.found.list().at(0).what, HasSubstr("made over the API is called `late`"));
}

TEST(Guests, AreLimited) {
  inn open;
  guest_request closed = open.request("");
  closed.enabled = false;
  for (std::size_t i = 0; i < sidecar::most_guests; ++i) {
    closed.name = "guest" + std::to_string(i);
    ASSERT_TRUE(open.add(closed).is_done());
  }
  EXPECT_EQ(open.add("more").what, how::too_many);
}

TEST(ProxyOfTheFile, OpensAndClosesLikeAGuest) {
  inn open;
  const endpoint where = open.where();
  ASSERT_TRUE(open.change("front", {.enabled = false}).is_done());
  EXPECT_TRUE(traffic::wire::is_refused(where));
  EXPECT_EQ(open.one->guest_of("front")->listen, where.text());
  ASSERT_TRUE(open.change("front", {.enabled = true}).is_done());
  EXPECT_EQ(open.where(), where);
}

TEST(ProxyOfTheFile, BelongsToTheFile) {
  inn open;
  EXPECT_EQ(open.remove("front").what, how::wrong);
  EXPECT_EQ(open.change("front", {.upstream = "other:1"}).what, how::wrong);
  EXPECT_THAT(open.remove("front").why, HasSubstr("belongs to the sidecar's file"));
}

TEST(ProxyOfTheFile, ComesBackWithAReload) {
  inn open;
  open.change("front", {.enabled = false});
  const reload_result result = open.reload(open.served);
  EXPECT_THAT(result.changes, ElementsAre("proxy `front` is open again"));
  EXPECT_TRUE(open.one->guest_of("front")->enabled);
}

TEST(Populate, MakesWhatIsNotThere) {
  inn open;
  const populated made = open.populate({open.request("b"), open.request("a")});
  EXPECT_TRUE(made.how.is_done());
  EXPECT_THAT(made.names, ElementsAre("b", "a"));
}

TEST(Populate, LeavesAloneWhatIsTheSame) {
  inn open;
  open.add("late");
  auto ends = open.through("late");
  guest_request same = open.request("late");
  same.listen = open.one->guest_of("late")->listen;
  same.enabled = false;
  EXPECT_TRUE(open.populate({same}).how.is_done());
  round_trip(ends);
}

TEST(Populate, ReplacesWhatDiffers) {
  inn open;
  open.add("late");
  auto before = open.through("late");
  const traffic::host other;
  guest_request next = open.request("late");
  next.upstream = other.where().text();
  EXPECT_TRUE(open.populate({next}).how.is_done());
  EXPECT_EQ(before.first.how_it_ends(), std::error_code{});
  EXPECT_EQ(open.one->guest_of("late")->upstream, next.upstream);
}

TEST(Populate, StopsAtTheFirstThatCannotBe) {
  inn open;
  guest_request taken = open.request("taken");
  taken.listen = open.where().text();
  const populated made = open.populate({open.request("a"), taken, open.request("c")});
  EXPECT_EQ(made.how.what, how::cannot_listen);
  EXPECT_THAT(made.names, ElementsAre("a"));
  EXPECT_FALSE(open.one->guest_of("c"));
}

}  // namespace
}  // namespace surgeline::sidecar
