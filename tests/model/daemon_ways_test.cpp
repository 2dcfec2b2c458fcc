#include "surgeline/model/daemon_ways.hpp"

#include <gmock/gmock.h>

namespace surgeline::model {
namespace {

using scenario::daemon_stage;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr step own_work{}, its_call{step::sort::call, 0};

scenario::file two_daemons() {
  scenario::file made;
  made.services = {{.id = "orders"}, {.id = "search"}};
  made.daemons = {
      {.id = "logd", .attach = {{.service = "*", .at = daemon_stage::after}}},
      {.id = "credd", .attach = {{.proxy = "edge"}, {.service = "orders"}}},
  };
  return made;
}

TEST(DaemonWays, AreThoseOfTheService) {
  const auto made = two_daemons();
  EXPECT_THAT(
      daemon_ways(made, made.services[0]),
      ElementsAre(daemon_way{0, 0, daemon_stage::after}, daemon_way{1, 1, daemon_stage::before})
  );
  EXPECT_THAT(
      daemon_ways(made, made.services[1]),
      ElementsAre(daemon_way{0, 1, daemon_stage::after})
  );
}

TEST(DaemonWays, AreStepsBeforeAndAfterWhatAJobDoesOtherwise) {
  const auto made = two_daemons();
  EXPECT_THAT(
      with_daemons({own_work, its_call}, daemon_ways(made, made.services[0])),
      ElementsAre(step{step::sort::daemon, 1}, own_work, its_call, step{step::sort::daemon, 0})
  );
}

TEST(DaemonWays, ChangeNothingWhereThereAreNone) {
  EXPECT_THAT(with_daemons({own_work, its_call}, {}), ElementsAre(own_work, its_call));
}

}  // namespace
}  // namespace surgeline::model
