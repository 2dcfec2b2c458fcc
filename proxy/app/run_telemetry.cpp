#include "surgeline/app/run_telemetry.hpp"

#include <fmt/format.h>

#include "surgeline/admin/telemetry.hpp"
#include "surgeline/app/version.hpp"

namespace surgeline::app {
namespace {

using admin::plain;

void handle(const runner::run_page& page, const admin::request& asked, const admin::answer& give) {
  if (auto refused = admin::refusal_to_write(asked)) return give(*std::move(refused));
  if (asked.path == "/healthz") return give(plain(200, "alive\n"));
  if (asked.path != "/metrics") return give(plain(404, "there are /metrics and /healthz\n"));
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
      [&page = made->page_](const admin::request& asked, const admin::answer& give) {
        handle(page, asked, give);
      },
      why
  );
  if (!made->listener_) {
    fmt::print(stderr, "surgeline: --telemetry: {}\n", why.what);
    return nullptr;
  }
  made->thread_ = std::thread([&context = made->context_] { context.run(); });
  return made;
}

run_telemetry::~run_telemetry() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace surgeline::app
