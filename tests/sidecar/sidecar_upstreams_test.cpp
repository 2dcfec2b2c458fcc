#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"
#include "surgeline/sidecar/sidecar.hpp"

/// Guests of a sidecar whose file says whom they may lead to.
namespace surgeline::sidecar {
namespace {

using how = outcome::how;

scenario::file that_allows(std::vector<std::string> entries) {
  scenario::file made;
  made.safety.allow_upstream = std::move(entries);
  return made;
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
