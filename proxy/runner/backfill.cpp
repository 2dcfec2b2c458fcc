#include "surgeline/runner/backfill.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "run_page_series.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/fault/catalog.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/run_identity.hpp"
#include "surgeline/scenario/run_story.hpp"
#include "surgeline/sidecar/run_board.hpp"
#include "surgeline/sidecar/run_series.hpp"

namespace surgeline::runner {
namespace {

using metrics::family;
using std::chrono::system_clock;

/// What the board is told holds until it is told more.
constexpr duration board_holds = std::chrono::hours{24};

/// A run has at most about this many samples a series, as long as they are close enough for `rate` over a minute.
constexpr int most_samples = 1200;

duration step_for(duration length) {
  using namespace std::chrono_literals;
  for (const duration step : {duration{1s}, duration{5s}}) {
    if (length <= step * most_samples) return step;
  }
  return 15s;
}

/// Counts what a recording has from the beginning up to a moment that only moves on: each tick is looked at once.
class running_totals : public totals {
 public:
  explicit running_totals(const measure::recording& of) : of_(of) {}

  void move_to(time_point now) { now_ = now; }

  double sum(const std::string& subject, measure::instrument what) override {
    auto& [value, until] = sums_[{subject, what}];
    value += of_.sum(subject, what, until, now_);
    until = now_;
    return value;
  }
  double last(const std::string& subject, measure::instrument what) override {
    return of_.last(subject, what, now_);
  }
  metrics::histogram_cells::reading histogram(const std::string& subject, measure::instrument what)
      override {
    auto& [value, until] = histograms_[{subject, what}];
    value += reading_of(of_.merged(subject, what, until, now_));
    until = now_;
    return value;
  }

 private:
  using key = std::pair<std::string, measure::instrument>;
  template <class Value>
  struct so_far {
    Value value{};
    time_point until{};
  };

  const measure::recording& of_;
  time_point now_{};
  std::map<key, so_far<double>> sums_;
  std::map<key, so_far<metrics::histogram_cells::reading>> histograms_;
};

bool is_in_force(const scenario::record& of, std::size_t fault, time_point now) {
  for (const scenario::activation& each : of.course.activations) {
    if (each.fault == fault && each.when.from <= now && now < each.when.to) return true;
  }
  return false;
}

/// To which share of it the load was cut.
double load_factor_at(const scenario::course& ran, time_point now) {
  const bool is_cut = ran.relief && ran.relief->from <= now && now < ran.relief->to;
  return is_cut ? ran.relief_factor : 1;
}

void add_faults(metrics::page& to, const scenario::record& of, time_point now) {
  for (std::size_t slot = 0; slot < of.file.faults.size(); ++slot) {
    const scenario::fault& what = of.file.faults[slot];
    if (!what.enabled) continue;
    const double value = is_in_force(of, slot, now) ? 1 : 0;
    const auto add = [&](const std::string& proxy) {
      to.add(
          family::fault_active,
          {{"fault", what.id}, {"kind", name_of(what.what)}, {"proxy", proxy}, {"owner", "lease"}},
          value
      );
    };
    if (!surgeline::fault::acts_on_proxies(what.what)) add("");
    for (const scenario::proxy& one : of.file.proxies) {
      if (surgeline::fault::acts_on_proxies(what.what) && scenario::is_target(what, one))
        add(one.id);
    }
  }
}

std::string instance_of(const scenario::record& of) {
  const std::string variant = of.variant.empty() ? "" : of.variant + "/";
  // Beside a live run of the same seed it is somebody else.
  const char* const engine = of.engine == scenario::engine::sim ? "sim/" : "";
  return fmt::format("{}/{}{}seed-{}", of.file.head.id, variant, engine, of.seed);
}

/// An id that the same run always has.
scenario::run_identity identity_of(const scenario::record& of, system_clock::time_point ended) {
  const std::string config = scenario::fingerprint(of.file);
  const auto when = static_cast<std::uint64_t>(ended.time_since_epoch().count());
  const std::uint64_t id = mix(mix(hash_of(config), of.seed), when);
  return {fmt::format("{:016x}", id), of.file.head.id, config};
}

/// A run on its way into a history.
class teller {
 public:
  teller(
      const scenario::record& of,
      system_clock::time_point ended,
      const sidecar::build_label& build
  )
      : of_(of),
        ended_(ended),
        build_(build),
        run_(identity_of(of, ended)),
        counted_(of.recording) {}

  void tell(metrics::history& to, time_point now, scenario::run_story told) {
    metrics::page all;
    sidecar::add_build(all, build_);
    sidecar::add_run_identity(all, run_, of_.seed, name_of(of_.engine));
    told.run = run_;
    board_.hear(run_.id, told, board_holds, now);
    const auto wall = [this](time_point at) {
      return ended_ - std::chrono::duration_cast<system_clock::duration>(of_.course.end - at);
    };
    sidecar::add_run(all, board_, now, wall);
    add_faults(all, of_, now);
    if (told.state != scenario::run_state::done)
      add_intent(all, of_.file, {.factor = load_factor_at(of_.course, now)}, now);
    counted_.move_to(now);
    add_series(all, of_.file, counted_);
    to.add(all.take(), wall(now), "surgeline", instance_of(of_));
  }

 private:
  const scenario::record& of_;
  system_clock::time_point ended_;
  const sidecar::build_label& build_;
  scenario::run_identity run_;
  sidecar::run_board board_;
  running_totals counted_;
};

}  // namespace

void add_run(
    metrics::history& to,
    const scenario::record& of,
    const scenario::judgement& judged,
    system_clock::time_point ended,
    const sidecar::build_label& build
) {
  teller one(of, ended, build);
  const duration step = step_for(of.course.end - time_point{});
  for (time_point now{}; now < of.course.end; now += step)
    one.tell(to, now, scenario::story_at(of, now));
  one.tell(to, of.course.end, scenario::last_story(of, judged));
}

}  // namespace surgeline::runner
