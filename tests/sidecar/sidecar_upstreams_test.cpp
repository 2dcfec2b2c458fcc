#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"
#include "scraping.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/sidecar/sidecar.hpp"
#include "surgeline/sidecar/state.hpp"

/// Guests of a sidecar whose file says whom they may lead to.
namespace surgeline::sidecar {
namespace {

using how = outcome::how;

scenario::file that_allows(std::vector<std::string> entries) {
  scenario::file made;
  made.safety.allow_upstream = std::move(entries);
  return made;
}

/// A file whose proxy `lost` leads to a name that nobody has.
scenario::file that_leads_to_nobody() {
  scenario::file made;
  made.proxies = {
      {.id = "lost",
       .listen = endpoint{.host = "127.0.0.1"},
       .upstream = {.endpoints = {{.host = "name.invalid", .port = 1}}}}
  };
  return made;
}

TEST(UpstreamWithoutAddress, DoesNotKeepTheSidecarFromServing) {
  house served(that_leads_to_nobody());
  EXPECT_TRUE(served.one->is_ready());
  EXPECT_EQ(traffic::wire::dial(served.where()).how_it_ends(), std::errc::connection_reset);
}

TEST(UpstreamWithoutAddress, IsSpokenOfOnce) {
  house served(that_leads_to_nobody());
  served.one->refresh([] {});
  ASSERT_EQ(served.said.size(), 1U);
  EXPECT_THAT(
      served.said[0],
      testing::StartsWith(
          "unresolved proxy `lost` has no upstream yet: name.invalid:1: cannot resolve"
      )
  );
}

TEST(UpstreamWithoutAddress, IsInTheState) {
  const house served(that_leads_to_nobody());
  EXPECT_THAT(
      config::to_json(state_of(*served.one)),
      testing::HasSubstr("\"unresolved\": [\"name.invalid:1: cannot resolve")
  );
}

TEST(UpstreamWithoutAddress, IsASeries) {
  const house served(that_leads_to_nobody());
  EXPECT_THAT(
      scrape(served),
      testing::HasSubstr(
          "surgeline_host_state{proxy=\"lost\",host=\"name.invalid:1\",state=\"unresolved\"} 1\n"
      )
  );
}

TEST(Upstream, IsHealthyOnceAConnectionCameAbout) {
  house served;
  const std::string series =
      "surgeline_host_state{proxy=\"front\",host=\"" + served.server.where().text() + "\",state=";
  EXPECT_THAT(scrape(served), testing::HasSubstr(series + "\"unknown\"} 1\n"));
  const auto ends = served.connect();
  served.work_until([&] { return served.one->proxies()[0].through->counted().met == 1; });
  EXPECT_THAT(scrape(served), testing::HasSubstr(series + "\"healthy\"} 1\n"));
}

TEST(Upstream, IsDownOnceAConnectionWasRefused) {
  house served;
  served.server.close();
  traffic::wire::dial(served.where()).hear_all();
  EXPECT_THAT(scrape(served), testing::HasSubstr("state=\"down\"} 1\n"));
}

class strict_house : public house {
 public:
  using house::house;

  outcome add(const std::string& name, const std::string& upstream) {
    return told([&](auto answered) {
      one->add_guest({.name = name, .listen = "localhost:0", .upstream = upstream}, answered);
    });
  }
};

TEST(AllowUpstream, LetsAGuestLeadWhereItMay) {
  strict_house open(that_allows({"127.0.0.0/8"}));
  EXPECT_TRUE(open.add("good", open.server.where().text()).is_done());
}

TEST(AllowUpstream, RefusesAGuestThatLeadsElsewhere) {
  strict_house open(that_allows({"127.0.0.0/8"}));
  const outcome went = open.add("bad", "10.1.2.3:80");
  EXPECT_EQ(went.what, how::not_allowed);
  EXPECT_EQ(went.why, "upstream 10.1.2.3:80 is not among those that [safety] allow_upstream names");
  EXPECT_FALSE(open.one->guest_of("bad"));
}

TEST(AllowUpstream, LooksAtWhatANameStandsFor) {
  // A name that resolvers take for 10.0.0.1.
  strict_house open(that_allows({"127.0.0.0/8"}));
  EXPECT_EQ(open.add("bad", "0x0a.1:80").what, how::not_allowed);
  EXPECT_TRUE(open.add("good", "localhost:" + std::to_string(open.server.where().port)).is_done());
}

TEST(AllowUpstream, KeepsAGuestWhereItIsWhenItMayNotMove) {
  strict_house open(that_allows({"127.0.0.0/8"}));
  const std::string there = open.server.where().text();
  open.add("good", there);
  const outcome went = open.told([&](auto answered) {
    open.one->change_guest("good", {.upstream = "10.1.2.3:80"}, answered);
  });
  EXPECT_EQ(went.what, how::not_allowed);
  EXPECT_EQ(open.one->guest_of("good")->upstream, there);
  EXPECT_TRUE(open.one->guest_of("good")->enabled);
}

TEST(AllowUpstream, IsAskedForThoseOfAListToo) {
  strict_house open(that_allows({"127.0.0.0/8"}));
  std::optional<populated> made;
  open.one->populate(
      {{.name = "bad", .listen = "localhost:0", .upstream = "10.1.2.3:80"}},
      [&](const populated& answered) { made = answered; }
  );
  open.work_until([&] { return made.has_value(); });
  EXPECT_EQ(made->how.what, how::not_allowed);
}

}  // namespace
}  // namespace surgeline::sidecar
