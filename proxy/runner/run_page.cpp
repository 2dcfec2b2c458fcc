#include "surgeline/runner/run_page.hpp"

#include <utility>

#include "run_page_series.hpp"
#include "surgeline/metrics/process.hpp"
#include "surgeline/runner/identity.hpp"
#include "surgeline/scenario/run_story.hpp"
#include "surgeline/sidecar/run_series.hpp"

namespace surgeline::runner {
namespace {

/// The page is put together at most this often.
constexpr std::chrono::seconds page_time{1};
/// What the board is told holds until it is told more.
constexpr duration holds = std::chrono::hours{24};

}  // namespace

run_page::run_page(sidecar::build_label build) : build_(std::move(build)) {
  write({}, time_point{});
}

void run_page::begin(const scenario::file& of, std::uint64_t seed) {
  file_ = &of;
  seed_ = seed;
  run_ = identity_of(of);
  written_ = {};
}

void run_page::see(
    time_point now,
    const scenario::conductor& where,
    const measure::recording& seen
) {
  const auto clock = std::chrono::steady_clock::now();
  if (clock - written_ < page_time && !where.finished()) return;
  written_ = clock;
  scenario::run_story told = scenario::story_of(*file_, where, seen, now);
  told.run = run_;
  if (told.phase_length)  // a page is read by the clock on the wall
    told.phase_length = from_seconds(seconds(*told.phase_length) / file_->head.speedup);
  board_.hear(run_.id, told, holds, now);
  write(seen, now);
}

void run_page::end(const scenario::record& of, const scenario::judgement& judged) {
  scenario::run_story told = scenario::last_story(of, judged);
  told.run = run_;
  board_.hear(run_.id, told, holds, of.course.end);
  write(of.recording, of.course.end);
}

void run_page::write(const measure::recording& seen, time_point now) {
  metrics::page all;
  sidecar::add_build(all, build_);
  if (!run_.id.empty()) sidecar::add_run_identity(all, run_, seed_, "run");
  using std::chrono::system_clock;
  const system_clock::time_point wall_now = system_clock::now();
  sidecar::add_run(all, board_, now, [&](time_point at) {
    const double speed = file_ == nullptr ? 1 : file_->head.speedup;
    return wall_now - std::chrono::duration_cast<system_clock::duration>((now - at) / speed);
  });
  if (file_ != nullptr) add_series(all, *file_, seen, now);
  for (auto& one : metrics::process_families()) all.add(std::move(one));
  publish(metrics::text_format(all.take()));
}

void run_page::publish(std::string text) {
  const std::scoped_lock lock(mutex_);
  text_ = std::move(text);
}

std::string run_page::text() const {
  const std::scoped_lock lock(mutex_);
  return text_;
}

}  // namespace surgeline::runner
