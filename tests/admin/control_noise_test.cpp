#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdio>
#include <string>
#include <vector>

#include "office.hpp"
#include "pinned.hpp"

/// Whatever is said to the control listener of a live sidecar is answered, and harms no traffic.
namespace surgeline::admin {
namespace {

/// What makes sense before it is spoiled. None makes a proxy: a spoiled address is a name, and names take long to look up.
const std::vector<std::string>& bodies() {
  static const std::vector<std::string> all{
      R"({"lease": "5s", "faults": [{"id": "late", "kind": "latency", "delay": {"dist": "uniform", "min": "1ms", "max": "2ms"}}]})",
      R"({"faults": [{"id": "a", "kind": "reset", "delay": "1ms", "at_end": true}, {"kind": "cut", "after_silence": "3s"}]})",
      R"({"lease": "1m", "id": "0123456789abcdef", "seed": 7, "faults": [{"kind": "blackhole", "dial": true, "discard": true}]})",
      R"({"faults": [{"kind": "stall", "probability": "50%", "schedule": {"every": "1s", "for": "200ms"}, "ttl": "1s"}]})",
      R"({"type": "limit_data", "stream": "upstream", "toxicity": 0.5, "attributes": {"bytes": 3}})",
  };
  return all;
}
const std::vector<std::string>& paths() {
  static const std::vector<std::string> all{
      "/v1/plan",
      "/v1/state",
      "/v1/freeze",
      "/v1/leases/0123456789abcdef",
      "/v1/leases/0123456789abcdef/renew",
      "/proxies",
      "/populate",
      "/reset",
      "/version",
      "/metrics",
      "/proxies/n",
      "/proxies/front/toxics",
      "/proxies/n/toxics/limit_data_upstream",
  };
  return all;
}

/// A text with some of its characters changed, left out or doubled, or something put between them.
std::string spoiled(std::string text, bool for_path) {
  const int changes = *rc::gen::inRange(0, 5);
  for (int i = 0; i < changes && !text.empty(); ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        text.erase(at, *rc::gen::inRange<std::size_t>(1, 9));
        break;
      case 1:
        text.insert(at, text.substr(at, *rc::gen::inRange<std::size_t>(1, 30)));
        break;
      case 2:
        text.insert(
            at,
            for_path
                ? *rc::gen::element<std::string>("/", "//", "..", "%2F", "%", "%zz", "?a=/", "%00")
                : *rc::gen::element<std::string>(
                      "{",
                      "[",
                      "]",
                      "}",
                      "\"",
                      ",",
                      ":",
                      "null",
                      "-1",
                      "1e999",
                      "\\u0000",
                      "9223372036854775808",
                      "\"never\"",
                      "\"1000y\"",
                      "\xff",
                      "\"\\ud800\""
                  )
        );
        break;
      default:
        text[at] =
            static_cast<char>(for_path ? *rc::gen::inRange(33, 127) : *rc::gen::inRange(1, 256));
    }
  }
  return text;
}

TEST(ControlNoise, IsAnsweredAndHarmsNothing) {
  pin_seed();
  office open;
  int calls = 0, refused = 0;
  EXPECT_TRUE(rc::check("every call is answered", [&] {
    for (int i = 0; i < 40; ++i) {
      const auto method = *rc::gen::element<std::string>("GET", "PUT", "POST", "PATCH", "DELETE");
      const std::string path = spoiled(*rc::gen::elementOf(paths()), true);
      const std::string body = spoiled(*rc::gen::elementOf(bodies()), false);
      RC_LOG() << method << ' ' << path << ' ' << body << '\n';
      const int status = open.control(method, path, body).status;
      ++calls;
      refused += status >= 400 ? 1 : 0;
      RC_LOG() << status << '\n';
      RC_ASSERT(status >= 200);
      RC_ASSERT(status < 500);
    }
    open.control("DELETE", "/v1/freeze");
    open.control("DELETE", "/v1/plan");
    open.control("POST", "/reset");
    auto ends = open.connect();
    ends.first.say("ping"), ends.second.say("pong");
    RC_ASSERT(ends.second.hear(4) == "ping");
    RC_ASSERT(ends.first.hear(4) == "pong");
  }));
  std::printf("%d calls, %d of them refused\n", calls, refused);
}

}  // namespace
}  // namespace surgeline::admin
