#include "surgeline/admin/openapi.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <string>

#include "contract.hpp"
#include "office.hpp"

namespace surgeline::admin {
namespace {

namespace json = boost::json;

/// A call, and the operation that it is one of.
struct sample {
  std::string operation, method, path, body;
};

/// One at least of each operation, good and bad, in an order in which they make sense.
const sample samples[] = {
    {"getState", "GET", "/v1/state", {}},
    {"putPlan", "PUT", "/v1/plan", R"({"faults": [{"kind": "refuse"}], "lease": "1m"})"},
    {"putPlan", "PUT", "/v1/plan", R"({"faults": [{"kind": "refuse"}]})"},
    {"putPlan", "PUT", "/v1/plan", R"({"faults": [{"kind": "refuze"}]})"},
    {"putPlan", "PUT", "/v1/plan", "{"},
    {"putPlan", "PUT", "/v1/plan", R"({"faults": [], "id": "0123456789abcdef"})"},
    {"getState", "GET", "/v1/state", {}},
    {"renewLease", "POST", "/v1/leases/nobody/renew", {}},
    {"renewLease", "POST", "/v1/leases/nobody/renew", R"({"state": "running"})"},
    {"renewLease", "POST", "/v1/leases/nobody/renew", R"({"state": "asleep"})"},
    {"tellFigures",
     "PUT",
     "/v1/leases/nobody/figures",
     R"({"at_seconds": 1, "ends_seconds": 9, "loads": []})"},
    {"tellFigures", "PUT", "/v1/leases/nobody/figures", R"({"loads": [{"id": "a"}]})"},
    {"endLease", "DELETE", "/v1/leases/nobody", {}},
    {"addFault", "POST", "/v1/faults", R"({"kind": "latency", "delay": "1ms"})"},
    {"addFault", "POST", "/v1/faults", R"({"kind": "latency", "delay": "1ms", "id": "latency-1"})"},
    {"addFault", "POST", "/v1/faults", R"({"kind": "latency"})"},
    {"listFaults", "GET", "/v1/faults", {}},
    {"getFault", "GET", "/v1/faults/latency-1", {}},
    {"getFault", "GET", "/v1/faults/nobody", {}},
    {"putFault", "PUT", "/v1/faults/mine", R"({"kind": "stall"})"},
    {"putFault", "PUT", "/v1/faults/mine", R"({"kind": "stall", "probability": 0.5})"},
    {"putFault", "PUT", "/v1/faults/refuse-1", R"({"kind": "stall"})"},
    {"putFault", "PUT", "/v1/faults/mine", R"({"kind": "stall", "id": "other"})"},
    {"clearFault", "DELETE", "/v1/faults/mine", {}},
    {"clearFault", "DELETE", "/v1/faults/mine", {}},
    {"clearFault", "DELETE", "/v1/faults/refuse-1", {}},
    {"addProxy",
     "POST",
     "/v1/proxies",
     R"({"id": "web", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:9", "protocol": "http"})"},
    {"addProxy",
     "POST",
     "/v1/proxies",
     R"({"id": "web", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:9"})"},
    {"addProxy", "POST", "/v1/proxies", R"({"id": "web", "listen": 7, "upsteam": "x"})"},
    {"listProxies", "GET", "/v1/proxies", {}},
    {"getProxy", "GET", "/v1/proxies/web", {}},
    {"getProxy", "GET", "/v1/proxies/nobody", {}},
    {"changeProxy", "PATCH", "/v1/proxies/web", R"({"open": false})"},
    {"changeProxy", "PATCH", "/v1/proxies/front", R"({"upstream": "127.0.0.1:9"})"},
    {"changeProxy", "PATCH", "/v1/proxies/nobody", "{}"},
    {"getState", "GET", "/v1/state", {}},
    {"removeProxy", "DELETE", "/v1/proxies/web", {}},
    {"removeProxy", "DELETE", "/v1/proxies/front", {}},
    {"removeProxy", "DELETE", "/v1/proxies/nobody", {}},
    {"listDaemons", "GET", "/v1/daemons", {}},
    {"getDaemon", "GET", "/v1/daemons/logd", {}},
    {"getDaemon", "GET", "/v1/daemons/nobody", {}},
    {"listDecisions", "GET", "/v1/decisions", {}},
    {"listDecisions", "GET", "/v1/decisions?after=x", {}},
    {"listCalls", "GET", "/v1/audit?after=0&limit=5", {}},
    {"freeze", "POST", "/v1/freeze", {}},
    {"addFault", "POST", "/v1/faults", R"({"kind": "stall"})"},
    {"unfreeze", "DELETE", "/v1/freeze", {}},
    {"clearAll", "DELETE", "/v1/plan", {}},
    {"listRuns", "GET", "/v1/runs", {}},
    {"startRun", "POST", "/v1/runs", R"({"scenario": "format = 1"})"},
    {"startRun", "POST", "/v1/runs", R"({"scenaro": "format = 1"})"},
    {"getRun", "GET", "/v1/runs/nobody", {}},
    {"abortRun", "DELETE", "/v1/runs/nobody", {}},
    {"watchRun", "GET", "/v1/runs/nobody/events", {}},
    {"getReport", "GET", "/v1/runs/nobody/report", {}},
    {"getGlance", "GET", "/v1/glance", {}},
    {"getGlance", "GET", "/v1/glance?layout=1", {}},
    {"getGlance", "GET", "/v1/glance?lay=1", {}},
    {"watchGlances", "GET", "/v1/glance/events?all", {}},
    {"getApi", "GET", "/v1/openapi.json", {}},
};

/// A daemon that connections of the office's proxy wait for.
scenario::file with_a_daemon() {
  scenario::file made;
  made.daemons.push_back({.id = "logd", .attach = {{.proxy = "front"}}});
  made.daemons[0].scope = scenario::daemon_scope::shared;
  return made;
}

TEST(OpenApi, DescribesWhatEachOperationAnswers) {
  const office open{with_a_daemon()};
  const contract api;
  for (const sample& one : samples) {
    SCOPED_TRACE(fmt::format("{} {} {}", one.method, one.path, one.body));
    EXPECT_EQ(api.wrong(one.operation, open.control(one.method, one.path, one.body)), "");
  }
}

TEST(OpenApi, IsCheckedForEveryOperation) {
  std::set<std::string> called;
  for (const sample& one : samples) called.insert(one.operation);
  EXPECT_EQ(contract{}.operations(), called);
}

TEST(OpenApi, WouldNotPassAnAnswerOfAnotherShape) {
  const contract api;
  EXPECT_NE(api.wrong("getState", {.status = 200, .body = R"({"status": "serving"})"}), "");
  EXPECT_NE(api.wrong("getState", {.status = 204, .body = "{}"}), "");
}

TEST(OpenApi, HasNoReferenceThatLeadsNowhere) {
  const json::value all = json::parse(openapi());
  const auto& schemas = all.at("components").at("schemas").as_object();
  constexpr std::string_view components = "#/components/schemas/", key = "\"$ref\": \"";
  const std::string& text = openapi();
  int references = 0;
  for (auto at = text.find(key); at != text.npos; at = text.find(key, at + 1)) {
    const auto from = at + key.size() + components.size();
    const std::string name = text.substr(from, text.find('"', from) - from);
    EXPECT_TRUE(schemas.contains(name)) << name;
    ++references;
  }
  EXPECT_GT(references, 50);
}

}  // namespace
}  // namespace surgeline::admin
