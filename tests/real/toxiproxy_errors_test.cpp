#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "real/transcript.hpp"

/// Every error text of Toxiproxy's API that its clients compare, and of what it would not survive, asked for by curl.
namespace surgeline::real {
namespace {

using ToxiproxyErrors = tests_of<transcript_site>;

TEST_F(ToxiproxyErrors, OfProxiesAreInTheWordsThatClientsCompare) {
  here.follow({
      {"POST", "/proxies", r, 201, proxy("r")},
      {"POST", "/proxies", r, 409, error("proxy already exists", 409)},
      {"POST", "/proxies", "{}", 400, error("missing required field: name", 400)},
      {"POST", "/proxies", R"({"name":"x"})", 400, error("missing required field: upstream", 400)},
      {"POST",
       "/proxies",
       R"({"name":"t","listen":"TAKEN","upstream":"x:1"})",
       500,
       error("listen tcp 127.0.0.1:PORT: bind: address already in use", 500)},
      {"POST",
       "/proxies",
       R"({"name":"t","listen":"noport","upstream":"x:1"})",
       500,
       error("listen tcp: address noport: missing port in address", 500)},
      {"POST",
       "/proxies",
       R"({"name":"t","listen":"a:99999","upstream":"x:1"})",
       500,
       error("listen tcp: address 99999: invalid port", 500)},
      {"POST",
       "/proxies/r",
       R"({"listen":"noport"})",
       500,
       error("address noport: missing port in address", 500)},
      {"POST",
       "/proxies/r",
       R"({"listen":"nobody.invalid:1"})",
       500,
       error("lookup nobody.invalid: no such host", 500)},
      {"GET", "/proxies/t", "", 404, error("proxy not found", 404)},
      {"PATCH", "/proxies/t", "rubbish", 404, error("proxy not found", 404)},
      {"DELETE", "/proxies/t", "", 404, error("proxy not found", 404)},
      {"GET", "/proxies/t/toxics", "", 404, error("proxy not found", 404)},
      {"POST", "/proxies/t/toxics", "rubbish", 404, error("proxy not found", 404)},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

TEST_F(ToxiproxyErrors, OfToxicsAreInTheWordsThatClientsCompare) {
  const std::string stream_words = "stream was invalid, can be either upstream or downstream";
  const std::string toxics = "/proxies/r/toxics";
  here.follow({
      {"POST", "/proxies", r, 201, proxy("r")},
      {"POST", toxics, R"({"type":"noop"})", 200, toxic("", "noop")},
      {"GET", toxics + "/none", "", 404, error("toxic not found", 404)},
      {"POST", toxics + "/none", "rubbish", 404, error("toxic not found", 404)},
      {"DELETE", toxics + "/none", "", 404, error("toxic not found", 404)},
      {"POST", toxics, R"({"type":"noop"})", 409, error("toxic already exists", 409)},
      {"POST", toxics, R"({"type":"down"})", 400, error("invalid toxic type", 400)},
      {"POST", toxics, "{}", 400, error("invalid toxic type", 400)},
      {"POST", toxics, R"({"type":"down","stream":""})", 400, error(stream_words, 400)},
      {"POST",
       toxics,
       R"({"type":"down","name":"noop_downstream"})",
       400,
       error("invalid toxic type", 400)},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

TEST_F(ToxiproxyErrors, TellUnknownPathsFromUnknownMethods) {
  const std::string toxics = "/proxies/r/toxics";
  here.follow({
      {"POST", "/proxies", r, 201, proxy("r")},
      {"GET", "/", "", 404, "404 page not found"},
      {"GET", "/proxies/", "", 404, "404 page not found"},
      {"GET", "/proxies/r/nothing", "", 404, "404 page not found"},
      {"PUT", "/version", "", 405, ""},
      {"OPTIONS", "/proxies", "", 405, ""},
      {"DELETE", "/proxies", "", 405, ""},
      {"GET", "/populate", "", 405, ""},
      {"GET", "/reset", "", 405, ""},
      {"PUT", "/proxies/r", "", 405, ""},
      {"DELETE", toxics, "", 405, ""},
      {"PUT", toxics + "/noop_downstream", "", 405, ""},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

TEST_F(ToxiproxyErrors, RefuseWhatToxiproxyWouldNotSurvive) {
  const std::string toxics = "/proxies/r/toxics";
  const auto refused =
      [&](const std::string& type, const std::string& attributes, const std::string& why) {
        return call{
            "POST",
            toxics,
            fmt::format(R"({{"type":"{}","attributes":{{{}}}}})", type, attributes),
            400,
            error(why, 400)
        };
      };
  const std::string average = "average_size must be from 1 to 1099511627776 bytes";
  const std::string year = " must be at most 31536000000 ms, a year";
  here.follow({
      {"POST", "/proxies", r, 201, proxy("r")},
      refused("slicer", "", average),
      refused("slicer", R"("average_size":-3,"size_variation":2)", average),
      refused(
          "slicer",
          R"("average_size":3,"size_variation":4)",
          "size_variation must be from 0 to average_size"
      ),
      refused("bandwidth", R"("rate":-1)", "rate must be 0 or more KB/s"),
      refused(
          "bandwidth",
          R"("rate":9223372036854775807)",
          "rate must be at most 1099511627776 KB/s"
      ),
      refused("latency", R"("jitter":4611686018427387905)", "jitter" + year),
      refused("latency", R"("latency":9223372036854775807)", "latency" + year),
      refused("timeout", R"("timeout":9223372036854775807)", "timeout" + year),
      {"POST",
       toxics,
       R"({"type":"noop","toxicity":2})",
       400,
       error("toxicity must be from 0 to 1", 400)},
      {"POST",
       "/proxies/r",
       R"({"upstream":""})",
       400,
       error("missing required field: upstream", 400)},
      {"POST",
       "/proxies",
       R"({"name":"a/b","upstream":"x:1"})",
       400,
       error("a name must not have a `/` in it", 400)},
      {"GET", "/proxies/r", "", 200, proxy("r")},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

TEST_F(ToxiproxyErrors, BeginTheSameForEveryBodyThatCannotBeRead) {
  const std::string toxics = "/proxies/r/toxics", late = toxics + "/latency_downstream";
  const auto begins = [&](const std::string& method, const std::string& path, std::string body) {
    const std::string heard = here.get(
        fmt::format("curl -sS -X {} -w ' %{{http_code}}' $control{} -d '{}'", method, path, body)
    );
    std::printf("%s %s %s -> %s\n", method.c_str(), path.c_str(), body.c_str(), heard.c_str());
    EXPECT_TRUE(heard.starts_with(R"({"error":"bad request body: )")) << heard;
    EXPECT_TRUE(heard.ends_with("400")) << heard;
  };
  here.follow({
      {"POST", "/proxies", r, 201, proxy("r")},
      {"POST", toxics, R"({"type":"latency"})", 200, toxic(R"("latency":0,"jitter":0)", "latency")},
  });
  for (const char* body : {"", "{", "[]", R"({"name":1})", R"({"name":"a","enabled":"yes"})"})
    begins("POST", "/proxies", body);
  for (const char* body : {"", "{}", R"([1])", R"([{"name":1}])"})
    begins("POST", "/populate", body);
  for (const char* body : {"", "rubbish", R"({"enabled":1})"}) begins("PATCH", "/proxies/r", body);
  for (const char* value : {R"("5")", "1.5", "100.0", "1e2", "true", "[1]", "99999999999999999999"})
    begins(
        "POST",
        toxics,
        fmt::format(R"({{"type":"bandwidth","attributes":{{"rate":{}}}}})", value)
    );
  for (const char* body :
       {"", R"({"toxicity":"much"})", R"({"attributes":{"latency":7,"jitter":1.5}})"})
    begins("POST", late, body);
  here.follow({
      {"GET", late, "", 200, toxic(R"("latency":0,"jitter":0)", "latency")},
      {"DELETE", "/proxies/r", "", 204, ""},
  });
}

}  // namespace
}  // namespace surgeline::real
