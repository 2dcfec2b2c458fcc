// CPU per request and per new connection: the same comparison of slices, over two loads.
#include <fmt/format.h>

#include <memory>

#include "bench/comparison/contest.hpp"
#include "bench/comparison/fleet.hpp"
#include "bench/comparison/request_load.hpp"
#include "bench/comparison/visit_load.hpp"

namespace surgeline::bench {
namespace {

using std::chrono::milliseconds;

constexpr double micro = 1e6;

}  // namespace

std::string method_of(int rounds, duration slice, cpus on) {
  return fmt::format(
      "{} rounds of {:.0f} ms slices in random order; {}; ratios are medians of paired rounds",
      rounds,
      seconds(slice) * 1e3,
      on.proxies == on.load ? "everything on one CPU" : "proxies on one CPU, load on another"
  );
}

result compare_requests(const circumstances& at, const contest& who, std::size_t connections) {
  const int rounds = at.either(40, 12);
  const milliseconds slice{connections > 100 ? at.either(120, 80) : at.either(80, 60)};
  const cpus on = connections == 1 ? at.together() : at.where;
  result found{.id = who.id, .title = who.title, .method = method_of(rounds, slice, on)};
  const fleet here(who.behind, who.contestants, on, who.start);
  pin_to(on.load);
  std::vector<std::unique_ptr<request_load>> loads;
  std::vector<subject> all;
  for (const target& one : here.targets()) {
    auto& load =
        *loads.emplace_back(std::make_unique<request_load>(one.where, who.words, connections));
    const auto work = [&load, slice] { return load.run(slice); };
    all.push_back({one.name, [&one, work] { return cpu_per_unit(one, work) * micro; }});
  }
  fill_in(found, take_turns(all, rounds, found.id), {"us/request", 2}, who.goals);
  return found;
}

result compare_requests_anew(const circumstances& at, const contest& who, std::size_t connections) {
  const int rounds = at.either(20, 8);
  const milliseconds slice{at.either(400, 250)};
  result found{.id = who.id, .title = who.title, .method = method_of(rounds, slice, at.where)};
  const fleet here(who.behind, who.contestants, at.where, who.start);
  pin_to(at.where.load);
  std::vector<subject> all;
  for (const target& one : here.targets()) {
    all.push_back({one.name, [&, slice] {
                     request_load load(one.where, who.words, connections);
                     const auto work = [&load, slice] { return load.run(slice); };
                     return cpu_per_unit(one, work) * micro;
                   }});
  }
  fill_in(found, take_turns(all, rounds, found.id), {"us/request", 1}, who.goals);
  return found;
}

result compare_visits(const circumstances& at, const contest& who) {
  constexpr std::size_t at_a_time = 32;
  const int rounds = at.either(40, 12);
  const milliseconds slice{at.either(80, 60)};
  result found{
      .id = who.id,
      .title = fmt::format("{}, {} at a time", who.title, at_a_time),
      .method = method_of(rounds, slice, at.where)
  };
  const fleet here(who.behind, who.contestants, at.where, who.start);
  pin_to(at.where.load);
  std::vector<subject> all;
  for (const target& one : here.targets()) {
    const auto work = [&, slice] { return run_visits(one.where, who.words, at_a_time, slice); };
    all.push_back({one.name, [&one, work] { return cpu_per_unit(one, work) * micro; }});
  }
  fill_in(found, take_turns(all, rounds, found.id), {"us/connection", 2}, who.goals);
  return found;
}

}  // namespace surgeline::bench
