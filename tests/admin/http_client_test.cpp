#include "surgeline/admin/http_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "counter.hpp"

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

void echo(const request& asked, const answer& give) {
  give(plain(201, asked.method + " " + asked.path + " " + asked.body));
}

TEST(HttpClient, BringsTheAnswerBack) {
  const counter desk(echo);
  net::failure why;
  const auto heard = ask(desk.where(), {"PUT", "/v1/plan", "text"}, 10s, why);
  ASSERT_TRUE(heard) << why.what;
  EXPECT_EQ(heard->status, 201);
  EXPECT_EQ(heard->body, "PUT /v1/plan text");
}

TEST(HttpClient, AsksOnAUnixSocketToo) {
  const counter desk(echo, {}, traffic::unix_name("client"));
  net::failure why;
  EXPECT_TRUE(ask(desk.where(), {"GET", "/"}, 10s, why)) << why.what;
}

TEST(HttpClient, SaysThatNobodyIsThere) {
  traffic::host gone;
  const endpoint where = gone.where();
  gone.close();
  net::failure why;
  EXPECT_FALSE(ask(where, {"GET", "/"}, 10s, why));
  EXPECT_THAT(why.what, HasSubstr("no answer from " + where.text() + ": Connection refused"));
}

TEST(HttpClient, LosesPatience) {
  const traffic::host silent;
  net::failure why;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(ask(silent.where(), {"GET", "/"}, 50ms, why));
  EXPECT_GE(std::chrono::steady_clock::now() - start, 50ms);
}

}  // namespace
}  // namespace surgeline::admin
