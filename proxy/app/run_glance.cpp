#include "surgeline/app/run_glance.hpp"

#include <cmath>
#include <optional>
#include <utility>

#include "live_figures.hpp"
#include "surgeline/admin/ui.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/core/utc.hpp"
#include "surgeline/report/terminal.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/daemon_layout.hpp"
#include "surgeline/scenario/plan_request.hpp"

namespace surgeline::app {
namespace {

using config::array;
using config::table;
using config::value;
using measure::instrument;
using std::chrono::system_clock;

array daemons_before(const scenario::file& in, const std::string& proxy) {
  array all;
  for (const scenario::daemon& one : in.daemons) {
    for (const auto& door : scenario::doors_of(in, one)) {
      if (door.how.proxy && door.whose == proxy) all.emplace_back(one.id);
    }
  }
  return all;
}

/// Who calls whom, as the file says.
array layout_of(const scenario::file& in) {
  array all;
  for (const scenario::proxy& one : in.proxies) {
    array upstreams;
    if (one.upstream.service) upstreams.emplace_back(*one.upstream.service);
    for (const endpoint& each : one.upstream.endpoints) upstreams.emplace_back(each.text());
    table shown;
    shown.put("id", one.id);
    shown.put("open", true);
    shown.put("made_by", "file");
    shown.put("protocol", std::string{config::name_of(one.protocol)});
    shown.put("listen", one.listen ? array{one.listen->text()} : array{});
    shown.put("upstream", std::move(upstreams));
    if (!one.from.empty()) shown.put("from", array(one.from.begin(), one.from.end()));
    if (array waits = daemons_before(in, one.id); !waits.empty())
      shown.put("daemons", std::move(waits));
    all.emplace_back(std::move(shown));
  }
  return all;
}

/// What the proxies have counted from the beginning, in the columns of `sidecar::counts_of`; bytes of both ways together.
array counts_of(const scenario::file& in, const measure::recording& seen, time_point now) {
  array rows;
  for (const scenario::proxy& one : in.proxies) {
    const std::string subject = "proxy." + one.id;
    const auto number = [](double what) -> value { return std::llround(what); };
    const auto sum = [&](instrument what) { return number(seen.sum(subject, what, {}, now)); };
    const auto last = [&](instrument what) { return number(seen.last(subject, what, now)); };
    rows.emplace_back(array{
        last(instrument::connections),
        value{std::int64_t{0}},
        sum(instrument::bytes),
        last(instrument::held),
        sum(instrument::exchanges),
        sum(instrument::failed),
        sum(instrument::tried),
        sum(instrument::logical),
        sum(instrument::well),
        value{""}
    });
  }
  return rows;
}

}  // namespace

run_glance::run_glance() : started_(system_clock::now()) {}

system_clock::time_point run_glance::wall_of(time_point moment, time_point now) const {
  const auto ago = (now - moment) / file_->head.speedup;
  return system_clock::now() - std::chrono::duration_cast<system_clock::duration>(ago);
}

void run_glance::begin(
    const scenario::file& of,
    const scenario::run_identity& run,
    const std::string& variant,
    std::uint64_t seed
) {
  file_ = &of;
  variant_ = variant;
  seed_ = seed;
  hosted_ = {};
  hosted_.put("id", run.id);
  hosted_.put("scenario", run.scenario.empty() ? "scenario" : run.scenario);
  if (!variant.empty()) hosted_.put("variant", variant);
  hosted_.put("seed", static_cast<std::int64_t>(seed));
  hosted_.put("started_at", utc_milliseconds(system_clock::now()));
  shown_ = {};
  shown_.put("of", "run");
  proxies_ = std::make_shared<const std::string>(config::to_json(value{layout_of(of)}));
  shown_.put("layout", static_cast<std::int64_t>(++layout_));
  shown_.put("status", "serving");
  shown_.put("started_at", utc_milliseconds(started_));
  shown_.put("frozen", false);
  shown_.put("daemons", array{});
  shown_.put("lease", value{});
  shown_.put("who", table{});
  shown_.put("version", std::string{version});
  shown_.put("page", std::string{admin::page_mark()});
}

array run_glance::faults(const scenario::course& course, time_point now) const {
  array all;
  for (const scenario::activation& one : course.activations) {
    if (one.when.to <= now) continue;  // else it is not over
    const scenario::fault& what = file_->faults[one.fault];
    array on;
    for (const scenario::proxy& each : file_->proxies) {
      if (scenario::is_target(what, each)) on.emplace_back(each.id);
    }
    table shown;
    shown.put("id", what.id);
    shown.put("kind", std::string{name_of(what.what)});
    shown.put("owner", "lease");
    shown.put("by", "runner");
    shown.put("since", utc_milliseconds(wall_of(one.when.from, now)));
    shown.put("in_force", true);
    shown.put("proxies", std::move(on));
    if (const auto* const daemon = scenario::daemon_of(*file_, what))
      shown.put("daemons", array{daemon->id});
    shown.put("written", scenario::as_written(what));
    all.emplace_back(std::move(shown));
  }
  return all;
}

array run_glance::phases(const scenario::course& course, time_point now) const {
  array all;
  for (const scenario::stage& one : course.stages) {
    const scenario::phase& planned = file_->phases[one.phase];
    table shown;
    shown.put("id", planned.id);
    shown.put("began_at", utc_milliseconds(wall_of(one.when.from, now)));
    shown.put("seconds", seconds(planned.length) / file_->head.speedup);
    all.emplace_back(std::move(shown));
  }
  return all;
}

void run_glance::see(
    time_point now,
    const scenario::run_story& told,
    const scenario::conductor& where,
    const measure::recording& seen
) {
  const report::view view =
      report::look_at(*file_, variant_, scenario::engine::run, seed_, where, seen, now);
  hosted_.put("state", "running");
  hosted_.put("figures", live_figures(view));
  shown_.put("at_seconds", seconds(now - time_point{}));
  shown_.put("counts", counts_of(*file_, seen, now));
  shown_.put("faults", faults(view.course, now));
  shown_.put("phases", phases(view.course, now));
  shown_.put("run", config::encode(told));
  publish();
}

void run_glance::end(
    const scenario::record& of,
    const scenario::run_story& told,
    const scenario::judgement& judged
) {
  array reasons;
  for (const scenario::reason& one : judged.verdict.reasons) reasons.emplace_back(one.text);
  hosted_.put("state", "over");
  hosted_.put("verdict", std::string{config::name_of(judged.verdict.kind)});
  hosted_.put("reasons", std::move(reasons));
  shown_.put("counts", counts_of(*file_, of.recording, of.course.end));
  shown_.put("faults", array{});
  shown_.put("phases", phases(of.course, of.course.end));
  shown_.put("run", config::encode(told));
  publish();
}

void run_glance::publish() {
  shown_.put("hosted", hosted_);
  shown_.put("now", utc_milliseconds(system_clock::now()));
  seen_.put(admin::glance_parts{layout_, proxies_, config::to_json(value{shown_}).substr(1)});
}

}  // namespace surgeline::app
