#include <fmt/format.h>

#include <functional>
#include <future>
#include <memory>

#include "bench/comparison/comparison.hpp"
#include "bench/comparison/request_load.hpp"
#include "bench/control/measures.hpp"
#include "bench/control/questions.hpp"
#include "bench/control/sidecars.hpp"
#include "bench/l4/contestants.hpp"

namespace surgeline::bench {
namespace {

/// A page is read once in each.
constexpr std::chrono::seconds slice{1};

timed_answer read_page(const target& of) { return ask(telemetry_of(of), {"GET", "/metrics"}); }

/// CPU seconds that a page costs a sidecar with nothing else to do.
double cost_of_page(const target& sidecar) {
  constexpr int pages = 500;
  return cpu_per_unit(sidecar, [&sidecar] {
    for (int i = 0; i < pages; ++i) read_page(sidecar);
    return pages;
  });
}

}  // namespace

result measure_scrapes(const circumstances& at) {
  constexpr std::size_t connections = 64;
  const int rounds = at.either(30, 6);
  result found{
      .id = "scrapes",
      .title = fmt::format(
          "CPU per request of 128 bytes, {} connections; /metrics read once a second or not at all",
          connections
      ),
      .method = fmt::format(
          "{} rounds of {} s slices in random order; all threads of a process count; ratios are "
          "medians of paired rounds; `{}` is the relay without the sidecar around it",
          rounds,
          slice.count(),
          ours
      )
  };
  const dialogue words = small_talk();
  const fleet here(echo, {served, served_control, scraped, ours}, at.where, serving());
  pin_to(at.where.load);
  std::vector<std::unique_ptr<request_load>> loads;
  std::vector<subject> all;
  for (const target& one : here.targets()) {
    auto& load = *loads.emplace_back(std::make_unique<request_load>(one.where, words, connections));
    const auto work = [&load, &one] {
      std::future<timed_answer> page;
      if (one.name == scraped) page = std::async(std::launch::async, read_page, std::cref(one));
      const std::size_t answers = load.run(slice);
      if (page.valid()) page.get();
      return answers;
    };
    all.push_back({one.name, [&one, work] { return cpu_per_unit(one, work) * 1e6; }});
  }
  fill_in(
      found,
      take_turns(all, rounds, found.id),
      {"us/request", 2},
      {{scraped, served, 1.01}, {served_control, served}, {served, ours}}
  );
  found.verdicts.push_back(
      {"a page a second, of one CPU", {cost_of_page(*here.find(served)), {}}, 0.01, 5}
  );
  return found;
}

}  // namespace surgeline::bench
