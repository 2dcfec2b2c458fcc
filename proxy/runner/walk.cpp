#include "walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "surgeline/core/units.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/run_figures.hpp"
#include "surgeline/scenario/run_story.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// A worker that has not answered for so long never will.
constexpr auto worker_patience = 30s;
/// What loads ask for and get is told to sidecars at most so often.
constexpr auto figures_time = 1s;
/// The first phase's faults are armed at least so long before time starts.
constexpr auto arming_time = 5ms;

/// How long before file time 0 the rig starts: time for all kept connections, on a busy machine too.
duration lead_in(const scenario::file& from) {
  std::uint64_t connections = 0;
  for (const scenario::route& way : scenario::routes(from))
    connections += scenario::connections(from, way);
  return 20ms + 250us * std::min<std::uint64_t>(connections, scenario::kept_connections);
}

time_point tick_begin(time_point moment) {
  return time_point{measure::tick * (moment.time_since_epoch() / measure::tick)};
}

}  // namespace

walk::walk(
    const scenario::file& from,
    std::uint64_t seed,
    const scenario::observer& watch,
    const std::vector<admin::control_address>& targets
)
    : from_(from),
      watch_(watch),
      clock_(
          programs::any_in(from)
              ? net::run_clock::waiting(from.head.speedup)
              : net::run_clock(steady_clock::now() + lead_in(from), from.head.speedup)
      ),
      rig_(
          from,
          seed,
          clock_,
          targets,
          [this] { inbox_.post([] {}); },
          found_
      ),
      programs_(from, [this](std::size_t proxy) { return rig_.addresses_of(proxy); }),
      conductor_(from, seed),
      questioner_(from, [this](scenario::answer one) { hear(std::move(one)); }) {
  record_.file = from;
  record_.engine = scenario::engine::run;
  record_.seed = seed;
  for (const scenario::proxy& one : from.proxies) {
    proxies_.emplace_back(one.id, from.safety.control.has_value());
    if (targets.empty() && !from.safety.expect_sidecars) proxies_.back().watches(one);
  }
}

scenario::record walk::run() {
  if (!start_programs()) {
    record_.course = conductor_.so_far();
    programs_.stop();
    record_.outputs = programs_.outputs();
    return std::move(record_);
  }
  connect();
  arm();
  reading_ = begin(0);
  while (steady_clock::now() < clock_.start()) inbox_.work_until(clock_.start());
  if (const auto trouble = programs_.start_loads())
    abort("program", *trouble, clock_.now(), scenario::verdict_kind::inconclusive);
  while (!conductor_.finished()) {
    inbox_.work_until(clock_.real(conductor_.next_due()));
    step(clock_.now());
  }
  wait_for(reading_);
  arm();  // nothing is in force any more: what was held goes its way, and is noted
  if (reading_->until < conductor_.so_far().end) read(clock_.now());
  wait_for(reading_);
  take_books();
  record_.ledger.merge(rig_.lab_book());
  record_.course = conductor_.so_far();
  tell_verdict();
  programs_.stop();
  record_.outputs = programs_.outputs();
  return std::move(record_);
}

bool walk::start_programs() {
  if (!programs::any_in(from_)) return true;
  const auto goes_on = [this] {
    inbox_.work_until(steady_clock::now());
    return !watch_ || watch_(time_point{}, conductor_, record_.recording);
  };
  const auto trouble = programs_.start_services(goes_on);
  clock_.begin(steady_clock::now() + lead_in(from_));
  if (!trouble) return true;
  if (goes_on())
    abort("program", *trouble, time_point{}, scenario::verdict_kind::inconclusive);
  else
    abort("signal", "interrupted", time_point{});
  return false;
}

void walk::look_after_programs(time_point now) {
  if (const auto trouble = programs_.look())
    abort("program", *trouble, now, scenario::verdict_kind::inconclusive);
}

void walk::connect() {
  const shared_round connecting = begin(scenario::routes(from_).size());
  rig_.connect([this, connecting] { hand_in(connecting, [] {}); });
  wait_for(connecting, clock_.start() - arming_time);
}

void walk::arm() {
  const shared_round arming = begin(from_.proxies.size());
  in_force_ = conductor_.in_force();
  rig_.arm(conductor_, [this, arming] { hand_in(arming, [] {}); });
  wait_for(arming);
}

void walk::step(time_point now) {
  expect_answers(*reading_);
  // First asked, then changed: what was counted before a boundary is that of the phase before.
  if (reading_->missing == 0 && tick_begin(now) > reading_->until) read(now);
  conductor_.advance(now, record_.recording);
  carry_out(now);
  look_after_sidecars(now);
  look_after_programs(now);
  if (!conductor_.finished()) questioner_.ask(now, conductor_.phase());
  if (const duration most = longest(); steady_clock::now() > clock_.start() + most) {
    abort("max_wall", fmt::format("it took longer than {} on the wall clock", format(most)), now);
  }
}

void walk::look_after_sidecars(time_point now) {
  fleet* const sidecars = rig_.sidecars();
  if (sidecars == nullptr) return;
  for (auto& [number, why] : sidecars->take_lost()) conductor_.lose({number, now, std::move(why)});
  if (const auto trouble = sidecars->trouble()) abort("sidecar", *trouble, now);
}

void walk::tell_sidecars(time_point now) {
  fleet* const sidecars = rig_.sidecars();
  if (sidecars == nullptr) return;
  sidecars->tell(scenario::story_of(from_, conductor_, record_.recording, now));
  const auto clock = steady_clock::now();
  if (clock - figures_told_ < figures_time) return;
  figures_told_ = clock;
  sidecars->tell(scenario::figures_of(from_, conductor_, record_.recording, now));
}

void walk::tell_verdict() {
  fleet* const sidecars = rig_.sidecars();
  if (sidecars == nullptr) return;
  record_.sidecars = sidecars->records();
  sidecars->tell(scenario::last_story(record_, scenario::judge(record_)));
}

void walk::carry_out(time_point now) {
  if (conductor_.in_force() != in_force_) {
    in_force_ = conductor_.in_force();
    rig_.arm(conductor_, [] {});
  }
  if (conductor_.load_factor() != load_factor_) {
    load_factor_ = conductor_.load_factor();
    rig_.scale(load_factor_, now);
  }
}

void walk::abort(
    const char* code,
    std::string text,
    time_point now,
    scenario::verdict_kind verdict
) {
  conductor_.abort({verdict, code, std::move(text)}, now);
  carry_out(now);
}

void walk::read(time_point until) {
  reading_ = begin(rig_.writers() + proxies_.size());
  reading_->until = until;
  rig_.take_rows(until, [this, of = reading_](lab::rows handed) {
    hand_in(of, [this, of, handed = std::move(handed)] {
      for (const auto& [subject, rows] : handed) record_.recording.add(subject, rows);
      if (of->missing == 0) look_on(of->until);
    });
  });
  rig_.take_counts([this, of = reading_](std::size_t proxy, const traffic::counts& counted) {
    hand_in(of, [this, of, proxy, counted] {
      if (const auto* seen = rig_.breakers_of(proxy)) proxies_[proxy].see(*seen, of->until);
      for (const auto& [subject, rows] : proxies_[proxy].report(counted, of->until))
        record_.recording.add(subject, rows);
      if (of->missing == 0) look_on(of->until);
    });
  });
}

void walk::look_on(time_point complete) {
  record_.recording.complete_until(tick_begin(complete));
  const time_point now = clock_.now();
  conductor_.advance(now, record_.recording);
  carry_out(now);
  if (watch_ && !watch_(now, conductor_, record_.recording)) abort("signal", "interrupted", now);
  tell_sidecars(now);
}

void walk::hear(scenario::answer one) {
  inbox_.post([this, one = std::move(one)] {
    const time_point now = clock_.now();
    if (conductor_.hear(one, now)) carry_out(now);
  });
}

void walk::take_books() {
  const shared_round handing_over = begin(proxies_.size());
  rig_.take_books([this, handing_over](traffic::book one) {
    hand_in(handing_over, [this, one = std::move(one)] { record_.ledger.merge(one.faults); });
  });
  wait_for(handing_over);
}

walk::shared_round walk::begin(std::size_t questions) {
  return std::make_shared<round>(round{.missing = questions, .asked = steady_clock::now()});
}

void walk::hand_in(const shared_round& of, std::function<void()> answer) {
  inbox_.post([of, answer = std::move(answer)] {
    --of->missing;
    answer();
  });
}

void walk::wait_for(const shared_round& answers, net::real_time when) {
  while (answers->missing > 0 && steady_clock::now() < when) {
    expect_answers(*answers);
    inbox_.work_until(std::min(when, answers->asked + worker_patience));
  }
}

void walk::expect_answers(const round& asked) {
  if (asked.missing == 0 || steady_clock::now() < asked.asked + worker_patience) return;
  throw std::runtime_error(fmt::format("a bug: {} answers of workers stay away", asked.missing));
}

duration walk::longest() const {
  if (from_.head.max_wall) return *from_.head.max_wall;
  return 2 * (clock_.real(conductor_.planned_end()) - clock_.start()) + 1min;
}

}  // namespace surgeline::runner
