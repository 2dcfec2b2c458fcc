#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "surgeline/app/inputs.hpp"
#include "surgeline/app/line_file.hpp"
#include "surgeline/app/options.hpp"
#include "surgeline/report/sweep_line.hpp"

namespace surgeline::app {

/// What a sweep has done so far; with a file, each thing is in it as soon as it is done, and what an earlier sweep of the same
/// scenario has left there is done already.
class sweep_state {
 public:
  /// Opens the file of `--resume`, if there is one; false, with a line said, when it is of another scenario or cannot be used.
  bool open(const input& of, const options& asked);

  bool has(std::size_t point, scenario::engine on, std::uint64_t seed) const;
  const std::map<std::size_t, report::found_line>& margins() const { return margins_; }
  const std::map<std::size_t, report::found_line>& borders() const { return borders_; }
  const std::vector<report::sweep_sample>& samples() const { return samples_; }
  /// Runs that were there when it was opened.
  std::size_t resumed() const { return resumed_; }

  /// From any thread.
  void add(report::sweep_sample one);
  void add_margin(std::size_t point, const scenario::found_margin& found);
  void add_border(std::size_t point, const scenario::found_margin& found, bool begins);

 private:
  bool take(const config::value& line);

  std::mutex lock_;
  std::vector<report::sweep_sample> samples_;
  std::set<std::tuple<std::size_t, scenario::engine, std::uint64_t>> done_;
  std::map<std::size_t, report::found_line> margins_, borders_;
  std::optional<line_file> file_;
  std::size_t resumed_ = 0;
};

}  // namespace surgeline::app
