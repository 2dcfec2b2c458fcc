#include "surgeline/model/host_weather.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "support/at.hpp"
#include "surgeline/scenario/host_fault.hpp"

namespace surgeline::model {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

/// Writes down what becomes of replicas, as `orders-1 stalls`.
class sky_watch final : public host_weather::sky {
 public:
  explicit sky_watch(const scenario::file& from) : from_(from) {}

  void stall(const scenario::resident& whom, time_point) override { note(whom, "stalls"); }
  void resume(const scenario::resident& whom, time_point) override { note(whom, "resumes"); }
  std::size_t crash(const scenario::resident& whom, time_point) override {
    note(whom, "crashes");
    return 3;
  }
  void start(const scenario::resident& whom, duration cold, time_point) override {
    note(whom, fmt::format("starts, cold for {} s", seconds(cold)));
  }
  void slow(const scenario::resident& whom, double factor, time_point) override {
    note(whom, fmt::format("takes {} times as long", factor));
  }
  std::size_t flush(const scenario::resident& whom, double share, std::uint64_t which) override {
    note(whom, fmt::format("forgets {} the {}th time", share, which));
    return 7;
  }

  std::vector<std::string> heard;

 private:
  void note(const scenario::resident& whom, std::string_view what) {
    heard.push_back(fmt::format("{}-{} {}", from_.services[whom.service].id, whom.replica + 1, what)
    );
  }

  const scenario::file& from_;
};

/// `orders` on h1 and h2, and a cache on h2, with faults that are armed by their slots.
class HostWeather : public testing::Test {
 protected:
  HostWeather() {
    file_.services = {
        {.id = "orders", .replicas = 2, .cold_start = 4s, .hosts = {{"h1", "h2"}}},
        {.id = "cache", .role = scenario::role::cache, .hosts = {{"h2"}}},
    };
  }
  scenario::fault& add(fault::kind what, scenario::daemon_target where = {}) {
    scenario::fault one{.id = fmt::format("f{}", file_.faults.size()), .what = what};
    one.target.daemons = std::move(where);
    file_.faults.push_back(std::move(one));
    return file_.faults.back();
  }
  /// These slots are in force from a moment on; gives what becomes of replicas.
  std::vector<std::string> arm(const std::vector<std::uint32_t>& slots, duration when) {
    if (!weather_) weather_.emplace(file_, chance{1});
    for (const std::uint32_t slot : slots) {
      const bool is_new = std::ranges::find(armed_, slot) == armed_.end();
      if (is_new) so_far_.activations.push_back({slot, {at(when), never}});
    }
    armed_ = slots;
    watch_.heard.clear();
    weather_->arm(
        scenario::host_faults_for(file_, weather_->layout(), slots, so_far_, 1),
        at(when),
        watch_
    );
    return watch_.heard;
  }

  scenario::file file_;
  scenario::course so_far_;
  std::vector<std::uint32_t> armed_;
  sky_watch watch_{file_};
  std::optional<host_weather> weather_;
};

TEST_F(HostWeather, FreezesEverybodyOnAHost) {
  add(fault::host_stall{}, {.hosts = {{"h2"}}});
  EXPECT_THAT(arm({0}, 1s), ElementsAre("orders-2 stalls", "cache-1 stalls"));
  EXPECT_THAT(arm({}, 2s), ElementsAre("orders-2 resumes", "cache-1 resumes"));
}

TEST_F(HostWeather, TouchesTheServicesThatAreNamed) {
  add(fault::host_stall{}).target.service = {"orders"};
  EXPECT_THAT(arm({0}, 1s), ElementsAre("orders-1 stalls", "orders-2 stalls"));
}

TEST_F(HostWeather, IsOneStallWhereStallsOverlap) {
  add(fault::host_stall{}, {.hosts = {{"h1"}}});
  add(fault::host_stall{}, {.hosts = {{"h1"}}});
  EXPECT_THAT(arm({0}, 1s), ElementsAre("orders-1 stalls"));
  EXPECT_THAT(arm({0, 1}, 2s), IsEmpty());
  EXPECT_THAT(arm({1}, 3s), IsEmpty());
  EXPECT_THAT(arm({}, 4s), ElementsAre("orders-1 resumes"));
}

TEST_F(HostWeather, MultipliesFactors) {
  add(fault::host_slow{2}, {.hosts = {{"h1"}}});
  add(fault::host_slow{3}, {.hosts = {{"h1"}}});
  arm({0}, 1s);
  EXPECT_THAT(arm({0, 1}, 2s), ElementsAre("orders-1 takes 6 times as long"));
  EXPECT_THAT(arm({1}, 3s), ElementsAre("orders-1 takes 3 times as long"));
  EXPECT_THAT(arm({}, 4s), ElementsAre("orders-1 takes 1 times as long"));
}

TEST_F(HostWeather, StartsWhoCrashedAsColdAsTheServiceSaysOrTheFault) {
  add(fault::host_crash{}, {.hosts = {{"h1"}}});
  add(fault::host_crash{9s}, {.hosts = {{"h1"}}});
  EXPECT_THAT(arm({0}, 1s), ElementsAre("orders-1 crashes"));
  EXPECT_THAT(arm({}, 2s), ElementsAre("orders-1 starts, cold for 4 s"));
  arm({1}, 3s);
  EXPECT_THAT(arm({}, 4s), ElementsAre("orders-1 starts, cold for 9 s"));
}

TEST_F(HostWeather, StartsOnAHostThatIsFrozen) {
  add(fault::host_stall{}, {.hosts = {{"h1"}}});
  add(fault::host_crash{}, {.hosts = {{"h1"}}});
  arm({0, 1}, 1s);
  EXPECT_THAT(arm({0}, 2s), ElementsAre("orders-1 starts, cold for 4 s", "orders-1 stalls"));
}

TEST_F(HostWeather, FlushesCachesOnlyAndEachTimeOthersOfTheirKeys) {
  add(fault::cache_flush{share{0.5}});
  EXPECT_THAT(arm({0}, 1s), ElementsAre("cache-1 forgets 0.5 the 0th time"));
  EXPECT_THAT(arm({}, 2s), IsEmpty());
  EXPECT_THAT(arm({0}, 3s), ElementsAre("cache-1 forgets 0.5 the 1th time"));
}

TEST_F(HostWeather, CountsAWindowOnceWhateverTheNumberOfHosts) {
  add(fault::host_crash{});
  arm({0}, 1s);
  arm({}, 3s);
  const fault::tally& seen = weather_->book().tallies().at(0);
  EXPECT_EQ(seen.injected, 1U);
  EXPECT_EQ(seen.lost, 9U) << "three jobs of each of three replicas";
  EXPECT_DOUBLE_EQ(seen.measured_seconds, 2);
}

TEST_F(HostWeather, HasHostsFailOneAfterTheOther) {
  scenario::fault& one = add(fault::host_stall{}, {.sync = scenario::synchrony{.stagger = 5s}});
  one.target.service = {"orders"};
  one.schedule = {.at = std::vector<duration>{1s}, .lasting = distribution::fixed(1s)};
  arm({0}, 0s);
  weather_->advance(at(1500ms), watch_);
  EXPECT_THAT(watch_.heard, ElementsAre("orders-1 stalls"));
  weather_->advance(at(10s), watch_);
  EXPECT_THAT(
      watch_.heard,
      ElementsAre("orders-1 stalls", "orders-1 resumes", "orders-2 stalls", "orders-2 resumes")
  );
  EXPECT_EQ(weather_->book().tallies().at(0).injected, 2U);
}

}  // namespace
}  // namespace surgeline::model
