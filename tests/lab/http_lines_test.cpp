#include "surgeline/lab/http_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <string>
#include <thread>

#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/lab/load_driver.hpp"
#include "traffic/wire.hpp"

namespace surgeline::lab {
namespace {

using namespace std::chrono_literals;
using measure::instrument;
using testing::HasSubstr;
using testing::StartsWith;

/// One client that asks evenly over HTTP, and the test in place of its service.
class HttpLines : public testing::Test {
 protected:
  HttpLines() {
    file_.loads[0].arrival = scenario::arrival::constant;
    file_.loads[0].rate = rate{50};
    file_.loads[0].clients.count = 1;
  }
  void start() {
    load_.emplace(
        on_,
        clock_,
        file_,
        scenario::routes(file_).front(),
        std::vector{door_.where()},
        chance{1},
        why_
    );
    ASSERT_FALSE(why_.code) << why_.what;
  }
  /// Hears a request to its end.
  static std::string hear_head(traffic::wire& from) {
    std::string heard;
    while (!heard.ends_with("\r\n\r\n")) {
      const std::string more = from.hear(1);
      if (more.empty()) break;
      heard += more;
    }
    return heard;
  }
  void wait_until_counted(instrument what, double times) {
    while (seen_.sum("load.users", what, time_point{}, time_point{1h}) < times) {
      std::this_thread::sleep_for(1ms);
      std::promise<rows> closed;
      load_->take(clock_.now(), [&](rows handed) { closed.set_value(std::move(handed)); });
      for (const auto& [subject, series] : closed.get_future().get()) seen_.add(subject, series);
    }
  }

  scenario::file file_ = scenario::http_scenario();
  net::failure why_;
  traffic::host door_;
  net::worker on_;
  net::run_clock clock_{std::chrono::steady_clock::now(), 10};
  std::optional<load_driver> load_;
  measure::recording seen_;
};

const std::string fine = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok\n";

TEST_F(HttpLines, AskWithTheRequestOfTheMix) {
  file_.loads[0].mix = {{.path = "/basket/{n}"}};
  start();
  traffic::wire first = door_.accept();
  EXPECT_THAT(hear_head(first), StartsWith("GET /basket/0 HTTP/1.1\r\nhost: shop\r\n"));
}

TEST_F(HttpLines, UseAConnectionAgain) {
  start();
  traffic::wire first = door_.accept();
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(hear_head(first), HasSubstr("x-request-id: users-"));
    first.say(fine);
  }
}

TEST_F(HttpLines, MakeAnotherConnectionWhileOneIsBusy) {
  start();
  traffic::wire first = door_.accept(), second = door_.accept();
  EXPECT_THAT(hear_head(first), HasSubstr("users-0"));
  EXPECT_THAT(hear_head(second), HasSubstr("users-1"));
}

TEST_F(HttpLines, CloseTheConnectionOfAnAttemptThatIsGivenUp) {
  scenario::add_policy(file_, 100ms);
  start();
  traffic::wire first = door_.accept();
  EXPECT_THAT(first.hear_all(), HasSubstr("users-0"));
  wait_until_counted(instrument::timed_out, 1);
}

TEST_F(HttpLines, DialAnewBehindAnAnswerThatClosesTheConnection) {
  start();
  traffic::wire first = door_.accept();
  hear_head(first);
  first.say("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  EXPECT_EQ(first.hear_all(), "");
  traffic::wire second = door_.accept();
  EXPECT_THAT(hear_head(second), HasSubstr("users-1"));
}

TEST_F(HttpLines, TakeWhatIsNoAnswerForALostConnection) {
  start();
  traffic::wire first = door_.accept();
  hear_head(first);
  first.say("HTTP/1.1 what\r\n\r\n");
  EXPECT_EQ(first.hear_all(), "");
  wait_until_counted(instrument::broken, 1);
}

TEST_F(HttpLines, TellGoodAnswersFromBadOnes) {
  start();
  traffic::wire first = door_.accept();
  hear_head(first);
  first.say("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");
  hear_head(first);
  first.say("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n");
  hear_head(first);
  first.say(fine);
  for (const auto what : {instrument::rejected, instrument::errors, instrument::good})
    wait_until_counted(what, 1);
}

}  // namespace
}  // namespace surgeline::lab
