#include "surgeline/scenario/bottleneck.hpp"

#include <gmock/gmock.h>

#include "scenario/recorded.hpp"

namespace surgeline::scenario {
namespace {

const course ten_seconds{.stages = {{0, {at(0s), at(10s)}}}};

/// Users of `shop`, with a baseline of ten seconds.
file one_service() {
  file made = direct_scenario();
  made.phases[0].length = 10s;
  return made;
}

/// `shop` has time for anything, and asks `store`, which does 100 a second, once a job.
file store_behind() {
  file made = one_service();
  made.services[0].slots = 100'000;
  made.services[0].calls = {{.to = "store"}};
  made.services.push_back({.id = "store", .slots = 1, .service_time = distribution::fixed(10ms)});
  return made;
}

bottleneck narrowest(const file& of, const measure::recording& seen, duration when = 0s) {
  return bottleneck_of(of, load_routes(of)[0], ten_seconds, seen, at(when));
}

TEST(Bottleneck, IsAServiceByItsSlotsAndTheirTime) {
  file made = one_service();
  made.services[0] =
      {.id = "shop", .replicas = 2, .slots = 3, .service_time = distribution::fixed(100ms)};
  EXPECT_DOUBLE_EQ(narrowest(made, recorded().until(10s)).per_second, 60);
}

TEST(Bottleneck, IsAsNarrowAsItIsAtThatMoment) {
  file made = one_service();
  made.services[0].slots = 1;
  made.services[0].service_time = distribution::fixed(varying<duration>({{0s, 10ms}, {10s, 20ms}}));
  const auto seen = recorded().until(10s);
  EXPECT_DOUBLE_EQ(narrowest(made, seen).per_second, 100);
  EXPECT_DOUBLE_EQ(narrowest(made, seen, 10s).per_second, 50);
}

TEST(Bottleneck, IsTheNarrowestOfThoseBehindTheFirst) {
  const bottleneck found = narrowest(store_behind(), recorded().until(10s));
  EXPECT_TRUE(found.is_behind);
  EXPECT_DOUBLE_EQ(found.per_second, 100);
}

TEST(Bottleneck, IsAsWideAsACacheBeforeItMadeItInTheBaseline) {
  const auto nine_of_ten = recorded()
                               .rate("load.users", instrument::offered, 0s, 10s, 50)
                               .rate("service.store", instrument::arrived, 0s, 10s, 5)
                               .until(10s);
  EXPECT_DOUBLE_EQ(narrowest(store_behind(), nine_of_ten).per_second, 1000);
}

}  // namespace
}  // namespace surgeline::scenario
