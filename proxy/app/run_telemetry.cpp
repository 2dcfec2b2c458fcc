#include "surgeline/app/run_telemetry.hpp"

#include <fmt/format.h>

#include <utility>

#include "surgeline/admin/telemetry.hpp"
#include "surgeline/admin/ui.hpp"
#include "surgeline/app/version.hpp"

namespace surgeline::app {
namespace {

using admin::plain;
using admin::response;

response glance(const run_glance& of) {
  std::string text = of.text();
  if (text.empty()) return admin::refused(503, "the run has not begun", "ask again in a second");
  return {.status = 200, .body = std::move(text)};
}

void handle(
    const runner::run_page& page,
    const run_glance& shown,
    const admin::request& asked,
    const admin::answer& give
) {
  if (auto refused = admin::refusal_to_write(asked)) return give(*std::move(refused));
  if (asked.path == "/healthz") return give(plain(200, "alive\n"));
  if (asked.path == "/v1/glance") return give(glance(shown));
  if (asked.path == "/v1/glance/events")
    return give(admin::refused(503, "a run is not listened to", "GET /v1/glance asks it"));
  if (asked.path != "/metrics")
    return give(plain(404, "there are /metrics, /healthz and the page /ui/\n"));
  give(admin::metrics_page(page.text()));
}

}  // namespace

run_telemetry::run_telemetry() : page_({std::string{version}, std::string{revision}}) {}

std::unique_ptr<run_telemetry> run_telemetry::open(const endpoint& where) {
  std::unique_ptr<run_telemetry> made{new run_telemetry};
  net::failure why;
  made->listener_ = admin::http_listener::open(
      made->context_,
      where,
      admin::with_ui([&page = made->page_, &shown = made->glance_](
                         const admin::request& asked,
                         const admin::answer& give
                     ) { handle(page, shown, asked, give); }),
      why
  );
  if (!made->listener_) {
    fmt::print(stderr, "surgeline: --telemetry: {}\n", why.what);
    return nullptr;
  }
  made->thread_ = std::thread([&context = made->context_] { context.run(); });
  return made;
}

void run_telemetry::begin(
    const scenario::file& of,
    const std::string& variant,
    std::uint64_t seed
) {
  page_.begin(of, seed);
  glance_.begin(of, variant, seed);
}

void run_telemetry::see(
    time_point now,
    const scenario::conductor& where,
    const measure::recording& seen
) {
  page_.see(now, where, seen);
  glance_.see(now, where, seen);
}

void run_telemetry::end(const scenario::record& of, const scenario::judgement& judged) {
  page_.end(of, judged);
  glance_.end(of, judged);
}

run_telemetry::~run_telemetry() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace surgeline::app
