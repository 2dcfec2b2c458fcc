#include "surgeline/observe/breaker_watch.hpp"

#include <algorithm>

namespace surgeline::observe {
namespace {

using namespace std::chrono_literals;

/// Silence lasts at least this: back-offs are often shorter.
constexpr duration shortest = 500ms;
/// Silence that is as long by chance once in 160,000 gaps.
constexpr double chance_in_nats = 12;
/// In thin traffic, silence that lasts for so much of an open time.
constexpr double longest_share = 0.7;
/// Silence is longer than so many of the longest gaps lately.
constexpr double habit = 1.5;
/// Attempts that must come before anything is said, and how clearly they must be more than the fewest.
constexpr std::uint32_t enough = 10;
constexpr double clearly = 1.2;
/// More attempts than these are no probes.
constexpr std::uint32_t most_probes = 12;
/// What is silent for longer is rather gone.
constexpr duration longest_open = 5min;
/// A breaker that has closed may look back so far when it next judges.
constexpr duration relapse = 10s;
/// A client that abandons attempts and is still there begins another one in this time.
constexpr duration presence = 500ms;
/// Attempts that are abandoned over so long a time were not abandoned at once.
constexpr duration staggered = 100ms;
/// So many abandoned attempts fill any burst.
constexpr std::uint32_t most_departures = 32;

}  // namespace

void breaker_watch::begin(time_point now, std::vector<transition>& moves) {
  look(now, moves);
  if (now - last_departure_ < presence) count_departures(now);
  departures_ = 0;
  if (state_ == breaker_state::open) {
    epoch_ = now;
    open_ = 0;
    const duration lasted = std::clamp<duration>(now - since_, 1s, 60s);
    typical_ = has_opened_ ? typical_ + (lasted - typical_) / 4 : lasted;
    has_opened_ = true;
    probes_ = 0;
    move(breaker_state::half_open, now, moves);
  }
  level_ = ++open_;
  began_ = now;
  quiet_ = failed_ = never;
  if (state_ == breaker_state::half_open) {
    ++probes_;
    if (flows(now)) move(breaker_state::closed, now, moves);
    return;
  }
  gaps_.arrived(now, burst_.is_calm());
  if (state_ != breaker_state::unknown || ++heard_ < enough) return;
  if (expected() >= clearly * fewest) move(breaker_state::closed, now, moves);
}

void breaker_watch::end(
    time_point began,
    outcome became,
    time_point now,
    std::vector<transition>& moves
) {
  look(now, moves);
  if (began < epoch_) return;
  --open_;
  if (quiet_ == never && open_ <= level_ / 2) quiet_ = now;
  const bool failed = became != outcome::ok;
  if (failed && failed_ == never) failed_ = now;
  if (state_ == breaker_state::half_open) {
    if (!failed) move(breaker_state::closed, now, moves);
  } else if (state_ != breaker_state::open) {
    if (became == outcome::cancelled) {
      if (departures_ == 0) first_departure_ = now;
      departures_ = std::min(departures_ + 1, most_departures);
      last_departure_ = now;
      if (now - first_departure_ >= staggered) count_departures(now);
    } else {
      burst_.saw(failed, now);
    }
  }
}

void breaker_watch::look(time_point now, std::vector<transition>& moves) {
  switch (state_) {
    case breaker_state::closed:
      if (is_silent(now) && (burst_.is_on() || may_relapse())) {
        move(breaker_state::open, failed_ == never ? began_ : failed_, moves);
      } else if (is_thin() || has_stopped(now)) {
        move(breaker_state::unknown, now, moves);
      }
      break;
    case breaker_state::half_open:
      if (failed_ != never && is_silent(now)) {
        move(breaker_state::open, failed_, moves);
      } else if (now - since_ >= longest_open) {
        move(breaker_state::unknown, now, moves);
      }
      break;
    case breaker_state::open:
      if (now - since_ >= longest_open) move(breaker_state::unknown, now, moves);
      break;
    case breaker_state::unknown:
      break;
  }
}

duration breaker_watch::open_time(time_point now) const {
  return open_time_ + (state_ == breaker_state::open ? now - since_ : duration::zero());
}

/// Attempts that would come during an open time.
double breaker_watch::expected() const {
  return seconds(typical_) / std::max(seconds(gaps_.mean()), 1e-9);
}

/// True when too few would come to say anything; asked for each attempt, so nothing is divided.
bool breaker_watch::is_thin() const { return typical_ < fewest * gaps_.mean(); }

/// True when a breaker closed a moment ago, and a failure was the last that was heard: those from before may count still.
bool breaker_watch::may_relapse() const {
  return before_ == breaker_state::half_open && failed_ != never && failed_ - since_ < relapse &&
         !burst_.is_calm();
}

/// True when the silence alone says that fewer would come: three gaps' worth of it are one in twenty.
bool breaker_watch::has_stopped(time_point now) const {
  return is_silent(now) && fewest * seconds(now - began_) > 3 * seconds(typical_);
}

/// True when nothing has begun for longer than by chance (gaps are exponential at worst) or habit. While more than half of
/// the attempts that were open last still are, a client may be waiting for them.
bool breaker_watch::is_silent(time_point now) const {
  if (quiet_ == never || now - quiet_ < shortest) return false;
  const double nats = std::clamp(longest_share * expected(), fewest, chance_in_nats);
  const double silence = seconds(now - quiet_);
  return silence >= nats * seconds(gaps_.mean()) && silence >= habit * seconds(gaps_.largest(now));
}

/// True when too many begin for probes, as many as usual.
bool breaker_watch::flows(time_point now) const {
  return probes_ > most_probes && probes_ * seconds(gaps_.mean()) >= 0.3 * seconds(now - since_);
}

/// A client that gives up waiting is a failure. One that leaves for good, with all its attempts at once, is none: so they
/// are counted when another attempt begins, or if they were not all at once.
void breaker_watch::count_departures(time_point now) {
  for (; departures_ > 0; --departures_) burst_.saw(true, now);
}

void breaker_watch::move(breaker_state to, time_point at, std::vector<transition>& moves) {
  if (state_ == breaker_state::open) open_time_ += at - since_;
  if (to == breaker_state::open) gaps_.pause();
  if (to == breaker_state::closed || to == breaker_state::unknown) burst_.forget();
  heard_ = 0;
  moves.push_back({.from = state_, .to = to, .at = at});
  before_ = state_;
  state_ = to;
  since_ = at;
}

}  // namespace surgeline::observe
