#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "support/print.hpp"
#include "surgeline/lab/service_host.hpp"
#include "traffic/wire.hpp"

/// A service that is asked over HTTP.
namespace surgeline::lab {
namespace {

using namespace std::chrono_literals;
using traffic::wire;

class ServiceHostHttp : public testing::Test {
 protected:
  void start(const scenario::service& what) {
    net::failure why;
    host_.emplace(on_, clock_, what, chance{1}, why);
    ASSERT_FALSE(why.code) << why.what;
  }
  wire call() { return wire::dial(host_->addresses().front()); }
  /// What it says, as much as this is long.
  static void expect(wire& from, const std::string& text) {
    EXPECT_EQ(from.hear(text.size()), text);
  }

  net::worker on_;
  net::run_clock clock_;
  std::optional<service_host> host_;
};

const std::string plain_request = "GET / HTTP/1.1\r\nhost: shop\r\n\r\n";
const std::string served_well = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok\n";

TEST_F(ServiceHostHttp, AnswersARequest) {
  start({.id = "shop"});
  wire caller = call();
  caller.say(plain_request);
  expect(caller, served_well);
}

TEST_F(ServiceHostHttp, AnswersOneRequestAfterTheOther) {
  start({.id = "shop"});
  wire caller = call();
  for (int i = 0; i < 3; ++i) {
    caller.say(plain_request);
    expect(caller, served_well);
  }
}

TEST_F(ServiceHostHttp, AnswersRequestsThatComeTogetherInTheirOrder) {
  start({.id = "shop"});
  wire caller = call();
  caller.say(plain_request + "HEAD" + plain_request.substr(3) + plain_request);
  expect(caller, served_well + served_well.substr(0, served_well.size() - 3) + served_well);
}

TEST_F(ServiceHostHttp, ReadsPastTheBodyOfARequest) {
  start({.id = "shop"});
  wire caller = call();
  const std::string with_body = "POST / HTTP/1.1\r\nhost: shop\r\ncontent-length: 5\r\n\r\nhello";
  caller.say(with_body + with_body);
  expect(caller, served_well + served_well);
}

TEST_F(ServiceHostHttp, AnswersWith503WhenTheQueueIsFull) {
  start({.id = "shop", .slots = 1, .queue = {.limit = 0}, .service_time = distribution::never()});
  wire first = call(), second = call();
  first.say(plain_request);
  std::this_thread::sleep_for(20ms);
  second.say(plain_request);
  expect(second, "HTTP/1.1 503 Service Unavailable\r\n");
}

TEST_F(ServiceHostHttp, ClosesBehindAnAnswerWhenItIsAskedTo) {
  start({.id = "shop"});
  wire caller = call();
  caller.say("GET / HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n");
  EXPECT_EQ(caller.hear_all(), served_well);
}

TEST_F(ServiceHostHttp, ClosesAConnectionOnWhichSomethingElseIsSaid) {
  start({.id = "shop"});
  wire caller = call();
  caller.say("SSH-2.0-OpenSSH_9.2\r\n\r\n");
  EXPECT_EQ(caller.hear_all(), "");
}

}  // namespace
}  // namespace surgeline::lab
