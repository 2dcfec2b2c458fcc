#include "surgeline/app/watching.hpp"

#include <utility>

#include "surgeline/app/interrupt.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::app {

namespace {
/// A terminal is drawn anew at most this often.
constexpr std::chrono::milliseconds frame_time{100};
}  // namespace

watching::watching(
    screen& on,
    const scenario::file& file,
    std::string variant,
    scenario::engine engine,
    std::uint64_t seed
)
    : on_(on), file_(file), variant_(std::move(variant)), engine_(engine), seed_(seed) {}

scenario::observer watching::observer() {
  return [this](time_point now, const scenario::conductor& where, const measure::recording& seen) {
    return see(now, where, seen);
  };
}

bool watching::see(
    time_point now,
    const scenario::conductor& where,
    const measure::recording& seen
) {
  if (interrupted()) return false;
  if (on_.quiet()) return true;
  const auto clock = std::chrono::steady_clock::now();
  if (on_.is_terminal() && clock - drawn_ < frame_time && !where.finished()) return true;
  drawn_ = clock;
  const report::view view = report::look_at(file_, variant_, engine_, seed_, where, seen, now);
  if (on_.is_terminal())
    on_.redraw(report::live_frame(view, on_.width(), on_.colour()));
  else
    on_.print(report::plain_lines(view, since_));
  since_ = now;
  return true;
}

}  // namespace surgeline::app
