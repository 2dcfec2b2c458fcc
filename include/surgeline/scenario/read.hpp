#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/overrides.hpp"
#include "surgeline/config/sources.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// What a file is read for: what must be in it depends on that.
/// `drive` is a run against a sidecar; `host` is `serve` where proxies come from elsewhere, so that the file needs none.
enum class purpose : std::uint8_t { check, run, sim, serve, host, drive };

/// A key that a point of a margin or a sweep sets, and where the file says so.
struct assignment {
  std::string path;
  config::value to;
  place where{};  ///< of the path
};

/// A scenario file as it comes in, with what the command line adds.
struct written {
  std::string name;  ///< of the file, for messages
  std::string text;
  std::vector<std::string> set;  ///< `--set path=value`, in order
  std::optional<std::string> variant;
  std::optional<std::uint64_t> seed;
  std::vector<assignment> assigned{};  ///< after all others
};

/// Where a file's own references to the outside come from.
struct outside {
  config::environment variables;  ///< for `${ENV}` in [vars]
  config::sources files;          ///< for CSV files
  bool may_ask = true;            ///< whether checks may ask others, by HTTP or by running programs
};

/// Reads a file: TOML, overrides, variables, values, references. Empty when `found` got a problem; then every problem is there.
std::optional<file> read(
    const written& from,
    const outside& around,
    purpose what_for,
    problems& found
);

/// Adds what is wrong with a file once the keys of its [margin] and [sweep] have the values that these tables give them.
void check_points(const written& from, const outside& around, purpose what_for, problems& found);

/// The id that a scenario without one has: its file's name, without folder and ending.
std::string id_from_name(std::string_view name);

/// The ids of the variants a file declares, in order; empty when it cannot be read that far.
std::vector<std::string> variants_of(const written& from);

/// The reference of the file format, in Markdown; of the fault kinds; and the JSON Schema.
std::string format_markdown();
std::string faults_markdown();
std::string format_json_schema();

}  // namespace surgeline::scenario
