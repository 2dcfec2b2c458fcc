#include "surgeline/runner/run_page.hpp"

#include <utility>

#include "run_page_series.hpp"
#include "surgeline/metrics/process.hpp"
#include "surgeline/sidecar/run_series.hpp"

namespace surgeline::runner {
namespace {

/// What the board is told holds until it is told more.
constexpr duration holds = std::chrono::hours{24};

}  // namespace

run_page::run_page(sidecar::build_label build) : build_(std::move(build)) {
  write({}, {}, time_point{});
}

void run_page::begin(const scenario::file& of, std::uint64_t seed) {
  file_ = &of;
  seed_ = seed;
  run_ = {};
}

void run_page::see(
    time_point now,
    scenario::run_story told,
    const measure::recording& seen,
    double load_factor
) {
  if (told.run) run_ = *told.run;
  if (told.phase_length)  // a page is read by the clock on the wall
    told.phase_length = from_seconds(seconds(*told.phase_length) / file_->head.speedup);
  board_.hear(run_.id, told, holds, now);
  metrics::page page;
  if (told.state != scenario::run_state::done)
    add_intent(page, *file_, {.factor = load_factor, .speed = file_->head.speedup}, now);
  write(std::move(page), seen, now);
}

void run_page::write(metrics::page all, const measure::recording& seen, time_point now) {
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
  text_.put(metrics::text_format(all.take()));
}

}  // namespace surgeline::runner
