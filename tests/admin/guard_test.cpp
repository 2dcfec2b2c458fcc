#include "surgeline/admin/guard.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace surgeline::admin {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* of_ci = "Bearer 0123456789abcdef";
constexpr const char* of_grafana = "Bearer fedcba9876543210";

/// A guarded handler that answers everything with 204, or with `answers`.
struct door {
  std::shared_ptr<const key_ring> keys;
  std::vector<handled> noted;
  unsigned answers = 204;
  handler guard = guarded(
      [this](const request&, const answer& give) {
        give({.status = answers, .body = answers == 204 ? "" : "no such thing"});
      },
      [this] { return keys; },
      [this](const handled& one) { noted.push_back(one); }
  );

  void lock() {
    problems ignored;
    keys = std::make_shared<const key_ring>(*key_ring::read(
        "operator ci 0123456789abcdef\nviewer grafana fedcba9876543210\n",
        "keys",
        ignored
    ));
  }
  response asks(
      const std::string& method,
      const std::string& authorization = {},
      const std::string& path = "/v1/plan"
  ) const {
    response given;
    guard(
        {.method = method,
         .path = path,
         .body = "{}",
         .authorization = authorization,
         .peer = "10.0.0.7"},
        [&](response made) { given = std::move(made); }
    );
    return given;
  }
};

TEST(Guard, LetsEverybodyInWithoutKeys) {
  const door open;
  EXPECT_EQ(open.asks("PUT").status, 204U);
}

TEST(Guard, AsksForAKey) {
  door locked;
  locked.lock();
  const response refused = locked.asks("GET");
  EXPECT_EQ(refused.status, 401U);
  EXPECT_THAT(refused.body, HasSubstr("a key is needed here"));
  EXPECT_EQ(refused.more.at(0).first, "WWW-Authenticate");
}

TEST(Guard, RefusesAKeyThatNobodyHas) {
  door locked;
  locked.lock();
  EXPECT_THAT(locked.asks("GET", "Bearer 0000000000000000").body, HasSubstr("opens nothing"));
}

TEST(Guard, LetsViewersReadOnly) {
  door locked;
  locked.lock();
  EXPECT_EQ(locked.asks("GET", of_grafana).status, 204U);
  EXPECT_EQ(locked.asks("PUT", of_grafana).status, 403U);
}

TEST(Guard, LetsOperatorsDoEverything) {
  door locked;
  locked.lock();
  EXPECT_EQ(locked.asks("GET", of_ci).status, 204U);
  EXPECT_EQ(locked.asks("DELETE", of_ci).status, 204U);
}

TEST(Guard, NotesWhoChangedWhatFromWhere) {
  door locked;
  locked.lock();
  locked.asks("PUT", of_ci);
  ASSERT_THAT(locked.noted, SizeIs(1));
  const handled& one = locked.noted[0];
  EXPECT_EQ(one.who, "ci");
  EXPECT_EQ(one.from, "10.0.0.7");
  EXPECT_EQ(one.method + " " + one.path, "PUT /v1/plan");
  EXPECT_EQ(one.body, 2U);
  EXPECT_EQ(one.status, 204U);
  EXPECT_THAT(one.told, IsEmpty());
}

TEST(Guard, NotesARenewalAndFiguresOnlyWhenTheyFail) {
  door open;
  open.asks("POST", {}, "/v1/leases/7f/renew");
  open.asks("PUT", {}, "/v1/leases/7f/figures");
  EXPECT_THAT(open.noted, IsEmpty());
  open.answers = 404;
  open.asks("POST", {}, "/v1/leases/7f/renew");
  EXPECT_THAT(open.noted, SizeIs(1));
}

TEST(Guard, NotesNobodyWhoReads) {
  door locked;
  locked.lock();
  locked.asks("GET", of_grafana);
  EXPECT_THAT(locked.noted, IsEmpty());
}

TEST(Guard, NotesWhoWasRefused) {
  door locked;
  locked.lock();
  locked.asks("GET");
  locked.asks("PUT", of_grafana);
  ASSERT_THAT(locked.noted, SizeIs(2));
  EXPECT_EQ(locked.noted[0].status, 401U);
  EXPECT_EQ(locked.noted[1].who, "grafana");
}

TEST(Guard, NotesWhyAChangeFailed) {
  door open;
  open.answers = 404;
  open.asks("DELETE");
  EXPECT_EQ(open.noted.at(0).told, "no such thing");
}

}  // namespace
}  // namespace surgeline::admin
