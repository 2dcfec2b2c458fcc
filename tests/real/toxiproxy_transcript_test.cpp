#include <gtest/gtest.h>

#include "real/transcript.hpp"

/// Every endpoint of Toxiproxy's API, asked by curl.
namespace surgeline::real {
namespace {

using ToxiproxyTranscript = tests_of<transcript_site>;

TEST_F(ToxiproxyTranscript, OfProxies) {
  here.follow({
      {"GET", "/version", "", 200, R"({"version": "2.12.0"})"},
      {"POST", "/proxies", r, 201, proxy("r")},
      {"GET", "/proxies/r", "", 200, proxy("r")},
      {"POST",
       "/proxies",
       R"({"name":"odd","listen":"127.0.0.1:0","upstream":"noport","enabled":null,"Unknown":[1]})",
       201,
       proxy("odd", "noport")},
      {"PATCH", "/proxies/odd", R"({"enabled":false})", 200, proxy("odd", "noport", false)},
      {"POST", "/proxies/odd", R"({"upstream":"b:2"})", 200, proxy("odd", "b:2", false)},
      {"POST", "/proxies/odd", R"({"listen":"TAKEN"})", 200, proxy("odd", "b:2", false)},
      {"POST",
       "/proxies/odd",
       R"({"enabled":true})",
       500,
       error("listen tcp 127.0.0.1:PORT: bind: address already in use", 500)},
      {"GET", "/proxies/odd", "", 200, proxy("odd", "b:2", false)},
      {"PATCH", "/proxies/odd", "{}", 200, proxy("odd", "b:2", false)},
      {"DELETE", "/proxies/odd", "", 204, ""},
      {"POST",
       "/proxies",
       R"({"name":"off","listen":"localhost:3310","upstream":"x:1","enabled":false})",
       201,
       R"({"name":"off","listen":"localhost:3310","upstream":"x:1","enabled":false,"toxics":[]})"},
      {"POST",
       "/proxies",
       R"({"name":"none","upstream":"x:1","enabled":false})",
       201,
       R"({"name":"none","listen":"","upstream":"x:1","enabled":false,"toxics":[]})"},
      {"POST",
       "/proxies",
       R"({"name":"any","listen":":0","upstream":"x:1"})",
       201,
       R"({"name":"any","listen":"[::]:PORT","upstream":"x:1","enabled":true,"toxics":[]})"},
      {"DELETE", "/proxies/any", "", 204, ""},
      {"DELETE", "/proxies/off", "", 204, ""},
      {"DELETE", "/proxies/none", "", 204, ""},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

TEST_F(ToxiproxyTranscript, OfToxics) {
  const std::string toxics = "/proxies/r/toxics", late = toxics + "/latency_downstream";
  here.follow({
      {"POST", "/proxies", r, 201, proxy("r")},
      {"GET", toxics, "", 200, "[]"},
      {"POST",
       toxics,
       R"({"type":"latency","attributes":{"latency":100}})",
       200,
       toxic(R"("latency":100,"jitter":0)", "latency")},
      {"POST",
       toxics,
       R"({"type":"bandwidth","stream":"upstream","toxicity":0.2,"attributes":{"rate":7}})",
       200,
       toxic(R"("rate":7)", "bandwidth", "upstream", "0.2")},
      {"POST",
       toxics,
       R"({"type":"slow_close","toxicity":0.33333334})",
       200,
       toxic(R"("delay":0)", "slow_close", "downstream", "0.33333334")},
      {"POST", toxics, R"({"type":"timeout"})", 200, toxic(R"("timeout":0)", "timeout")},
      {"POST", toxics, R"({"type":"reset_peer"})", 200, toxic(R"("timeout":0)", "reset_peer")},
      {"POST",
       toxics,
       R"({"type":"slicer","attributes":{"average_size":9}})",
       200,
       toxic(R"("average_size":9,"size_variation":0,"delay":0)", "slicer")},
      {"POST", toxics, R"({"type":"limit_data"})", 200, toxic(R"("bytes":0)", "limit_data")},
      {"POST", toxics, R"({"type":"noop"})", 200, toxic("", "noop")},
      {"GET", late, "", 200, toxic(R"("latency":100,"jitter":0)", "latency")},
      {"PATCH",
       late,
       R"({"attributes":{"jitter":5}})",
       200,
       toxic(R"("latency":100,"jitter":5)", "latency")},
      {"POST",
       late,
       R"({"toxicity":0.25,"attributes":{"latency":1}})",
       200,
       toxic(R"("latency":1,"jitter":5)", "latency", "downstream", "0.25")},
      {"DELETE", late, "", 204, ""},
      {"POST", "/reset", "", 204, ""},
      {"GET", "/proxies/r", "", 200, proxy("r")},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

TEST_F(ToxiproxyTranscript, OfPopulate) {
  const std::string off = R"({"name":"b","upstream":"x:1","enabled":false})";
  const std::string shown =
      R"({"name":"b","listen":"","upstream":"x:1","enabled":false,"toxics":[]})";
  here.follow({
      {"POST",
       "/populate",
       "[" + r + "," + off + "]",
       201,
       R"({"proxies":[)" + proxy("r") + "," + shown + "]}"},
      {"POST", "/populate", "[]", 201, R"({"proxies":[]})"},
      {"POST", "/populate", "null", 201, R"({"proxies":[]})"},
      {"POST",
       "/populate",
       R"([{"name":"b","upstream":"x:1"},{"upstream":"x:1"}])",
       400,
       R"({"error":"missing required field: name at proxy 2","status":400,"proxies":[]})"},
      {"POST",
       "/populate",
       R"([{"name":"b"}])",
       400,
       R"({"error":"missing required field: upstream at proxy 1","status":400,"proxies":[]})"},
      {"POST",
       "/populate",
       R"([{"name":"r","listen":"TAKEN","upstream":"127.0.0.1:6379","enabled":false},{"name":"c","listen":"TAKEN","upstream":"x:1"}])",
       500,
       R"({"error":"listen tcp 127.0.0.1:PORT: bind: address already in use","status":500,"proxies":[)" +
           proxy("r") + "]}"},
      {"DELETE", "/proxies/b", "", 204, ""},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

}  // namespace
}  // namespace surgeline::real
