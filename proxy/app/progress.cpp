#include "surgeline/app/progress.hpp"

#include <fmt/format.h>

#include <utility>

#include "time_left.hpp"

namespace surgeline::app {

progress::progress(std::string what, std::size_t runs, screen& on)
    : what_(std::move(what)), runs_(runs), on_(on) {}

void progress::show(std::size_t done) {
  if (on_.quiet() || runs_ == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (!on_.is_terminal() && now - said_ < std::chrono::seconds{10}) return;
  said_ = now;
  std::string line = fmt::format("{}: {} of {} runs", what_, done, runs_);
  if (done > 0 && done < runs_) {
    const double took = std::chrono::duration<double>(now - began_).count();
    const double left = took / static_cast<double>(done) * static_cast<double>(runs_ - done);
    line += fmt::format(", about {} left", time_left(left));
  }
  if (on_.is_terminal())
    on_.redraw({" " + line});
  else
    on_.print({line});
}

}  // namespace surgeline::app
