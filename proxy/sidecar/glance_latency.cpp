#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>

#include "surgeline/core/buckets.hpp"
#include "surgeline/sidecar/glance.hpp"

/// How long exchanges take, for a page.
namespace surgeline::sidecar {
namespace {

void add(bucket_counts& to, const metrics::histogram_cells& more) {
  const bucket_counts now = more.read().counts;
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += now[i];
}

/// Buckets with something in them: `[place,count,place,count]`.
void write(std::string& to, const bucket_counts& all) {
  to += '[';
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == 0) continue;
    fmt::format_to(std::back_inserter(to), "{}{},{}", to.back() == '[' ? "" : ",", i, all[i]);
  }
  to += ']';
}

/// What its clients waited for an answer; then, for each upstream, what that took of it.
void write(std::string& to, const traffic::proxy& through) {
  to += '[';
  if (through.http() != nullptr) {
    const auto workers = through.exchanges();
    bucket_counts clients{};
    for (const traffic::exchange_counts* const one : workers) {
      for (const traffic::route_counts& route : one->routes) {
        for (const metrics::histogram_cells& each : route.took) add(clients, each);
      }
    }
    write(to, clients);
    for (std::size_t host = 0; host < through.upstreams().size(); ++host) {
      bucket_counts took{};
      for (const traffic::exchange_counts* const one : workers) add(took, one->hosts[host].took);
      to += ',';
      write(to, took);
    }
  }
  to += ']';
}

}  // namespace

std::string latency_of(const sidecar& of) {
  std::string all = fmt::format("{{\"bounds\":[{}],\"rows\":[", fmt::join(duration_buckets, ","));
  for (const served_proxy& one : of.proxies()) {
    if (all.back() != '[') all += ',';
    write(all, *one.through);
  }
  return all + "]}";
}

}  // namespace surgeline::sidecar
