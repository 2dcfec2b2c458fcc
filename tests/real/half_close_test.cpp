#include <gtest/gtest.h>

#include <future>

#include "real/site.hpp"
#include "traffic/wire.hpp"

namespace surgeline::real {
namespace {

constexpr std::size_t much = 8 << 20;

/// An upstream that hears its client out and answers then; the client is `nc -N`, which ends its side when it has spoken.
class half_close_site : public site {
 public:
  half_close_site() {
    put_sidecar_before(upstream_.where().text(), "unix:$PWD/front.sock");
    define("ask() { nc -N -U front.sock; }");
  }
  /// What the upstream hears in one connection, which it answers with `answer`.
  std::future<std::string> answer_with(const std::string& answer) const {
    return std::async(std::launch::async, [this, answer] {
      traffic::wire connection = upstream_.accept();
      std::string heard = connection.hear_all();
      connection.say(answer);
      return heard;
    });
  }

 private:
  traffic::host upstream_;
};

using HalfClose = tests_of<half_close_site>;

TEST_F(HalfClose, LetsTheWholeAnswerThrough) {
  const std::string answer = traffic::noise(much);
  auto heard = here.answer_with(answer);
  EXPECT_TRUE(here.does("printf question | ask >answer"));
  EXPECT_EQ(heard.get(), "question");
  EXPECT_TRUE(here.files().read("answer") == answer);
}

TEST_F(HalfClose, WaitsBehindALongQuestion) {
  const std::string question = traffic::noise(much);
  here.files().write("question", question);
  auto heard = here.answer_with("answer");
  EXPECT_EQ(here.get("ask <question"), "answer");
  EXPECT_TRUE(heard.get() == question);
}

TEST_F(HalfClose, LetsTheWholeAnswerThroughOnASlowWay) {
  const std::string answer = traffic::noise(1'000'000);
  here.arm(slow_way);
  auto heard = here.answer_with(answer);
  const auto done = here.run("printf question | ask >answer");
  EXPECT_EQ(heard.get(), "question");
  EXPECT_TRUE(here.files().read("answer") == answer);
  EXPECT_GE(done.took, least_time(answer.size()));
}

TEST_F(HalfClose, LetsTheWholeAnswerThroughWhenEndsAreLate) {
  const std::string answer = traffic::noise(much);
  here.arm(R"({ "id": "late", "kind": "slow_close", "delay": "300ms" })");
  auto heard = here.answer_with(answer);
  const auto done = here.run("printf question | ask >answer");
  EXPECT_EQ(heard.get(), "question");
  EXPECT_TRUE(here.files().read("answer") == answer);
  EXPECT_GE(done.took, std::chrono::milliseconds{600});  // one end after the other
}

}  // namespace
}  // namespace surgeline::real
