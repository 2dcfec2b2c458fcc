#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "surgeline/admin/http_listener.hpp"
#include "tls.hpp"

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Answers with the name on the certificate that it was shown.
void name_back(const request& asked, const answer& give) {
  give(plain(200, "hello " + asked.certificate));
}

class HttpListenerTls : public testing::Test {
 protected:
  std::shared_ptr<const tls_credentials> shown() {
    const std::scoped_lock lock(mutex_);
    return shown_;
  }
  void show(std::shared_ptr<const tls_credentials> next) {
    const std::scoped_lock lock(mutex_);
    shown_ = std::move(next);
  }

  const test_authority ours{"ours"}, theirs{"theirs"};
  std::mutex mutex_;
  std::shared_ptr<const tls_credentials> shown_ = server_with(papers_of(ours.for_this_machine()));
  counter desk{name_back, {.patience = 10s}, "127.0.0.1:0", [this] { return shown(); }};
};

TEST_F(HttpListenerTls, AnswersWhoBelievesIt) {
  const told one = ask_secretly(desk.where(), client_that_believes(ours));
  ASSERT_TRUE(one.heard) << one.why;
  EXPECT_EQ(one.heard->body, "hello ");
}

TEST_F(HttpListenerTls, IsNotBelievedByEverybody) {
  const told one = ask_secretly(desk.where(), client_that_believes(theirs));
  EXPECT_FALSE(one.heard);
  EXPECT_THAT(one.why, HasSubstr("is not believed: "));
}

TEST_F(HttpListenerTls, IsNotTakenForAnother) {
  show(server_with(papers_of(ours.issue("elsewhere", "DNS:elsewhere"))));
  const told one = ask_secretly(desk.where(), client_that_believes(ours));
  EXPECT_THAT(one.why, HasSubstr("is not believed: IP address mismatch"));
}

TEST_F(HttpListenerTls, IsAskedByName) {
  endpoint named = desk.where();
  named.host = "localhost";
  EXPECT_TRUE(ask_secretly(named, client_that_believes(ours)).heard);
  show(server_with(papers_of(ours.issue("elsewhere", "DNS:elsewhere"))));
  EXPECT_THAT(ask_secretly(named, client_that_believes(ours)).why, HasSubstr("hostname mismatch"));
}

TEST_F(HttpListenerTls, IsNotBelievedLongerThanItsCertificate) {
  show(server_with(papers_of(ours.issue("localhost", "IP:127.0.0.1", -1))));
  const told one = ask_secretly(desk.where(), client_that_believes(ours));
  EXPECT_THAT(one.why, HasSubstr("is not believed: certificate has expired"));
}

TEST_F(HttpListenerTls, ShowsNewConnectionsWhatIsInForceNow) {
  EXPECT_FALSE(ask_secretly(desk.where(), client_that_believes(theirs)).heard);
  show(server_with(papers_of(theirs.for_this_machine())));
  EXPECT_TRUE(ask_secretly(desk.where(), client_that_believes(theirs)).heard);
}

TEST_F(HttpListenerTls, SendsWhoSpeaksInClearAway) {
  const heard_reply told = desk.ask("GET", "/");
  EXPECT_EQ(told.status, 400);
  EXPECT_EQ(told.body, "TLS is spoken here: ask https://\n");
}

TEST_F(HttpListenerTls, IsNoSurpriseToWhoExpectsHttp) {
  const counter clear(name_back);
  EXPECT_THAT(
      ask_secretly(clear.where(), client_that_believes(ours)).why,
      HasSubstr("does not speak TLS")
  );
}

TEST_F(HttpListenerTls, WantsACertificateWhereItHasAnAuthority) {
  show(server_with(papers_of(ours.for_this_machine(), ours.certificate())));
  const told one = ask_secretly(desk.where(), client_that_believes(ours));
  EXPECT_THAT(one.why, HasSubstr("wants to be shown a certificate"));
}

TEST_F(HttpListenerTls, KnowsItsClientsByTheirCommonNames) {
  show(server_with(papers_of(ours.for_this_machine(), ours.certificate())));
  const auto client = client_with(papers_of(ours.issue("ci"), ours.certificate()));
  const told one = ask_secretly(desk.where(), client);
  ASSERT_TRUE(one.heard) << one.why;
  EXPECT_EQ(one.heard->body, "hello ci");
}

TEST_F(HttpListenerTls, KnowsItsClientsByOtherNamesToo) {
  show(server_with(papers_of(ours.for_this_machine(), ours.certificate())));
  const auto client =
      client_with(papers_of(ours.issue("", "URI:spiffe://site/ci"), ours.certificate()));
  const told one = ask_secretly(desk.where(), client);
  ASSERT_TRUE(one.heard) << one.why;
  EXPECT_EQ(one.heard->body, "hello spiffe://site/ci");
}

TEST_F(HttpListenerTls, RefusesCertificatesOfOtherAuthorities) {
  show(server_with(papers_of(ours.for_this_machine(), ours.certificate())));
  const auto client = client_with(papers_of(theirs.issue("ci"), ours.certificate()));
  EXPECT_THAT(ask_secretly(desk.where(), client).why, HasSubstr("does not believe"));
}

TEST(HttpListenerTlsPatience, EndsWithAHandshakeThatNeverComes) {
  const auto shown = server_with(papers_of(test_authority().for_this_machine()));
  const counter desk(name_back, {.patience = 50ms}, "127.0.0.1:0", [&] { return shown; });
  const auto start = std::chrono::steady_clock::now();
  traffic::wire client = desk.dial();
  EXPECT_EQ(client.hear_all(), "");
  EXPECT_GE(std::chrono::steady_clock::now() - start, 50ms);
}

}  // namespace
}  // namespace surgeline::admin
