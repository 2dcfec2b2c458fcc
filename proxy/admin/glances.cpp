#include "surgeline/admin/glances.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "surgeline/admin/ui.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/core/utc.hpp"
#include "surgeline/sidecar/glance.hpp"

namespace surgeline::admin {
namespace {

using config::table;
using config::value;
using std::chrono::steady_clock;

/// What it may cost is this part of the time until it is done again.
constexpr int share = 50;

/// Whom a page is shown to, and what he may do.
std::string you(const request& by) {
  const value all = config::object({{"name", by.who}, {"may_change", by.may_change}});
  return fmt::format("\"you\":{},", config::to_json(all));
}

std::string event(const std::string& data) { return "event: glance\ndata: " + data + "\n\n"; }

}  // namespace

glances::glances(
    boost::asio::io_context& control,
    const sidecar::sidecar& of,
    std::string version,
    const run_desk* runs
)
    : of_(of), version_(std::move(version)), runs_(runs), next_(control) {}

void glances::look_at_layout() {
  const std::size_t mark = sidecar::layout_mark(of_);
  if (number_ > 0 && mark == mark_) return;
  mark_ = mark;
  ++number_;
  layout_ = config::to_json(value{sidecar::layout_of(of_)});
}

/// Everything that is the same for all, as the end of an object.
std::string glances::common() {
  look_at_layout();
  table all = sidecar::moment_of(of_);
  table who;
  std::set<std::string> armed;
  for (const sidecar::standing& one : of_.arms().standings())
    armed.insert(of_.arms().catalogue().faults[one.slot].id);
  if (of_.arms().held()) armed.insert(of_.arms().held()->id);
  std::erase_if(who_, [&](const auto& one) { return !armed.contains(one.first); });
  for (const auto& [what, name] : who_) who.put(what, name);
  all.put("who", std::move(who));
  config::array runs = runs_ == nullptr ? config::array{} : runs_->list();
  all.put("hosted", runs.empty() ? value{} : std::move(runs.back()));
  all.put("version", version_);
  all.put("page", std::string{page_mark()});
  all.put("now", utc_milliseconds(std::chrono::system_clock::now()));
  const double at = seconds(of_.now() - time_point{});
  return fmt::format(
      "\"at_seconds\":{:.3f},\"layout\":{},\"counts\":{},{}",
      at,
      number_,
      sidecar::counts_of(of_),
      config::to_json(value{std::move(all)}).substr(1)
  );
}

std::string glances::told(const std::string& rest, const std::string& you, bool with_layout) const {
  return "{" + you + (with_layout ? "\"proxies\":" + layout_ + "," : "") + rest;
}

std::string glances::now(const request& by, std::optional<std::uint64_t> layout) {
  const std::string rest = common();
  return told(rest, you(by), layout != number_);
}

std::shared_ptr<feed> glances::watch(const request& by) {
  auto made = std::make_shared<feed>();
  const std::string rest = common();
  made->say(event(told(rest, you(by), true)));
  watchers_.push_back({made, number_});
  if (!is_waiting_) wait(beat);
  return made;
}

void glances::note(const std::string& armed, const std::string& who) {
  if (!who.empty())
    who_[armed] = who;
  else
    who_.erase(armed);
}

void glances::wait(steady_clock::duration pause) {
  is_waiting_ = true;
  next_.expires_after(pause);
  next_.async_wait([this](boost::system::error_code error) {
    if (!error) tell_all();
  });
}

/// Who has not heard the last words yet is told nothing this time.
void glances::tell_all() {
  is_waiting_ = false;
  std::erase_if(watchers_, [](const watcher& one) {
    const auto listens = one.by.lock();
    return !listens || listens->is_over();
  });
  if (watchers_.empty()) return;
  const auto start = steady_clock::now();
  const std::string rest = common();
  const std::string usual = event(told(rest, {}, false));
  for (watcher& one : watchers_) {
    const auto listens = one.by.lock();
    if (listens->has_more()) continue;
    const bool knows = std::exchange(one.layout, number_) == number_;
    listens->say(knows ? usual : event(told(rest, {}, true)));
  }
  wait(std::max<steady_clock::duration>(beat, share * (steady_clock::now() - start)));
}

}  // namespace surgeline::admin
