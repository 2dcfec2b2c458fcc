#include "surgeline/scenario/window_walk.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "surgeline/fault/effect.hpp"

namespace surgeline::scenario {
namespace {

using surgeline::fault::together;

/// What is drawn for a window, by its ordinal.
enum drawn : std::uint64_t { its_length, its_jitter, its_gap };

/// Windows it draws at once to say where one ends.
constexpr int sight = 100;

}  // namespace

window_walk::window_walk(schedule by, const chance& dice, std::uint64_t name)
    : by_(std::move(by)), dice_(dice), name_(name) {
  if (by_.every) due_ = by_.first;
  if (by_.poisson) due_ = gap();
  if (!by_.at) return;
  for (const duration from : *by_.at) keep(from, ordinal_++);
  due_ = forever;
}

void window_walk::advance(duration now) {
  while (due_ != forever && first_undrawn() <= now) {
    draw();
    open_until(std::min(now, first_undrawn()));  // at once, so that a leap keeps nothing either
  }
  open_until(now);
  if (open_ && open_->to <= now) open_.reset();
  look_ahead();
}

std::optional<duration> window_walk::open_since() const {
  if (!open_) return {};
  return open_->from;
}

duration window_walk::next_change() const {
  return open_ ? open_->to : std::min(edge(), first_undrawn());
}

/// From the window before to the one that is drawn next.
duration window_walk::gap() const {
  if (by_.every) return *by_.every;
  if (by_.on) return together(*by_.on, *by_.off);
  const double mean = 1 / by_.poisson->per_second;
  return from_seconds(-std::log1p(-dice_.draw(name_, ordinal_, its_gap)) * mean);
}

/// Draws the next window, and when the one after it is due.
void window_walk::draw() {
  duration jitter{};
  if (by_.every) {
    const duration wanted = by_.jitter.sample(dice_.draw(name_, ordinal_, its_jitter), due_);
    jitter = std::clamp(wanted, -*by_.every, *by_.every);
  }
  keep(jitter < duration{} ? due_ + jitter : together(due_, jitter), ordinal_);
  ++ordinal_;
  due_ = together(due_, gap());
}

/// Draws how long a window is, and keeps it for when it begins.
void window_walk::keep(duration from, std::uint64_t ordinal) {
  const duration length =
      by_.on ? *by_.on : by_.lasting->sample(dice_.draw(name_, ordinal, its_length), from);
  const window one{std::max(from, duration{}), together(from, length)};
  if (one.from < one.to) drawn_.push(one);
}

/// Opens those that begin until then, or before the one that is open ends.
void window_walk::open_until(duration latest) {
  for (; !drawn_.empty(); drawn_.pop()) {
    const window& next = drawn_.top();
    const bool prolongs = open_ && next.from <= open_->to;
    if (!prolongs && next.from > latest) return;
    open_ = prolongs ? window{open_->from, std::max(open_->to, next.to)} : next;
  }
}

/// Finds out where the window ends, or the next one begins.
void window_walk::look_ahead() {
  for (int drawn = 0; drawn < sight && due_ != forever && first_undrawn() <= edge(); ++drawn) {
    draw();
    if (open_) open_until(open_->to);
  }
}

/// No window that is drawn later begins before that.
duration window_walk::first_undrawn() const {
  return due_ != forever && by_.every ? due_ - *by_.every : due_;
}

/// The next change, as far as windows are drawn.
duration window_walk::edge() const {
  if (open_) return open_->to;
  return drawn_.empty() ? forever : drawn_.top().from;
}

}  // namespace surgeline::scenario
