// What a proxy adds to a request's time. Everything on one CPU: a wake-up across CPUs of a virtual machine costs 50 us,
// which hides the proxy.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "bench/comparison/contest.hpp"
#include "bench/comparison/fleet.hpp"
#include "bench/comparison/progress.hpp"

namespace surgeline::bench {
namespace {

constexpr std::chrono::microseconds pause{200};
constexpr int requests_a_round = 100;

/// Microseconds of one request.
double time_one(caller& line) {
  const duration start = now();
  line.ask();
  line.hear();
  return seconds(now() - start) * 1e6;
}

/// Round trips by contestant and round: every contestant once before any is twice, in random order.
class round_trips {
 public:
  void take(const fleet& here, const dialogue& words, int rounds) {
    std::vector<caller> connections;
    for (const target& one : here.targets()) connections.emplace_back(one.where, words);
    all_.resize(connections.size());
    std::vector<std::size_t> order(all_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    progress shown("latency");
    for (int round = 0; round < rounds; ++round) {
      shown.show(fmt::format("round {} of {}", round + 1, rounds));
      check_interrupt();
      for (auto& one : all_) one.emplace_back();
      for (int i = 0; i < requests_a_round; ++i) {
        std::shuffle(order.begin(), order.end(), dice_);
        for (const std::size_t whose : order) {
          all_[whose].back().push_back(time_one(connections[whose]));
          sleep_until(now() + pause);
        }
      }
    }
  }

  std::vector<double> of(std::size_t whose) const {
    std::vector<double> together;
    for (const auto& round : all_[whose])
      together.insert(together.end(), round.begin(), round.end());
    return together;
  }

  /// Round by round, how much the median of one is above that of another.
  std::vector<double> added(std::size_t whose, std::size_t above) const {
    std::vector<double> made;
    for (std::size_t round = 0; round < all_[whose].size(); ++round)
      made.push_back(median(all_[whose][round]) - median(all_[above][round]));
    return made;
  }

 private:
  std::mt19937 dice_{1};
  std::vector<std::vector<std::vector<double>>> all_;
};

}  // namespace

result compare_latency(const circumstances& at, const contest& who) {
  const schedule when = at.either(schedule{6, 10}, schedule{3, 5});
  result found{
      .id = "latency",
      .title = "What a proxy adds to the time of a request, in us",
      .method = fmt::format(
          "{} rounds of {} requests each, 200 us apart, in random order, new processes for every "
          "{}; "
          "everything on one CPU; added = median less that of direct",
          when.generations * when.rounds,
          requests_a_round,
          when.rounds
      )
  };
  round_trips taken;
  std::vector<series> added;
  for (int i = 0; i < when.generations; ++i) {
    const fleet here(who.behind, who.contestants, at.together(), who.start);
    pin_to(at.where.proxies);
    taken.take(here, who.words, when.rounds);
    added.clear();
    for (std::size_t of = 1; of < here.targets().size(); ++of) {
      added.push_back(
          {here.targets()[of].name, taken.added(of, 0), static_cast<std::size_t>(when.rounds)}
      );
    }
  }
  fill_in(found, added, {"added p50", 1}, who.goals);
  found.rows.insert(found.rows.begin(), {std::string(direct), {{}, {}}});
  for (const int percent : {50, 90, 99}) {
    found.columns.push_back({fmt::format("p{}", percent), 1});
    for (std::size_t i = 0; i < found.rows.size(); ++i)
      found.rows[i].figures.push_back({quantile(taken.of(i), percent / 100.0), {}});
  }
  return found;
}

}  // namespace surgeline::bench
