#include "surgeline/model/http_requests.hpp"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "support/scenario_maker.hpp"

namespace surgeline::model {
namespace {

using testing::MatchesRegex;

class HttpRequests : public testing::Test {
 protected:
  /// The request of an attempt of load `users`.
  const http_message& of(std::uint64_t number, std::uint32_t ordinal = 1) {
    const http_requests requests(file_, scenario::routes(file_).front(), chance{1});
    requests.write(number, ordinal, made_);
    return made_;
  }

  scenario::file file_ = scenario::http_scenario();
  http_message made_;
};

TEST_F(HttpRequests, IsAGetWithoutAMix) {
  EXPECT_EQ(
      of(7, 2).text,
      "GET / HTTP/1.1\r\nhost: shop\r\nx-request-id: users-7\r\nx-envoy-attempt-count: 2\r\n\r\n"
  );
}

TEST_F(HttpRequests, HasViewsOfWhatIsInIt) {
  of(7);
  EXPECT_EQ(made_.method, "GET");
  EXPECT_EQ(made_.target, "/");
  EXPECT_EQ(made_.request().header("x-request-id"), "users-7");
  EXPECT_EQ(made_.fields.size(), 3U);
}

TEST_F(HttpRequests, SaysHowLongItsBodyIs) {
  file_.loads[0].mix = {{.method = "POST", .path = "/pay", .body = "{}"}};
  of(7);
  EXPECT_EQ(made_.request().header("content-length"), "2");
  EXPECT_EQ(made_.body(), 2U);
  EXPECT_TRUE(made_.text.ends_with("\r\n\r\n{}"));
}

TEST_F(HttpRequests, HasTheNumberAndAnIdOfItsOwnInItsPath) {
  file_.loads[0].mix = {{.path = "/basket/{n}?id={uuid}"}};
  EXPECT_THAT(
      std::string{of(7).target},
      MatchesRegex(
          "/basket/7\\?id=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
      )
  );
}

TEST_F(HttpRequests, IsTheSameInEveryAttemptButForTheCount) {
  file_.loads[0].mix = {{.path = "/{uuid}", .idempotency_key = true}, {.path = "/other"}};
  for (std::uint64_t number = 0; number < 20; ++number) {
    const std::string target{of(number, 1).target};
    const std::string key{made_.request().header("idempotency-key").value_or("")};
    EXPECT_EQ(of(number, 2).target, target);
    EXPECT_EQ(made_.request().header("idempotency-key").value_or(""), key);
  }
}

TEST_F(HttpRequests, IsDealtOutByWeight) {
  file_.loads[0].mix = {{.weight = 3, .path = "/a"}, {.weight = 1, .path = "/b"}};
  std::map<std::string, int> seen;
  for (std::uint64_t number = 0; number < 4000; ++number) ++seen[std::string{of(number).target}];
  EXPECT_NEAR(seen["/a"], 3000, 120);
}

TEST_F(HttpRequests, NamesTheEntryOfAServiceThatCalls) {
  const auto chain = scenario::chained_scenario();
  std::set<std::string> ids;
  for (const auto& way : scenario::routes(chain)) {
    http_requests(chain, way, chance{1}).write(7, 1, made_);
    ids.insert(std::string{*made_.request().header("x-request-id")});
  }
  EXPECT_EQ(ids, (std::set<std::string>{"first.0-7", "second.0-7", "users-7"}));
}

}  // namespace
}  // namespace surgeline::model
