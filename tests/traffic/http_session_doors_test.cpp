#include <gmock/gmock.h>

#include <optional>

#include "doors.hpp"
#include "http_stage.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::StartsWith;

class HttpSessionDoors : public testing::Test {
 protected:
  void wait_before(std::vector<std::shared_ptr<doorkeeper>> all) {
    http_options how;
    how.before = std::move(all);
    open(std::move(how));
  }
  void wait_after(std::vector<std::shared_ptr<doorkeeper>> all) {
    http_options how;
    how.after = std::move(all);
    open(std::move(how));
  }
  void open(http_options how) {
    stage_.emplace(http(std::move(how)));
    ends_.emplace(stage_->connect());
  }
  wire& client() { return ends_->client; }
  wire& upstream() { return ends_->upstream; }
  /// A request whose response is `body`, there and back.
  void exchange(std::string_view body) {
    EXPECT_EQ(upstream().hear(get().size()), get());
    upstream().say(ok(body));
    EXPECT_EQ(client().hear(ok(body).size()), ok(body));
  }

  std::shared_ptr<patient_door> door_ = std::make_shared<patient_door>();
  std::optional<stage> stage_;
  std::optional<stage::ends> ends_;
};

TEST_F(HttpSessionDoors, KeepARequestFromItsUpstreamUntilItGoesIn) {
  wait_before({door_});
  client().say(get());
  door_->wait_for(door_->came, 1);
  EXPECT_TRUE(upstream().is_silent_for(50ms));
  door_->tell(0, {});
  exchange("good");
}

TEST_F(HttpSessionDoors, KeepAResponseFromItsClientUntilItGoesIn) {
  wait_after({door_});
  client().say(get());
  EXPECT_EQ(upstream().hear(get().size()), get());
  upstream().say(ok("good"));
  door_->wait_for(door_->came, 1);
  EXPECT_TRUE(client().is_silent_for(50ms));
  door_->tell(0, {});
  EXPECT_EQ(client().hear(ok("good").size()), ok("good"));
}

TEST_F(HttpSessionDoors, AreAskedForEachExchange) {
  wait_before({door_});
  for (const std::size_t number : {0, 1, 2}) {
    client().say(get());
    door_->wait_for(door_->came, static_cast<int>(number) + 1);
    door_->tell(number, {});
    exchange("one more");
  }
}

TEST_F(HttpSessionDoors, AreAskedOneAfterTheOther) {
  const auto second = std::make_shared<patient_door>();
  wait_before({door_, std::make_shared<open_door>(), second});
  client().say(get());
  door_->wait_for(door_->came, 1);
  EXPECT_EQ(second->came, 0);
  door_->tell(0, {});
  second->wait_for(second->came, 1);
  second->tell(0, {});
  exchange("good");
}

TEST_F(HttpSessionDoors, LetPassAtOnceWhereNobodyHasToWait) {
  wait_before({std::make_shared<open_door>()});
  client().say(get());
  exchange("good");
}

TEST_F(HttpSessionDoors, KeepABodyInItsPlaceBehindTheHead) {
  wait_before({door_});
  const std::string body(5000, 'b');
  client().say(post(body));
  door_->wait_for(door_->came, 1);
  EXPECT_TRUE(upstream().is_silent_for(50ms));
  door_->tell(0, {});
  EXPECT_EQ(upstream().hear(post(body).size()), post(body));
}

TEST_F(HttpSessionDoors, KeepARequestThatCameInPieces) {
  wait_before({door_});
  client().say("GET / HT");
  EXPECT_TRUE(upstream().is_silent_for(50ms));
  client().say(get().substr(8));
  door_->wait_for(door_->came, 1);
  door_->tell(0, {});
  exchange("good");
}

TEST_F(HttpSessionDoors, AnswerARequestThatTheyTurnAway) {
  wait_before({door_});
  client().say(get());
  door_->wait_for(door_->came, 1);
  door_->tell(0, {.goes_in = false, .status = 503});
  EXPECT_THAT(client().hear_all(), StartsWith("HTTP/1.1 503"));
}

TEST_F(HttpSessionDoors, AnswerInPlaceOfAResponseThatTheyTurnAway) {
  wait_after({door_});
  client().say(get());
  EXPECT_EQ(upstream().hear(get().size()), get());
  upstream().say(ok("good"));
  door_->wait_for(door_->came, 1);
  door_->tell(0, {.goes_in = false, .status = 504});
  const std::string heard = client().hear_all();
  EXPECT_THAT(heard, StartsWith("HTTP/1.1 504"));
  EXPECT_THAT(heard, testing::Not(EndsWith("good")));
}

TEST_F(HttpSessionDoors, LetAnInterimResponsePass) {
  wait_after({door_});
  client().say(get());
  EXPECT_EQ(upstream().hear(get().size()), get());
  const std::string interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
  upstream().say(interim + ok("good"));
  EXPECT_EQ(client().hear(interim.size()), interim);
  door_->wait_for(door_->came, 1);
  door_->tell(0, {});
  EXPECT_EQ(client().hear(ok("good").size()), ok("good"));
}

TEST_F(HttpSessionDoors, CountTheWaitAsTimeOfTheExchange) {
  wait_before({door_});
  client().say(get());
  door_->wait_for(door_->came, 1);
  std::this_thread::sleep_for(30ms);
  door_->tell(0, {});
  exchange("good");
  stage_->counts_when([](const counts& one) { return one.exchanges.over == 1; });
  const exchange_counts& all = *stage_->front->exchanges().front();
  const auto ok = static_cast<std::size_t>(observe::outcome::ok);
  EXPECT_GE(all.routes[0].took[ok].read().sum, 0.03);
}

TEST_F(HttpSessionDoors, AreLeftByAClientThatIsReset) {
  wait_before({door_});
  client().say(get());
  door_->wait_for(door_->came, 1);
  client().reset();
  door_->wait_for(door_->left, 1);
}

TEST_F(HttpSessionDoors, AreLeftWhenTheExchangeTakesTooLong) {
  http_options how;
  how.before = {door_};
  how.exchange_timeout = 50ms;
  open(std::move(how));
  client().say(get());
  door_->wait_for(door_->came, 1);
  EXPECT_THAT(client().hear_all(), StartsWith("HTTP/1.1 504"));
  EXPECT_EQ(door_->left, 1);
}

TEST_F(HttpSessionDoors, EndWithTheirUpstream) {
  wait_before({door_});
  client().say(get());
  door_->wait_for(door_->came, 1);
  upstream().reset();
  EXPECT_THAT(client().hear_all(), StartsWith("HTTP/1.1 502"));
  EXPECT_EQ(door_->left, 1);
}

TEST_F(HttpSessionDoors, AreNoHindranceToAnotherRequestThatCameEarly) {
  wait_before({door_});
  client().say(get() + get());
  door_->wait_for(door_->came, 1);
  door_->tell(0, {});
  exchange("first");
  door_->wait_for(door_->came, 2);
  door_->tell(1, {});
  exchange("second");
}

}  // namespace
}  // namespace surgeline::traffic
