#include "surgeline/admin/telemetry.hpp"

#include "surgeline/metrics/page.hpp"

namespace surgeline::admin {
namespace {

constexpr const char* exposition_format = "text/plain; version=0.0.4; charset=utf-8";

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
  if (asked.method != "GET" && asked.method != "HEAD") {
    response refused = plain(405, "telemetry is read only\n");
    refused.allow = "GET, HEAD";
    return give(std::move(refused));
  }
  if (asked.path == "/healthz") return give(plain(200, "alive\n"));
  if (asked.path == "/readyz") return give(readiness(of));
  if (asked.path != "/metrics")
    return give(plain(404, "there are /metrics, /healthz and /readyz\n"));
  of.refresh([&measurements, give] {
    give({.body = metrics::text_format(measurements.Collect()), .type = exposition_format});
  });
}

}  // namespace

handler telemetry_of(sidecar::sidecar& of, const prometheus::Collectable& measurements) {
  return [&](const request& asked, const answer& give) { handle(of, measurements, asked, give); };
}

}  // namespace surgeline::admin
