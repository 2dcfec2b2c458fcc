// What an idle connection holds of the user's memory; the kernel's share is the same for everybody.
#include <fmt/format.h>

#include <algorithm>

#include "bench/l4/client.hpp"
#include "bench/l4/measures.hpp"
#include "bench/l4/progress.hpp"

namespace surgeline::bench {
namespace {

constexpr double kibi = 1024;

/// Private memory that each of these connections adds.
double memory_per_connection(const target& of, std::size_t connections) {
  const auto first = connect_all(of.where, 1);  // what is set up once is not the connections'
  const std::size_t before = of.process->private_memory();
  const auto open = connect_all(of.where, connections);
  sleep_until(now() + std::chrono::milliseconds{100});
  const double grown =
      static_cast<double>(of.process->private_memory()) - static_cast<double>(before);
  return grown / static_cast<double>(connections);
}

}  // namespace

result measure_memory(const circumstances& at) {
  // Of the upstream's descriptors, each takes one; a proxy needs two.
  const std::size_t connections = std::min<std::size_t>(5000, (raise_descriptor_limit() - 500) / 2);
  result found{
      .id = "memory",
      .title = fmt::format("User memory per idle connection, {} connections", connections),
      .method = "growth of private resident memory, after a request on each",
      .columns = {{"KiB/connection", 2}}
  };
  const fleet here(
      upstream_kind::echo,
      {ours, control, haproxy, haproxy_tuned, nginx, bare},
      at.where
  );
  pin_to(at.where.load);
  progress shown("memory");
  for (const target& one : here.targets()) {
    shown.show(one.name);
    const double each = memory_per_connection(one, connections) / kibi;
    found.rows.push_back({std::string(one.name), {{each, {}}}});
    if (one.name == ours) found.verdicts.push_back({"surgeline, KiB", {each, {}}, 1.0, 2});
  }
  return found;
}

}  // namespace surgeline::bench
