// What an idle connection holds of the user's memory; the kernel's share is the same for everybody.
#include <fmt/format.h>

#include <algorithm>

#include "bench/comparison/contest.hpp"
#include "bench/comparison/fleet.hpp"
#include "bench/comparison/progress.hpp"

namespace surgeline::bench {
namespace {

constexpr double kibi = 1024;

/// Private memory that each of these connections adds.
double memory_per_connection(const target& of, const dialogue& words, std::size_t connections) {
  const auto first =
      connect_all(of.where, words, 1);  // what is set up once is not the connections'
  const std::size_t before = of.process->private_memory();
  const auto open = connect_all(of.where, words, connections);
  sleep_until(now() + std::chrono::milliseconds{100});
  const double grown =
      static_cast<double>(of.process->private_memory()) - static_cast<double>(before);
  return grown / static_cast<double>(connections);
}

}  // namespace

result compare_memory(const circumstances& at, const contest& who, double at_most) {
  // Of the upstream's descriptors, each takes one; a proxy needs two.
  const std::size_t connections = std::min<std::size_t>(5000, (raise_descriptor_limit() - 500) / 2);
  result found{
      .id = "memory",
      .title = fmt::format("User memory per idle connection, {} connections", connections),
      .method = "growth of private resident memory, after a request on each",
      .columns = {{"KiB/connection", 2}}
  };
  const fleet here(who.behind, who.contestants, at.where, who.start);
  pin_to(at.where.load);
  progress shown("memory");
  for (const target& one : here.targets()) {
    shown.show(one.name);
    const double each = memory_per_connection(one, who.words, connections) / kibi;
    found.rows.push_back({std::string(one.name), {{each, {}}}});
    if (one.name == ours) found.verdicts.push_back({"surgeline, KiB", {each, {}}, at_most, 2});
  }
  return found;
}

}  // namespace surgeline::bench
