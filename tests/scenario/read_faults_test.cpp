#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The fault with these keys, in a file that is right otherwise; line 32 is its first.
std::vector<std::string> with(std::string_view keys, const asked& how = {}) {
  return said(shop("[[fault]]\n" + std::string{keys}), how);
}

TEST(ReadFaults, KnowsEveryStreamKind) {
  for (const char* const keys : {
           "kind = \"latency\"\ndelay = \"1ms\"\njitter = \"1ms\"\nstage = \"connect\"",
           "kind = \"stall\"\nrelease = { mode = \"paced\", rate = \"1MiB/s\" }",
           "kind = \"bandwidth\"\nrate = { ramp = [[\"0s\", \"1MB/s\"], [\"5s\", \"1KB/s\"]] "
           "}\nburst = \"64KiB\"",
           "kind = \"slicer\"\nsize = { dist = \"uniform\", min = \"1B\", max = \"1KiB\" }\ngap = "
           "\"1ms\"",
           "kind = \"cut\"\nafter_bytes = \"1KiB\"\nhow = \"rst\"",
           "kind = \"cut\"\nafter_time = \"1s\"",
           "kind = \"slow_close\"\ndelay = \"1s\"",
           "kind = \"reset\"\nwhen = \"mid_response\"",
           "kind = \"refuse\"",
           "kind = \"blackhole\"\ndial = true",
           "kind = \"blackhole\"\ndial = true\ndirection = \"to_client\"",
           "kind = \"slow_accept\"\ndelay = \"1ms\"",
           "kind = \"max_connections\"\nlimit = 3\nover = \"refuse\"",
           "kind = \"corrupt\"\nshare = \"1%\"\nbits = 2",
           "kind = \"drop_response\"\nthen = \"rst\"",
       }) {
    EXPECT_THAT(with(keys), IsEmpty()) << keys;
  }
}

TEST(ReadFaults, WantsABlackholeOfOneDirectionToDial) {
  EXPECT_THAT(
      with("kind = \"blackhole\"\ndirection = \"to_client\""),
      ElementsAre(HasSubstr("not dialled"))
  );
}

TEST(ReadFaults, KnowsEveryWayToChoose) {
  const file made = values(shop(R"([[fault]]
kind = "reset"
per = "client"
schedule = { every = "2s", first = "1s", for = "500ms" }
correlation = { model = "gilbert_elliott", scope = "client", mean_good = "9s", mean_bad = "1s" }
count = { first = 10, key = "ip" }
max_active = 3
[fault.target]
client = { cidr = "127.0.0.0/8" }
clients = { share = "10%" }
connections = 0.5
endpoints = { index = 1 }
)"));
  const fault& one = made.faults.at(0);
  EXPECT_EQ(one.per, surgeline::fault::unit::client);
  EXPECT_EQ(one.schedule->every, std::chrono::seconds{2});
  EXPECT_DOUBLE_EQ(one.correlation->mean_probability(), 0.1);
  EXPECT_EQ(one.count->first, 10U);
  EXPECT_EQ(one.max_active, 3U);
  EXPECT_EQ(one.target.who.clients->share, share{0.1});
  EXPECT_THAT(one.target.who.endpoints->index, ElementsAre(1U));
}

TEST(ReadFaults, RefusesACutThatDoesNotSayWhen) {
  EXPECT_THAT(with("kind = \"cut\""), ElementsAre(HasSubstr("after_bytes")));
  EXPECT_THAT(
      with("kind = \"cut\"\nafter_bytes = \"1B\"\nafter_time = \"1s\""),
      ElementsAre(HasSubstr("after_time"))
  );
}

TEST(ReadFaults, RefusesAPacedReleaseWithoutARate) {
  EXPECT_THAT(
      with("kind = \"stall\"\nrelease = { mode = \"paced\" }"),
      ElementsAre("33:13 a paced release needs a rate | add `rate`, such as \"1MiB/s\"")
  );
}

TEST(ReadFaults, RefusesAShareOfALimit) {
  EXPECT_THAT(
      with("kind = \"max_connections\"\nlimit = 3\nprobability = 0.5"),
      ElementsAre(HasSubstr("34:1 `max_connections` is a limit of the whole proxy"))
  );
}

TEST(ReadFaults, RefusesAShareOfRefusals) {
  EXPECT_THAT(
      with("kind = \"refuse\"\nprobability = 0.5"),
      ElementsAre(HasSubstr("33:1 `refuse` closes the listener"))
  );
}

TEST(ReadFaults, RefusesADrawPerRequestWhereNoRequestIs) {
  EXPECT_THAT(
      with("kind = \"refuse\"\nper = \"request\""),
      ElementsAre(HasSubstr("33:1 `refuse` acts on whole connections"))
  );
  EXPECT_THAT(
      with("kind = \"reset\"\nwhen = \"accept\"\nper = \"request\""),
      ElementsAre(HasSubstr("34:1 a reset on accept comes before any request"))
  );
}

TEST(ReadFaults, RefusesTwoWaysToSayHowProbableAHitIs) {
  EXPECT_THAT(
      with("kind = \"reset\"\nprobability = 0.5\ncorrelation = { model = \"gilbert_elliott\", "
           "mean_good = "
           "\"1s\", mean_bad = \"1s\" }"),
      ElementsAre(HasSubstr("33:1 `correlation` says already how probable a hit is"))
  );
}

TEST(ReadFaults, RefusesTwoClocks) {
  EXPECT_THAT(
      with("kind = \"latency\"\ndelay = { ramp = [[\"0s\", \"0s\"], [\"5s\", \"1s\"]], hold = "
           "false }\n"
           "probability = { ramp = [[\"0s\", 0.0], [\"5s\", 1.0]] }"),
      ElementsAre(HasSubstr("ramps that start again"))
  );
}

TEST(ReadFaults, LetsARampOfAnOptionBeginAgain) {
  const file made =
      values(shop("[[fault]]\nkind = \"latency\"\ndelay = { ramp = [[\"0s\", \"0s\"], [\"5s\", "
                  "\"1s\"]], hold = "
                  "false }\n"));
  EXPECT_TRUE(made.faults.at(0).restarts());
}

TEST(ReadFaults, RefusesAnRstOnAUnixSocket) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nlisten = \"unix:/tmp/a\"\nupstream = \"127.0.0.1:80\"\n"
           "[[fault]]\nkind = \"cut\"\nafter_bytes = \"1B\"\nhow = \"rst\"\n"),
      ElementsAre(
          "8:7 fault `cut-1` cannot reset clients of proxy `proxy-1`: a unix socket knows no RST | "
          "use kind = \"cut\" with how = \"fin\", or a TCP listener"
      )
  );
}

TEST(ReadFaults, RefusesAnEndpointThatIsNotThere) {
  EXPECT_THAT(
      with("kind = \"refuse\"\ntarget = { endpoints = { index = [1, 2] } }"),
      ElementsAre("33:24 proxy `front` has no endpoint 2 | it has one")
  );
}

TEST(ReadFaults, RefusesALabelThatNoEndpointHas) {
  EXPECT_THAT(
      with("kind = \"refuse\"\ntarget = { endpoints = { label = \"zone-b\" } }"),
      ElementsAre("33:34 no endpoint has the label `zone-b` | give the proxy's upstream `labels`")
  );
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = { endpoints = "
           "[\"10.0.0.1:80\"], labels = [\"zone-a\"] }\n"
           "[[fault]]\nkind = \"refuse\"\ntarget = { endpoints = { label = \"zone-b\" } }\n"),
      ElementsAre(HasSubstr("did you mean `zone-a`?"))
  );
}

TEST(ReadFaults, WantsANumberOrALabelOfAnEndpoint) {
  EXPECT_THAT(
      with("kind = \"refuse\"\ntarget = { endpoints = { index = 1, label = \"a\" } }"),
      ElementsAre(HasSubstr("label"))
  );
}

TEST(ReadFaults, RefusesClientsThatCannotCome) {
  EXPECT_THAT(
      with("kind = \"refuse\"\ntarget = { client = { unix_uid = 1000 } }"),
      ElementsAre(
          "33:21 nobody on proxy `front` is meant: its clients are known by their address | "
          "use `cidr`"
      )
  );
}

TEST(ReadFaults, RefusesATextThatIsNoRange) {
  EXPECT_THAT(
      with("kind = \"refuse\"\ntarget = { client = { cidr = \"10.0.0.1/8\" } }"),
      ElementsAre(HasSubstr("`10.0.0.1/8` has bits beyond its prefix"))
  );
}

TEST(ReadFaults, RefusesAScheduleThatNeverOpens) {
  EXPECT_THAT(
      with("kind = \"refuse\"\nschedule = { at = [\"1h\"], for = \"1s\" }"),
      ElementsAre(HasSubstr("fault `refuse-1` would never be in force"))
  );
}

TEST(ReadFaults, RefusesMoreWindowsThanARunCanWalk) {
  EXPECT_THAT(
      said(
          shop("[[fault]]\nkind = \"refuse\"\nschedule = { poisson = \"1000/s\", for = \"1ms\" }"),
          {.set = {"phase.outage.duration=8000h"}}
      ),
      ElementsAre("33:12 fault `refuse-1` would have about 2.9e+10 windows in its phases | a run "
                  "walks 1000000 at most: fewer of them, or shorter phases")
  );
}

TEST(ReadFaults, RefusesHalfASchedule) {
  EXPECT_THAT(
      with("kind = \"refuse\"\nschedule = { every = \"1s\" }"),
      ElementsAre(HasSubstr("does not say how long a window is"))
  );
  EXPECT_THAT(with("kind = \"refuse\"\nschedule = { on = \"1s\" }"), ElementsAre(HasSubstr("off")));
}

TEST(ReadFaults, TellsSimWhatOnlySocketsHave) {
  EXPECT_THAT(with("kind = \"corrupt\"", {.what_for = purpose::run}), IsEmpty());
  EXPECT_THAT(
      with("kind = \"corrupt\"", {.what_for = purpose::sim}),
      ElementsAre("32:8 fault `corrupt-1` needs sockets: `sim` does not model damaged bytes | use "
                  "`run`, or set enabled = false")
  );
}

}  // namespace
}  // namespace surgeline::scenario
