#include "surgeline/admin/glances.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "surgeline/admin/ui.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/core/utc.hpp"
#include "surgeline/sidecar/glance.hpp"

namespace surgeline::admin {

using config::table;
using config::value;

glances::glances(
    boost::asio::io_context& control,
    const sidecar::sidecar& of,
    std::string version,
    const run_desk* runs
)
    : of_(of),
      version_(std::move(version)),
      runs_(runs),
      stream_(control, [this] { return look(); }) {}

void glances::look_at_layout() {
  const std::size_t mark = sidecar::layout_mark(of_);
  if (number_ > 0 && mark == mark_) return;
  mark_ = mark;
  ++number_;
  layout_ = std::make_shared<const std::string>(config::to_json(value{sidecar::layout_of(of_)}));
}

glance_parts glances::look() {
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
  std::string rest = fmt::format(
      "\"at_seconds\":{:.3f},\"layout\":{},\"counts\":{},\"latency\":{},{}",
      at,
      number_,
      sidecar::counts_of(of_),
      sidecar::latency_of(of_),
      config::to_json(value{std::move(all)}).substr(1)
  );
  return {number_, layout_, std::move(rest)};
}

void glances::note(const std::string& armed, const std::string& who) {
  if (!who.empty())
    who_[armed] = who;
  else
    who_.erase(armed);
}

}  // namespace surgeline::admin
