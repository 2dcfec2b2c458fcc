#include "scenario/reading.hpp"
#include "surgeline/scenario/addresses_in.hpp"
#include "surgeline/scenario/plain_url.hpp"

namespace surgeline::scenario {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A program with these keys, and a proxy that it may call.
std::string program_with(std::string_view keys, std::string_view before = {}) {
  return "format = 1\n" + std::string{before} +
         "[[proxy]]\nid = \"to-stock\"\nlisten = \"127.0.0.1:0\"\nupstream = "
         "\"127.0.0.1:9\"\n[[service]]\nid = \"app\"\nrole = \"command\"\n" +
         std::string{keys} + "\n";
}

/// A service that is real.
std::string external(std::string_view keys) {
  return "format = 1\n[[service]]\nid = \"stock\"\nrole = \"external\"\n" + std::string{keys} +
         "\n";
}

TEST(ReadPrograms, TakesOneWithAllKeys) {
  const file all = values(
      program_with(R"(run = ["node", "app.js"]
cwd = "apps"
address = "127.0.0.1:3000"
env = { STOCK = "http://${proxy.to-stock.address}" }
ready = { http = "http://127.0.0.1:3000/healthz", within = "20s" }
stop = { signal = "INT", within = "5s" })"),
      {.name = "folder/test.toml"}
  );
  const service& app = all.services.front();
  EXPECT_EQ(app.program.cwd, "folder/apps");
  EXPECT_EQ(app.program.env.at("STOCK"), "http://${proxy.to-stock.address}");
  EXPECT_EQ(app.program.stop.signal, stop_signal::interrupt);
  EXPECT_EQ(app.replicas, 1U);
}

TEST(ReadPrograms, RefusesOneThatSaysNotWhatToRun) {
  EXPECT_THAT(
      said(program_with("")),
      ElementsAre("6:1 a command needs `run` | say what is started, such as [\"node\", \"app.js\"]")
  );
}

TEST(ReadPrograms, RefusesKeysOfLabServices) {
  EXPECT_THAT(
      said(program_with("run = [\"true\"]\nslots = 4")),
      ElementsAre("10:1 a service with role = \"command\" has no `slots` | it is for lab services; "
                  "what stands for it in `sim` is its `model`")
  );
}

TEST(ReadPrograms, RefusesKeysOfProgramsElsewhere) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\nrun = [\"true\"]\n"),
      ElementsAre("4:1 a service with role = \"server\" has no `run` | it is for programs: role = "
                  "\"command\"")
  );
}

TEST(ReadPrograms, RefusesAModelOfALabService) {
  EXPECT_THAT(
      said("format = 1\n[[service]]\nid = \"shop\"\nmodel = { slots = 3 }\n"),
      ElementsAre(HasSubstr("4:1 a service with role = \"server\" has no `model`"))
  );
}

TEST(ReadPrograms, RefusesAnAddressOfAProxyThatIsNone) {
  EXPECT_THAT(
      said(program_with("run = [\"app\", \"${proxy.to-stok.address}\"]")),
      ElementsAre("9:15 there is no proxy `to-stok` | did you mean `to-stock`?")
  );
}

TEST(ReadPrograms, RefusesTheAddressOfAProxyThatHasSeveral) {
  const std::string fan =
      "[[service]]\nid = \"shop\"\nreplicas = 2\n[[proxy]]\nid = \"fan\"\nlisten = "
      "\"127.0.0.1:0\"\nupstream = { service = \"shop\" }\neach = \"endpoint\"\n";
  EXPECT_THAT(
      said(program_with("run = [\"app\"]\nenv = { A = \"${proxy.fan.address}\" }", fan)),
      ElementsAre(HasSubstr("proxy `fan` has an address for each endpoint, and no single one"))
  );
}

TEST(ReadPrograms, RefusesTwoWaysToBeReady) {
  EXPECT_THAT(
      said(program_with("run = [\"app\"]\nready = { log = \"up\", tcp = \"127.0.0.1:1\" }")),
      ElementsAre(HasSubstr("10:1"))
  );
}

TEST(ReadPrograms, RefusesAnExpressionThatIsNone) {
  EXPECT_THAT(
      said(program_with("run = [\"app\"]\nready = { log = \"(\" }")),
      ElementsAre(HasSubstr("10:17 no regular expression: "))
  );
}

TEST(ReadPrograms, RefusesAUrlThatCannotBeAsked) {
  EXPECT_THAT(
      said(program_with("run = [\"app\"]\nready = { http = \"https://127.0.0.1/\" }")),
      ElementsAre("10:18 `https://127.0.0.1/` is no URL that can be asked for | write "
                  "http://host:port/path")
  );
}

TEST(ReadPrograms, RefusesASignalThatIsNone) {
  EXPECT_THAT(
      said(program_with("run = [\"app\"]\nstop = { signal = \"TREM\" }")),
      ElementsAre(HasSubstr("did you mean `TERM`?"))
  );
}

TEST(ReadPrograms, RefusesACallToWhomNobodyCanReach) {
  EXPECT_THAT(
      said(program_with(
          "run = [\"app\"]\n[[proxy]]\nid = \"edge\"\nlisten = \"127.0.0.1:0\"\nupstream = { "
          "service = \"app\" }"
      )),
      ElementsAre("6:1 proxy `edge` calls service `app`, which has no address | say where it "
                  "listens: address = \"127.0.0.1:3000\"")
  );
}

TEST(ReadPrograms, RefusesToSpeedThemUp) {
  EXPECT_THAT(
      said(program_with("run = [\"app\"]", "[scenario]\nspeedup = 2\n")),
      ElementsAre("3:11 service `app` is real, and its clock cannot be sped up | remove `speedup`")
  );
}

TEST(ReadPrograms, RefusesToSimulateThemWithoutAModel) {
  const std::string phases =
      "\n[[proxy]]\nid = \"edge\"\nfrom = [\"users\"]\nupstream = { service = \"app\" }\nprotocol "
      "= \"http\"\n[[load]]\nid = \"users\"\nto = \"app\"\nrate = \"1/s\"\n[[phase]]\nid = "
      "\"one\"\nduration = \"1s\"\n";
  const std::string bare = "run = [\"app\"]\naddress = \"127.0.0.1:3000\"";
  EXPECT_THAT(
      said(program_with(bare + phases), {.what_for = purpose::sim}),
      ElementsAre("8:8 service `app` is real, and `sim` has nothing that stands for it | give it a "
                  "`model`, or use `run`")
  );
  EXPECT_THAT(
      said(program_with(bare + "\nmodel = { slots = 2 }" + phases), {.what_for = purpose::sim}),
      IsEmpty()
  );
}

TEST(ReadPrograms, PutTheirModelInTheirPlace) {
  const file all =
      values(external("endpoints = [\"127.0.0.1:1\", \"127.0.0.1:2\"]\nmodel = { slots = "
                      "3, service_time = \"10ms\" }"));
  EXPECT_EQ(all.services.front().slots, 3U);
  EXPECT_EQ(all.services.front().replicas, 2U);
  EXPECT_DOUBLE_EQ(all.services.front().capacity(), 600);
}

TEST(ReadExternals, NeedAnAddress) {
  EXPECT_THAT(
      said(external("")),
      ElementsAre("2:1 an external service needs `endpoints` | say where it is")
  );
}

TEST(ReadExternals, StayWhereTheFileAllows) {
  EXPECT_THAT(
      said(external("endpoints = [\"10.1.1.1:80\"]\n[safety]\nallow_upstream = [\"127.0.0.0/8\"]")),
      Contains(HasSubstr("5:14 service `stock`: "))
  );
}

TEST(ReadExternals, AreNotSpokenToInFrames) {
  const std::string users =
      "endpoints = [\"127.0.0.1:80\"]\n[[load]]\nid = \"users\"\nto = \"stock\"\nrate = \"1/s\"";
  EXPECT_THAT(
      said(external(users)),
      ElementsAre(
          "8:6 load `users` speaks the lab's own protocol to service `stock`, which is real | "
          "put a proxy between that speaks HTTP: protocol = \"http\""
      )
  );
  EXPECT_THAT(
      said(external(
          users +
          "\n[[proxy]]\nid = \"edge\"\nfrom = [\"users\"]\nupstream = { service = \"stock\" "
          "}\nprotocol = \"http\""
      )),
      IsEmpty()
  );
}

/// A load of this model with these keys, before a proxy.
std::string load_of(std::string_view model, std::string_view keys, std::string_view to = "edge") {
  return "format = 1\n[[proxy]]\nid = \"edge\"\nlisten = \"127.0.0.1:0\"\nupstream = "
         "\"127.0.0.1:9\"\n[[load]]\nid = \"crowd\"\nto = \"" +
         std::string{to} + "\"\nmodel = \"" + std::string{model} + "\"\n" + std::string{keys} +
         "\n";
}

TEST(ReadForeignLoads, MayComeFromElsewhere) {
  EXPECT_THAT(said(load_of("external", "")), IsEmpty());
  EXPECT_THAT(said(load_of("command", "run = [\"k6\", \"run\", \"a.js\"]")), IsEmpty());
}

TEST(ReadForeignLoads, HaveNoRateWhereTheyComeFromElsewhere) {
  EXPECT_THAT(
      said(load_of("external", "rate = \"1/s\"")),
      ElementsAre(
          "10:1 a load with model = \"external\" has no `rate` | it is for loads that we make; "
          "a route's `deadline` says what is in time"
      )
  );
}

TEST(ReadForeignLoads, NeedAProgramWhereOneMakesThem) {
  EXPECT_THAT(
      said(load_of("command", "")),
      ElementsAre("6:1 a load that is a command needs `run` | say what is started")
  );
}

TEST(ReadForeignLoads, ThatComeFromElsewhereAreSeenOnAProxy) {
  EXPECT_THAT(
      said(load_of("external", "[[service]]\nid = \"shop\"", "shop")),
      ElementsAre(
          "8:6 nobody would see what becomes of load `crowd`: `shop` is no proxy | name the "
          "proxy that its traffic goes through"
      )
  );
}

TEST(ReadForeignLoads, ThatComeFromElsewhereAreNotSimulated) {
  EXPECT_THAT(
      said(
          load_of("external", "[[phase]]\nid = \"one\"\nduration = \"1s\""),
          {.what_for = purpose::sim}
      ),
      ElementsAre(
          "9:9 load `crowd` comes from elsewhere, and `sim` has nothing that stands for it | "
          "use `run`"
      )
  );
}

TEST(AddressesIn, TakesTheirPlaceInTheText) {
  const auto of = [](const std::string& id) { return id + ":1"; };
  EXPECT_EQ(with_addresses("a ${proxy.x.address} b ${proxy.y.address}", of), "a x:1 b y:1");
  EXPECT_EQ(with_addresses("nothing ${proxy.x", of), "nothing ${proxy.x");
}

TEST(AddressesIn, HaveAVariableForEachProxy) {
  EXPECT_EQ(address_variable("to-payment2"), "SURGELINE_PROXY_TO_PAYMENT2");
}

TEST(PlainUrl, IsTakenApart) {
  const auto url = plain_url::parse("http://[::1]:3000/healthz?x=1");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->at.text(), "[::1]:3000");
  EXPECT_EQ(url->path, "/healthz?x=1");
}

TEST(PlainUrl, HasDefaults) {
  const auto url = plain_url::parse("http://localhost");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->at.port, 80);
  EXPECT_EQ(url->path, "/");
}

TEST(PlainUrl, IsNoneWithoutHttp) {
  EXPECT_FALSE(plain_url::parse("localhost:80"));
  EXPECT_FALSE(plain_url::parse("http://"));
}

}  // namespace
}  // namespace surgeline::scenario
