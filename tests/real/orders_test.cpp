#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "real/site.hpp"

/// A program in Node, judged as it is: `scenarios/orders.toml`.
namespace surgeline::real {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// A copy of the scenario and its program, without packages.
class orders_site : public site {
 public:
  orders_site() {
    must("cp $scenarios/orders.toml . && mkdir orders && cp $scenarios/orders/*.* orders");
  }
  /// Puts the packages where the program looks for them.
  void install() const { must("cp -r $scenarios/orders/node_modules orders"); }
};

class Orders : public testing::Test {
 protected:
  orders_site here;

  outcome judged(const std::string& variant) {
    here.install();
    const outcome done = here.run("$surgeline run orders.toml --variant " + variant);
    std::printf("%s", done.said.c_str());
    return done;
  }
};

TEST_F(Orders, StayDownWithoutARetryBudget) {
  const outcome done = judged("retries");
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_THAT(done.said, HasSubstr("run: metastable, as expected"));
}

TEST_F(Orders, ComeBackWithARetryBudget) {
  const outcome done = judged("budget");
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_THAT(done.said, HasSubstr("run: pass, as expected"));
}

TEST_F(Orders, SayWhatToInstallWhereThePackagesAreMissing) {
  const outcome done = here.run("$surgeline run orders.toml --variant budget");
  EXPECT_EQ(done.exit_code, 3);
  EXPECT_THAT(done.said, HasSubstr("got and opossum are not installed: npm ci"));
}

TEST_F(Orders, SayThatThereIsNoNode) {
  const outcome done = here.run("PATH=. $surgeline run orders.toml --variant budget");
  EXPECT_EQ(done.exit_code, 3);
  EXPECT_THAT(done.said, HasSubstr("`node` cannot be started: No such file or directory"));
}

}  // namespace
}  // namespace surgeline::real
