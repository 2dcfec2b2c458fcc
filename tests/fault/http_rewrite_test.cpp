#include "surgeline/fault/http_rewrite.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

TEST(HttpRewrite, ChangesAResponse) {
  const plan changing = in_force(always(
      0,
      http_rewrite{
          .set = {{"Server", "other"}},
          .add = {{"X-New", "1"}},
          .remove = {"content-length"},
          .status = 500
      }
  ));
  caller one;
  EXPECT_TRUE(one.asks(changing).is_neutral());
  EXPECT_EQ(
      one.answers(changing).head,
      "HTTP/1.1 500 Internal Server Error\r\nServer: other\r\nX-New: 1\r\n\r\n"
  );
  EXPECT_EQ(one.counted().injected, 1);
}

TEST(HttpRewrite, ChangesARequestIfItSaysSo) {
  const plan changing =
      in_force(always(0, http_rewrite{.on = message::request, .set = {{"Host", "b"}}}));
  caller one;
  const exchange_effect decided = one.asks(changing, {.fields = {{"Host", "a"}}});
  EXPECT_EQ(decided.head, "GET / HTTP/1.1\r\nHost: b\r\n\r\n");
  EXPECT_EQ(decided.by, nobody);
  EXPECT_TRUE(one.answers(changing).is_neutral());
}

TEST(HttpRewrite, SendsAnotherBodyAndSaysItsLength) {
  const plan changing = in_force(always(0, http_rewrite{.body = "{}"}));
  caller one;
  one.asks(changing);
  const exchange_effect decided = one.answers(changing);
  EXPECT_EQ(decided.body, "{}");
  EXPECT_EQ(decided.head, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nServer: upstream\r\n\r\n");
}

TEST(HttpRewrite, SendsNoBodyWhereNoneTravels) {
  const plan changing = in_force(always(0, http_rewrite{.body = "{}"}));
  caller one;
  one.asks(changing, {.method = "HEAD"});
  EXPECT_EQ(one.answers(changing).body, std::nullopt);
  one.asks(changing);
  EXPECT_EQ(one.answers(changing, {.status = 204}).body, std::nullopt);
}

}  // namespace
}  // namespace surgeline::fault
