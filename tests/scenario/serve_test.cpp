#include "surgeline/scenario/serve.hpp"

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// A file for a sidecar with one proxy, and more.
std::string sidecar(std::string_view more, std::string_view listen = "127.0.0.1:0") {
  return "format = 1\n[[proxy]]\nid = \"cache\"\nlisten = \"" + std::string{listen} +
         "\"\nupstream = \"127.0.0.1:6379\"\n" + std::string{more};
}
const asked to_serve{.what_for = purpose::serve};

TEST(Serve, ListensOnLoopbackIfTheFileSaysNothing) {
  const file made = values(sidecar(""), to_serve);
  EXPECT_EQ(made.serve.control.text(), "127.0.0.1:8474");
  EXPECT_EQ(made.serve.telemetry.text(), "127.0.0.1:9474");
  EXPECT_EQ(made.serve.workers.number, 1);
  EXPECT_EQ(made.serve.max_fault_age.longest, 1h);
}

TEST(Serve, TakesWhatTheFileSays) {
  const file made = values(
      sidecar("[serve]\ncontrol = \"unix:/tmp/x\"\ntelemetry = \"0.0.0.0:0\"\nworkers = \"auto\"\n"
              "drain_timeout = \"5s\"\nlimits = { connections = 9, descriptors = 100 }\n"),
      to_serve
  );
  EXPECT_EQ(made.serve.control.text(), "unix:/tmp/x");
  EXPECT_EQ(made.serve.telemetry.text(), "0.0.0.0:0");
  EXPECT_EQ(made.serve.workers.number, 0);
  EXPECT_EQ(made.serve.drain_timeout, 5s);
  EXPECT_EQ(made.serve.limits.connections, 9);
  EXPECT_EQ(made.serve.limits.descriptors, 100);
}

TEST(Serve, NeedsNoProxyWhereThoseComeFromElsewhere) {
  const std::string nothing = "format = 1\n";
  EXPECT_THAT(said(nothing, {.what_for = purpose::host}), IsEmpty());
  EXPECT_THAT(said(nothing, to_serve), ElementsAre(HasSubstr("no [[proxy]]")));
}

TEST(Serve, IsIgnoredByARun) { EXPECT_THAT(said(shop("[serve]\nworkers = 2\n")), IsEmpty()); }

TEST(Serve, TakesTheCommandLinesWord) {
  asked how = to_serve;
  how.set = {"serve.workers=4", "serve.control=127.0.0.1:0"};
  const file made = values(sidecar(""), how);
  EXPECT_EQ(made.serve.workers.number, 4);
  EXPECT_EQ(made.serve.control.port, 0);
}

TEST(Serve, RefusesControlBeyondLoopback) {
  EXPECT_THAT(
      said(sidecar("[serve]\ncontrol = \"0.0.0.0:8474\"\n"), to_serve),
      ElementsAre(StartsWith("7:11 whoever reaches 0.0.0.0:8474 could arm faults"))
  );
}

TEST(Serve, RefusesTelemetryOnTheControlAddress) {
  EXPECT_THAT(
      said(sidecar("[serve]\ntelemetry = \"127.0.0.1:8474\"\n"), to_serve),
      ElementsAre(StartsWith("7:13 control listens on 127.0.0.1:8474 already"))
  );
}

TEST(Serve, RefusesAWorkerCountThatIsNone) {
  EXPECT_THAT(
      said(sidecar("[serve]\nworkers = \"many\"\n"), to_serve),
      ElementsAre(StartsWith("7:11 `workers` wants a number of workers, or \"auto\""))
  );
  EXPECT_THAT(said(sidecar("[serve]\nworkers = 0\n"), to_serve), testing::SizeIs(1));
}

TEST(Serve, RefusesAStaticFaultBeyondLoopback) {
  EXPECT_THAT(
      said(sidecar("[[fault]]\nkind = \"reset\"\n", "0.0.0.0:7000"), to_serve),
      ElementsAre(StartsWith(
          "6:1 fault `reset-1` would be in force from the start on proxy `cache`, which listens "
          "beyond loopback on 0.0.0.0:7000"
      ))
  );
}

TEST(Serve, ArmsAStaticFaultBeyondLoopbackIfTheFileAllowsIt) {
  EXPECT_THAT(
      said(
          sidecar("[[fault]]\nkind = \"reset\"\n[safety]\nallow_static = true\n", "0.0.0.0:7000"),
          to_serve
      ),
      IsEmpty()
  );
}

TEST(Serve, WalksTheWindowsOfAStaticFault) {
  EXPECT_THAT(
      said(
          sidecar("[[fault]]\nkind = \"reset\"\nschedule = { on = \"1s\", off = \"1s\" }\n"),
          to_serve
      ),
      IsEmpty()
  );
}

TEST(Serve, RefusesAStaticFaultThatEndsBeforeItsFirstWindow) {
  const std::string late =
      "[[fault]]\nkind = \"reset\"\nschedule = { at = [\"10m\"], for = \"1s\" }\n";
  EXPECT_THAT(said(sidecar(late), to_serve), IsEmpty());
  EXPECT_THAT(
      said(sidecar(late + "ttl = \"5m\"\n"), to_serve),
      ElementsAre(StartsWith("8:12 fault `reset-1` would never be in force"))
  );
}

TEST(Serve, LetsAFaultWaitForItsPhaseAnywhere) {
  EXPECT_THAT(
      said(
          sidecar(
              "[[fault]]\nkind = \"reset\"\nduring = [\"bad\"]\n[[phase]]\nid = \"bad\"\nduration "
              "= "
              "\"1s\"\n",
              "0.0.0.0:7000"
          ),
          to_serve
      ),
      IsEmpty()
  );
}

TEST(Serve, RefusesFaultsWithoutAnEndUnlessTheFileAllowsThem) {
  EXPECT_THAT(
      said(sidecar("[serve]\nmax_fault_age = \"none\"\n"), to_serve),
      ElementsAre(StartsWith("7:17 max_fault_age = \"none\" lets a fault stay for good"))
  );
  const file allowed =
      values(sidecar("[safety]\nallow_static = true\nmax_fault_age = \"none\"\n"), to_serve);
  EXPECT_EQ(allowed.safety.max_fault_age.longest, forever);
}

TEST(Serve, NeedsAProxy) {
  EXPECT_THAT(
      said("format = 1\n", to_serve),
      ElementsAre(testing::HasSubstr("the file has no [[proxy]], so there is nothing to serve"))
  );
}

TEST(Serve, RefusesAProxyBeforeALabService) {
  EXPECT_THAT(
      said(shop(), to_serve),
      ElementsAre(testing::HasSubstr("`serve` starts no lab service, so proxy `front` has nobody"))
  );
}

TEST(Serve, AsksForAListener) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nid = \"a\"\nupstream = \"127.0.0.1:1\"\n", to_serve),
      testing::SizeIs(1)
  );
}

}  // namespace
}  // namespace surgeline::scenario
