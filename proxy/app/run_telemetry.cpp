#include "surgeline/app/run_telemetry.hpp"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <utility>

#include "surgeline/admin/telemetry.hpp"
#include "surgeline/admin/ui.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/runner/identity.hpp"

namespace surgeline::app {
namespace {

/// What there is to see is put together at most this often.
constexpr std::chrono::seconds telling_time{1};

}  // namespace

run_telemetry::run_telemetry()
    : page_({std::string{version}, std::string{revision}}),
      stream_(context_, [this] { return glance_.read(); }) {}

void run_telemetry::handle(const admin::request& asked, const admin::answer& give) {
  if (auto refused = admin::refusal_to_write(asked)) return give(*std::move(refused));
  admin::request viewer = asked;
  viewer.may_change = false;
  if (asked.path == "/v1/glance") return give(stream_.now(viewer));
  if (asked.path == "/v1/glance/events") return give(stream_.watch(viewer));
  if (asked.path == "/healthz") return give(admin::plain(200, "alive\n"));
  if (asked.path == "/metrics") return give(admin::metrics_page(page_.text()));
  give(admin::plain(404, "there are /metrics, /healthz and the page /ui/\n"));
}

std::unique_ptr<run_telemetry> run_telemetry::open(const endpoint& where) {
  std::unique_ptr<run_telemetry> made{new run_telemetry};
  net::failure why;
  made->listener_ = admin::http_listener::open(
      made->context_,
      where,
      admin::with_ui([of = made.get()](const admin::request& asked, const admin::answer& give) {
        of->handle(asked, give);
      }),
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
  file_ = &of;
  run_ = runner::identity_of(of);
  heard_ = {};
  page_.begin(of, seed);
  glance_.begin(of, run_, variant, seed);
}

void run_telemetry::see(
    time_point now,
    const scenario::conductor& where,
    const measure::recording& seen
) {
  const auto clock = std::chrono::steady_clock::now();
  if (clock - heard_ < telling_time && !where.finished()) return;
  heard_ = clock;
  scenario::run_story told = scenario::story_of(*file_, where, seen, now);
  told.run = run_;
  page_.see(now, told, seen, where.load_factor());
  glance_.see(now, told, where, seen);
}

void run_telemetry::end(const scenario::record& of, const scenario::judgement& judged) {
  scenario::run_story told = scenario::last_story(of, judged);
  told.run = run_;
  page_.see(of.course.end, told, of.recording);
  glance_.end(of, told, judged);
  boost::asio::post(context_, [this] { stream_.tell_all(); });
}

run_telemetry::~run_telemetry() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace surgeline::app
