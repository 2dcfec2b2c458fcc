#include <fmt/format.h>

#include <chrono>

#include "surgeline/admin/http_client.hpp"
#include "surgeline/app/commands.hpp"
#include "surgeline/app/controlling.hpp"
#include "surgeline/scenario/serve.hpp"

namespace surgeline::app {

using namespace std::chrono_literals;

int health(const options& asked) {
  const auto telemetry = with_credentials(
      asked.asked_for_health.value_or(admin::control_address{scenario::serve{}.telemetry}),
      asked
  );
  if (!telemetry) return 2;
  net::failure why;
  const auto heard = admin::ask(telemetry->at, {.path = "/readyz"}, 3s, why, telemetry->tls);
  if (!heard) {
    fmt::print(
        stderr,
        "surgeline: {}\n  = help: --telemetry says where the sidecar's `telemetry` is\n",
        why.what
    );
    return 1;
  }
  constexpr unsigned ok = 200;
  fmt::print("{}{}", heard->body, heard->body.ends_with('\n') ? "" : "\n");
  return heard->status == ok ? 0 : 1;
}

}  // namespace surgeline::app
