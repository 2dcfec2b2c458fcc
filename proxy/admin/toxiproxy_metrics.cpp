#include "toxiproxy_metrics.hpp"

#include <prometheus/metric_family.h>

#include <utility>
#include <vector>

#include "surgeline/metrics/page.hpp"

namespace surgeline::admin {
namespace {

/// A direction, and what Toxiproxy calls it.
constexpr std::pair<fault::direction, const char*> streams[]{
    {fault::direction::to_upstream, "upstream"},
    {fault::direction::to_client, "downstream"}
};

prometheus::MetricFamily counter(std::string name, std::string help) {
  return {std::move(name), std::move(help), prometheus::MetricType::Counter, {}};
}

void add(
    prometheus::MetricFamily& to,
    const sidecar::guest& of,
    const char* stream,
    std::uint64_t bytes
) {
  prometheus::ClientMetric made;
  made.label = {
      {"direction", stream},
      {"listener", of.listen},
      {"proxy", of.name},
      {"upstream", of.upstream}
  };
  made.counter.value = static_cast<double>(bytes);
  to.metric.push_back(std::move(made));
}

}  // namespace

std::string toxiproxy_metrics(const sidecar::sidecar& of) {
  auto received = counter(
      "toxiproxy_proxy_received_bytes_total",
      "bytes read from where the stream comes from"
  );
  auto sent = counter("toxiproxy_proxy_sent_bytes_total", "bytes written to where it goes");
  for (const sidecar::served_proxy& one : of.proxies()) {
    const auto shown = of.guest_of(one.written.id);
    if (!shown) continue;
    const traffic::counts now = one.through->counted();
    for (const auto& [towards, stream] : streams) {
      add(received, *shown, stream, now.received_of(towards));
      add(sent, *shown, stream, now.of(towards));
    }
  }
  return metrics::text_format({std::move(received), std::move(sent)});
}

}  // namespace surgeline::admin
