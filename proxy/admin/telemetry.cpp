#include "surgeline/admin/telemetry.hpp"

#include <utility>

#include "surgeline/metrics/page.hpp"

namespace surgeline::admin {
namespace {

response readiness(const sidecar::sidecar& of) {
  if (of.is_draining()) return plain(503, "draining\n");
  return of.is_ready() ? plain(200, "ready\n") : plain(503, "starting\n");
}

void handle(
    sidecar::sidecar& of,
    const prometheus::Collectable& measurements,
    const request& asked,
    const answer& give
) {
  if (auto refused = refusal_to_write(asked)) return give(*std::move(refused));
  if (asked.path == "/healthz") return give(plain(200, "alive\n"));
  if (asked.path == "/readyz") return give(readiness(of));
  if (asked.path != "/metrics")
    return give(plain(404, "there are /metrics, /healthz and /readyz\n"));
  of.refresh([&measurements, give] {
    give(metrics_page(metrics::text_format(measurements.Collect())));
  });
}

}  // namespace

response metrics_page(std::string text) {
  return {.body = std::move(text), .type = "text/plain; version=0.0.4; charset=utf-8"};
}

std::optional<response> refusal_to_write(const request& asked) {
  if (asked.method == "GET" || asked.method == "HEAD") return {};
  response refused = plain(405, "telemetry is read only\n");
  refused.allow = "GET, HEAD";
  return refused;
}

handler telemetry_of(sidecar::sidecar& of, const prometheus::Collectable& measurements) {
  return [&](const request& asked, const answer& give) { handle(of, measurements, asked, give); };
}

}  // namespace surgeline::admin
