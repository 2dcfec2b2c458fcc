#include "surgeline/runner/questioner.hpp"

#include <gmock/gmock.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>

#include "support/scenario_maker.hpp"

namespace surgeline::runner {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::ip::tcp;

/// Answers one HTTP request with a body, and knows what was asked for.
class server_once {
 public:
  server_once(std::string status, std::string body)
      : door_(context_, {asio::ip::make_address("127.0.0.1"), 0}),
        thread_([this, status = std::move(status), body = std::move(body)] {
          tcp::socket with(context_);
          door_.accept(with);
          std::string head;
          asio::read_until(with, asio::dynamic_buffer(head), "\r\n\r\n");
          asked = head.substr(0, head.find("\r\n"));
          asio::write(
              with,
              asio::buffer(
                  "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
                  "\r\nConnection: close\r\n\r\n" + body
              )
          );
        }) {}

  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(door_.local_endpoint().port());
  }
  std::string heard() {
    thread_.join();
    return asked;
  }

 private:
  asio::io_context context_;
  tcp::acceptor door_;
  std::string asked;
  std::jthread thread_;
};

std::string prometheus(std::string_view type, std::string_view result) {
  return R"({"status":"success","data":{"resultType":")" + std::string{type} + R"(","result":)" +
         std::string{result} + "}}";
}

TEST(NumberIn, IsTheScalar) {
  std::string why;
  EXPECT_EQ(number_in(prometheus("scalar", R"([1.5,"42.25"])"), why), 42.25);
}

TEST(NumberIn, IsTheOneValueOfAVector) {
  std::string why;
  EXPECT_EQ(number_in(prometheus("vector", R"([{"metric":{},"value":[1.5,"0.5"]}])"), why), 0.5);
}

TEST(NumberIn, IsMissingFromAnythingElse) {
  const auto why_not = [](const std::string& answer) {
    std::string why;
    EXPECT_FALSE(number_in(answer, why)) << answer;
    return why;
  };
  EXPECT_EQ(why_not(prometheus("vector", "[]")), "the query gives nothing");
  EXPECT_EQ(
      why_not(prometheus("vector", R"([{"value":[1,"1"]},{"value":[1,"2"]}])")),
      "the query gives 2 series, not one number: aggregate it"
  );
  EXPECT_EQ(
      why_not(prometheus("matrix", "[]")),
      "the query gives a matrix, not a number: aggregate it"
  );
  EXPECT_EQ(why_not(prometheus("scalar", R"([1.5,"NaN"])")), "the query's value is NaN");
  EXPECT_EQ(
      why_not(R"({"status":"error","errorType":"bad_data","error":"parse error"})"),
      "the Prometheus server says: parse error"
  );
  EXPECT_EQ(why_not("<html>"), "the answer is not that of a Prometheus server");
}

TEST(NumberOf, AsksPrometheusForTheQueryInItsUrl) {
  server_once server("200 OK", prometheus("scalar", R"([1,"3"])"));
  std::string why;
  const scenario::enquiry what{
      .source = scenario::source::promql,
      .server = server.url() + "/",
      .query = "sum(rate(x{a=\"b\"}[5s]))"
  };
  EXPECT_EQ(number_of(what, why), 3) << why;
  EXPECT_EQ(
      server.heard(),
      "GET /api/v1/query?query=sum%28rate%28x%7Ba%3D%22b%22%7D%5B5s%5D%29%29 HTTP/1.1"
  );
}

TEST(NumberOf, IsTheStatusOfAUrl) {
  server_once server("503 Service Unavailable", "");
  std::string why;
  EXPECT_EQ(
      number_of({.source = scenario::source::http, .url = server.url() + "/ready?x=1"}, why),
      503
  ) << why;
  EXPECT_EQ(server.heard(), "GET /ready?x=1 HTTP/1.1");
}

TEST(NumberOf, IsMissingWhenNobodyListens) {
  std::string why;
  EXPECT_FALSE(number_of({.source = scenario::source::http, .url = "http://127.0.0.1:1/"}, why));
  EXPECT_EQ(why, "no answer from 127.0.0.1:1: Connection refused");
}

TEST(NumberOf, IsMissingWhenTheUrlIsNone) {
  std::string why;
  EXPECT_FALSE(number_of({.source = scenario::source::http, .url = "ftp://x/"}, why));
  EXPECT_EQ(
      why,
      "ftp://x/ is no URL that can be asked: it does not begin with http:// or https://"
  );
}

TEST(Questioner, HandsOnWhatWasAnswered) {
  scenario::file from = scenario::direct_scenario();
  from.steady_states = {
      {.id = "fine", .asks = {.source = scenario::source::command, .run = {"sh", "-c", "exit 4"}}}
  };
  std::mutex mutex;
  std::condition_variable came;
  std::optional<scenario::answer> heard;
  questioner asks(from, [&](scenario::answer one) {
    const std::lock_guard hold(mutex);
    heard = std::move(one);
    came.notify_one();
  });
  asks.ask(time_point{3s}, 0);
  std::unique_lock hold(mutex);
  ASSERT_TRUE(came.wait_for(hold, 10s, [&] { return heard.has_value(); }));
  EXPECT_EQ(*heard, (scenario::answer{false, 0, time_point{3s}, 4, ""}));
}

TEST(Questioner, AsksNobodyForAFileThatDoesNotAsk) {
  const scenario::file from = scenario::direct_scenario();
  questioner asks(from, [](const scenario::answer&) { FAIL(); });
  asks.ask(time_point{}, 0);
}

}  // namespace
}  // namespace surgeline::runner
