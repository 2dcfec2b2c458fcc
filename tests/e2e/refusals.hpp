#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "admin/counter.hpp"
#include "e2e/served.hpp"
#include "traffic/wire.hpp"

namespace surgeline {

/// Requests that are refused, each with its answer, as they were really made.
class refusals {
 public:
  struct row {
    std::string request, status, sentence;
  };

  /// Says `text` to a listener, and expects a status.
  void ask(const endpoint& whom, const std::string& request, const std::string& text, int status) {
    traffic::wire client = traffic::wire::dial(whom);
    client.say(text);
    const admin::heard_reply heard = admin::read_reply(client);
    EXPECT_EQ(heard.status, status) << request << '\n' << heard.body;
    add(request, std::to_string(heard.status), sentence_in(heard.body));
  }
  void add(std::string request, std::string status, std::string sentence) {
    rows_.push_back({std::move(request), std::move(status), std::move(sentence)});
  }
  void print() const {
    fmt::print("| request | status | sentence |\n|---|---|---|\n");
    for (const row& one : rows_)
      fmt::print("| {} | {} | {} |\n", one.request, one.status, one.sentence);
  }

  /// What a person reads of an answer: its `error` and the first of its problems, or the text.
  static std::string sentence_in(const std::string& body) {
    const auto after = [&body](const std::string& key) {
      const auto at = body.find("\"" + key + "\":");
      if (at == std::string::npos) return std::string{};
      const auto from = body.find('"', at + key.size() + 3) + 1;
      return body.substr(from, body.find_first_of("\"\n", from) - from);
    };
    const std::string error = after("error"), what = after("what");
    if (error.empty()) return first_line(body);
    return what.empty() ? error : error + ": " + what;
  }
  static std::string first_line(const std::string& of) { return of.substr(0, of.find('\n')); }

 private:
  std::vector<row> rows_;
};

}  // namespace surgeline
