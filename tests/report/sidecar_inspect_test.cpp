#include "surgeline/report/sidecar_inspect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "surgeline/config/json.hpp"

namespace surgeline::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

config::value running() {
  problems found;
  return config::from_json(
             R"({"status": "serving", "proxies": [{"id": "cache", "protocol": "tcp", "made_by": "file",
  "listen": ["127.0.0.1:6390"], "upstream": ["127.0.0.1:6379"],
  "connections": {"opened": 120, "active": 3},
  "bytes": {"to_upstream": 2048, "to_client": 1572864, "held": 0}}],
  "closed": [{"id": "web", "protocol": "http", "made_by": "api", "listen": ["127.0.0.1:8080"],
  "upstream": ["127.0.0.1:80"]}],
  "faults": [{"id": "late", "kind": "latency", "by": "v1", "owner": "ttl", "in_force": true,
  "since": "2026-11-27T08:55:51.415Z", "expires_in": "23s", "proxies": ["cache"],
  "did": {"evaluated": 1180, "injected": 118},
  "written": {"id": "late", "kind": "latency", "delay": "80ms", "target": {"proxy": "cache"}}}]})",
             "",
             found
  )
      .value_or(config::value{});
}

config::value with_a_daemon() {
  problems found;
  return config::from_json(
             R"({"daemons": [{"id": "logd", "scope": "per_host", "slots": 2, "instances": [
  {"host": "a", "state": "stalled", "depth": 7, "stalls": 1, "stalled_seconds": 2.5},
  {"host": "b", "state": "ok", "depth": 0, "stalls": 0, "stalled_seconds": 0}],
  "doors": [{"proxy": "cache", "ok": 12, "timeout": 3, "rejected": 0, "cancelled": 1}],
  "faults": ["freeze"], "written": {}}],
  "faults": [{"id": "freeze", "kind": "daemon_stall", "by": "v1", "owner": "ttl", "in_force": true,
  "since": "2026-11-27T08:55:51.415Z", "expires_in": "23s", "proxies": [], "daemons": ["logd"],
  "did": {"evaluated": 1, "injected": 1}, "written": {}}]})",
             "",
             found
  )
      .value_or(config::value{});
}

TEST(SidecarInspect, ListsTheInstancesOfDaemons) {
  EXPECT_THAT(
      list_lines(with_a_daemon(), 120, false),
      ElementsAre(
          " proxy  listens on  leads to  speaks  now  made by  faults",
          " daemon  on  slots  wait  now      stalls  faults",
          " logd    a   2      7     stalled  1       freeze",
          " logd    b   2      0     ok       0       freeze"
      )
  );
}

TEST(SidecarInspect, ShowsADaemonWithWhoCameAndWhatIsArmed) {
  EXPECT_THAT(
      inspect_lines(with_a_daemon(), "logd", 120, false),
      ElementsAre(
          " logd: per_host daemon, 2 slots",
          " daemon  on  slots  wait  now      stalls  faults",
          " logd    a   2      7     stalled  1       freeze",
          " logd    b   2      0     ok       0       freeze",
          " connections of  let in  timed out  rejected  gave up",
          " cache           12      3          0         1",
          " fault   kind          on    now       hits    by  ends in",
          " freeze  daemon_stall  logd  in force  1 of 1  v1  23s"
      )
  );
}

TEST(SidecarInspect, ListsProxiesWithTheFaultsOnThem) {
  EXPECT_THAT(
      list_lines(running(), 120, false),
      ElementsAre(
          " proxy  listens on      leads to        speaks  now     made by  faults",
          " cache  127.0.0.1:6390  127.0.0.1:6379  tcp     open    file     late",
          " web    127.0.0.1:8080  127.0.0.1:80    http    closed  api      -"
      )
  );
}

TEST(SidecarInspect, ShowsAProxyWithItsFaults) {
  EXPECT_THAT(
      inspect_lines(running(), "cache", 120, false),
      ElementsAre(
          " cache: tcp proxy of the file, open",
          "  listens on  127.0.0.1:6390",
          "  leads to    127.0.0.1:6379",
          "  connections 3 open, 120 opened",
          "  bytes       2 KiB to upstream, 1.5 MiB to client, 0 B held",
          " fault  kind     on     now       hits         by  ends in",
          " late   latency  cache  in force  118 of 1180  v1  23s"
      )
  );
}

TEST(SidecarInspect, ShowsAFaultWithItsOptions) {
  EXPECT_THAT(
      inspect_lines(running(), "late", 120, false),
      ElementsAre(
          " late: latency, in force",
          "  on          cache",
          "  armed by    v1, at 2026-11-27T08:55:51.415Z",
          "  ends        in 23s, by its ttl",
          "  hits        118 of 1180 looked at",
          "  id          late",
          "  kind        latency",
          "  delay       80ms",
          "  target      {\"proxy\": \"cache\"}"
      )
  );
}

TEST(SidecarInspect, ShowsNothingOfWhatIsNotThere) {
  EXPECT_THAT(inspect_lines(running(), "nobody", 120, false), IsEmpty());
}

}  // namespace
}  // namespace surgeline::report
