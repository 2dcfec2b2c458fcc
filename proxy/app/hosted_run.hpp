#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/app/hosted_runs.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::app {

/// One of them. What its thread does not write belongs to the control thread.
struct hosted_runs::run {
  admin::run_request asked;
  std::string id, scenario, variant, started_at, phase;
  std::uint64_t seed = 1;
  endpoint door;
  std::optional<std::string> report;
  std::vector<std::string> troubles;
  std::vector<std::string> events;
  std::vector<std::weak_ptr<admin::feed>> watchers;
  std::optional<scenario::verdict_kind> verdict;
  config::value figures;             // the last ones
  std::vector<std::string> reasons;  // for the verdict
  scenario::verdict_kind expected = scenario::verdict_kind::pass;
  std::atomic<bool> aborted = false;
  bool over = false;

  void tell(const char* event, const config::value& data);
  void end();
  config::value shown() const;
};

/// Lines of text as a list.
config::array lines_of(const std::vector<std::string>& lines);

}  // namespace surgeline::app
