#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <thread>

#include "admin/counter.hpp"
#include "fleets.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

scenario::run_figures some_figures(double goodput) {
  scenario::run_figures made{.at_seconds = 12, .ends_seconds = 60, .loads = {}};
  made.loads.push_back({.id = "users", .offered = 200, .goodput = goodput, .amplification = 1.5});
  return made;
}

json::value figures_at(const office& of) {
  return json::parse(of.control("GET", "/v1/glance").body).at("figures");
}

TEST(TargetTelling, ShowsWhoeverWatchesASidecarWhatIsAskedOfIt) {
  const office there;
  const scenario::file from = with_stall();
  problems found;
  {
    fleet all({there.control_address()}, from, 1, found);
    EXPECT_TRUE(figures_at(there).is_null());
    all.tell(some_figures(120));
    json::value seen;
    do {
      seen = figures_at(there);
    } while (seen.is_null());
    EXPECT_EQ(seen.at("at_seconds").to_number<double>(), 12);
    EXPECT_EQ(seen.at("loads").at(0).at("goodput").to_number<double>(), 120);
    EXPECT_EQ(seen.at("loads").at(0).at("amplification").to_number<double>(), 1.5);
  }
  EXPECT_TRUE(figures_at(there).is_null()) << "its lease has ended";
}

/// Who answers as a sidecar with proxy `front` that knows nothing of figures.
class older_sidecar {
 public:
  /// `figures` is how it answers them; 0: not at all.
  explicit older_sidecar(unsigned figures)
      : door_([this, figures](const admin::request& asked, const admin::answer& give) {
          if (asked.path.ends_with("/renew")) ++renewed;
          if (asked.path.ends_with("/figures")) {
            ++told;
            if (figures == 0) return kept_.push_back(give);
            return give({.status = figures, .body = R"({"error": "there is no such thing"})"});
          }
          give({.status = 200, .body = asked.path == "/v1/state" ? state : lease});
        }) {}
  admin::control_address where() const { return {door_.where()}; }

  std::atomic<int> told = 0, renewed = 0;

 private:
  static constexpr const char* state =
      R"({"started_at": "then", "status": "serving", "frozen": false, "lease": null,
          "proxies": [{"id": "front", "listen": ["127.0.0.1:9"], "upstream": ["127.0.0.1:9"]}]})";
  static constexpr const char* lease = R"({"lease": {"id": "7f", "lease": "300ms"}})";
  std::vector<admin::answer> kept_;
  admin::counter door_;
};

/// Tells figures until the lease was renewed a few times.
void tell_for_a_while(fleet& all, const older_sidecar& to) {
  for (const int until = to.renewed + 4; to.renewed < until && !all.trouble();) {
    all.tell(some_figures(1));
    std::this_thread::sleep_for(5ms);
  }
}

TEST(TargetTelling, IsDoneOnceWhereNobodyWantsToKnow) {
  const scenario::file from = with_stall();
  problems found;
  older_sidecar there(404);
  fleet all({there.where()}, from, 1, found);
  tell_for_a_while(all, there);
  EXPECT_FALSE(all.trouble()) << *all.trouble();
  EXPECT_EQ(there.told, 1);
}

TEST(TargetTelling, LosesNoSidecarThatDoesNotAnswer) {
  const scenario::file from = with_stall();
  problems found;
  older_sidecar there(0);
  fleet all({there.where()}, from, 1, found);
  tell_for_a_while(all, there);
  EXPECT_FALSE(all.trouble()) << *all.trouble();
  EXPECT_GE(there.told, 1);
}

}  // namespace
}  // namespace surgeline::runner
