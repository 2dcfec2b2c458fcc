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

std::string method_of(const slicing& how) {
  return fmt::format(
      "{} rounds of {:.0f} ms slices in random order, new processes for every {}; {}; ratios are "
      "medians of paired rounds",
      how.when.generations * how.when.rounds,
      seconds(how.span) * 1e3,
      how.when.rounds,
      how.on.proxies == how.on.load ? "everything on one CPU"
                                    : "proxies on one CPU, load on another"
  );
}

}  // namespace

result compare_slices(const contest& who, const slicing& how, const slicer& prepare) {
  result found{.id = who.id, .title = who.title, .method = method_of(how)};
  const auto all = over_generations(how.when, [&](unsigned generation) {
    const fleet here(who.behind, who.contestants, how.on, who.start);
    pin_to(how.on.load);
    std::vector<subject> subjects;
    for (const target& one : here.targets()) subjects.push_back({one.name, prepare(one)});
    return take_turns(subjects, how.when.rounds, found.id, generation);
  });
  fill_in(found, all, how.unit, who.goals);
  return found;
}

result compare_requests(const circumstances& at, const contest& who, std::size_t connections) {
  const slicing how{
      .when = at.either(schedule{10, 4}, schedule{4, 3}),
      .span = milliseconds{connections > 100 ? at.either(120, 80) : at.either(80, 60)},
      .on = connections == 1 ? at.together() : at.where,
      .unit = {"us/request", 2}
  };
  return compare_slices(who, how, [&](const target& one) {
    const auto load = std::make_shared<request_load>(one.where, who.words, connections);
    return [&one, &how, load] {
      return cpu_per_unit(one, [&] { return load->run(how.span); }) * micro;
    };
  });
}

result compare_requests_anew(const circumstances& at, const contest& who, std::size_t connections) {
  const slicing how{
      .when = at.either(schedule{5, 4}, schedule{2, 4}),
      .span = milliseconds{at.either(400, 250)},
      .on = at.where,
      .unit = {"us/request", 1}
  };
  return compare_slices(who, how, [&](const target& one) {
    return [&] {
      request_load load(one.where, who.words, connections);
      return cpu_per_unit(one, [&] { return load.run(how.span); }) * micro;
    };
  });
}

result compare_visits(const circumstances& at, const contest& who) {
  constexpr std::size_t at_a_time = 32;
  const slicing how{
      .when = at.either(schedule{10, 4}, schedule{4, 3}),
      .span = milliseconds{at.either(80, 60)},
      .on = at.where,
      .unit = {"us/connection", 2}
  };
  return compare_slices(who, how, [&](const target& one) {
    const auto work = [&] { return run_visits(one.where, who.words, at_a_time, how.span); };
    return [&one, work] { return cpu_per_unit(one, work) * micro; };
  });
}

}  // namespace surgeline::bench
