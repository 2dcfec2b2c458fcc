#include "hosted_run.hpp"

#include <fmt/format.h>

#include "surgeline/config/json.hpp"

namespace surgeline::app {

using config::table;
using config::value;

config::array lines_of(const std::vector<std::string>& lines) {
  config::array all;
  for (const std::string& one : lines) all.emplace_back(one);
  return all;
}

void hosted_runs::run::tell(const char* event, const value& data) {
  if (events.size() >= most_events && event == std::string_view{"progress"}) return;
  events.push_back(fmt::format(
      "id: {}\nevent: {}\ndata: {}\n\n",
      events.size() + 1,
      event,
      config::to_json(data)
  ));
  for (const auto& one : watchers) {
    if (const auto listens = one.lock()) listens->say(events.back());
  }
}

void hosted_runs::run::end() {
  over = true;
  for (const auto& one : watchers) {
    if (const auto listens = one.lock()) listens->end();
  }
  watchers.clear();
}

value hosted_runs::run::shown() const {
  table all;
  all.put("id", id);
  all.put("scenario", scenario);
  if (!variant.empty()) all.put("variant", variant);
  all.put("seed", static_cast<std::int64_t>(seed));
  all.put("state", over ? "over" : aborted ? "aborting" : "running");
  all.put("started_at", started_at);
  if (!phase.empty()) all.put("phase", phase);
  if (figures.as<table>() != nullptr) all.put("figures", figures);
  if (verdict) {
    all.put("verdict", std::string{config::name_of(*verdict)});
    all.put("expected", std::string{config::name_of(expected)});
    all.put("as_expected", *verdict == expected);
    all.put("reasons", lines_of(reasons));
  }
  if (!troubles.empty()) all.put("problems", lines_of(troubles));
  return all;
}

}  // namespace surgeline::app
