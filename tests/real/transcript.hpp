#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <regex>
#include <string>
#include <vector>

#include "real/redis_site.hpp"

namespace surgeline::real {

/// One call and its answer. `TAKEN` in it is where proxy `r` listens; ports of this machine are answered as `PORT`.
struct call {
  std::string method, path, body;
  int status = 0;
  std::string answer;
};

inline std::string error(const std::string& text, int status) {
  return fmt::format(R"({{"error":"{}","status":{}}})", text, status);
}
inline std::string proxy(
    const std::string& name,
    const std::string& upstream = "127.0.0.1:PORT",
    bool enabled = true,
    const std::string& toxics = ""
) {
  return fmt::format(
      R"({{"name":"{}","listen":"127.0.0.1:PORT","upstream":"{}","enabled":{},"toxics":[{}]}})",
      name,
      upstream,
      enabled,
      toxics
  );
}
inline std::string toxic(
    const std::string& attributes,
    const std::string& type,
    const std::string& stream = "downstream",
    const std::string& toxicity = "1"
) {
  return fmt::format(
      R"({{"attributes":{{{}}},"name":"{}_{}","type":"{}","stream":"{}","toxicity":{}}})",
      attributes,
      type,
      stream,
      type,
      stream,
      toxicity
  );
}

/// Calls are made by curl, and printed with their answers.
class transcript_site : public redis_site {
 public:
  void follow(const std::vector<call>& calls) const {
    for (const call& one : calls) follow(one);
  }

 private:
  void follow(const call& one) const {
    const std::string data = one.body.empty() ? "" : fmt::format(" -d '{}'", one.body);
    const std::string taken =
        "taken=$(curl -sS $control/proxies/r | sed -n 's/.*\"listen\":\"\\([^\"]*\\)\".*/\\1/p')";
    const std::string line = fmt::format(
        "{}\ncurl -sS -X {} -w '\\n%{{http_code}}' \"$control{}\" {}",
        taken,
        one.method,
        one.path,
        std::regex_replace(data, std::regex{"TAKEN"}, "'$taken'")
    );
    const std::string heard =
        std::regex_replace(get(line), std::regex{R"((127\.0\.0\.1|\[::\]):[0-9]{4,5})"}, "$1:PORT");
    const auto end = heard.rfind('\n');
    std::string answer = heard.substr(0, end == heard.npos ? 0 : end);
    if (answer.ends_with('\n')) answer.pop_back();
    const std::string status = heard.substr(end == heard.npos ? 0 : end + 1);
    std::printf(
        "%s %s%s%s -> %s%s%s\n",
        one.method.c_str(),
        one.path.c_str(),
        one.body.empty() ? "" : " ",
        one.body.c_str(),
        status.c_str(),
        answer.empty() ? "" : " ",
        answer.c_str()
    );
    EXPECT_EQ(status, std::to_string(one.status));
    EXPECT_EQ(answer, one.answer);
  }
};

/// The body that makes proxy `r`.
inline const std::string r = R"({"name":"r","listen":"127.0.0.1:0","upstream":"127.0.0.1:6379"})";

}  // namespace surgeline::real
