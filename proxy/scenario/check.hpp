#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/value.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/read.hpp"

namespace surgeline::scenario {

/// A file with the tree it was read from, so that what is wrong with the values can be shown where it was written.
class reading {
 public:
  /// `found` holds what could not be read; checks add to it.
  reading(const file& values, const config::value& tree, purpose what_for, problems& found);

  /// A problem with the value at the end of a path, or with the table it is missing from.
  void problem(std::initializer_list<config::step> at, std::string what, std::string remedy = {})
      const;
  /// A problem with a value of the tree, unless something has been said about it already.
  void problem(const config::value& with, std::string what, std::string remedy = {}) const;
  /// True when everything in these tables could be read: only then is it no mere consequence if they do not fit.
  bool is_sound(std::initializer_list<std::string_view> tables) const;
  /// True when something has been said about a value already.
  bool is_refused(const config::value& one) const;
  /// The elements of a list of tables; none if it is no such list.
  const config::array& elements(std::string_view table) const;

  const file& values;
  const config::value& tree;
  const purpose what_for;

 private:
  problems& found_;
  std::size_t unread_;  ///< problems there were before the first check
};

/// The ids of a list of tables, in order; what has none has its default id, or an empty one where it must have one.
struct known_ids {
  std::vector<std::string> ids;
  bool complete = true;  ///< false when somebody's id could not be read, so that a name may be his

  bool has(std::string_view id) const;
  known_ids& operator+=(const known_ids& more);
};
known_ids ids_of(const reading& of, std::string_view table);

/// Every name must be somebody's, and nobody may share one.
void check_references(const reading& of);
/// Calls must be able to go where they are sent.
void check_topology(const reading& of);
/// Stages of a load must be phases, each once.
void check_loads(const reading& of);
/// What a policy says must be able to matter.
void check_policies(const reading& of);
/// Calls between services must lead to a service, and not in circles.
void check_calls(const reading& of);
/// Real services and programs must be within reach, and what they are told must exist.
void check_programs(const reading& of);
/// Phases and faults must fit one another.
void check_timeline(const reading& of);
/// Whom faults are meant for must exist, and what they do to them be possible.
void check_faults(const reading& of);
/// Daemons must have instances for whoever waits for them, and their faults be for some of these.
void check_daemons(const reading& of);
/// Faults of hosts must be for replicas that are there.
void check_hosts(const reading& of);
/// What needs HTTP must be where HTTP is.
void check_http(const reading& of);
/// Faults of one group must find room in one draw.
void check_groups(const reading& of);
/// Whoever is in the control group must be known before a fault can touch him.
void check_control(const reading& of);
/// A fault that a sidecar arms must come in force while it is armed.
void check_first_windows(const reading& of, door by);
/// Proxies must not lead where nobody has allowed it.
void check_upstreams(const reading& of);
/// A sidecar must not do harm that nobody has agreed to; `insecure` says that somebody has agreed to an open control listener.
void check_serve(const reading& of, bool insecure);
/// What is judged must exist, and be possible.
void check_judgement(const reading& of);
/// No check may ask others: the file came from somebody who must not have this machine call or run things.
void check_asks_nobody(const reading& of);
/// A limit must be a number of the metric's sort.
void check_amounts(const reading& of);
/// A margin must be one that can be found.
void check_margin(const reading& of);
/// A sweep must measure what there is.
void check_sweep(const reading& of);

/// The metric under a key; empty with a problem if the file's subjects have no such metric.
std::optional<measure::metric_path> known_metric(
    const reading& of,
    std::initializer_list<config::step> at
);
/// As above; the numbers of a whole execution (`words`) are fine too, and are no metric.
std::optional<measure::metric_path> known_number(
    const reading& of,
    std::initializer_list<config::step> at,
    std::span<const std::string_view> words
);
/// What a limit is relative to must be there.
void check_reference(
    const reading& of,
    std::initializer_list<config::step> at,
    reference what,
    const measure::metric_path& path
);

}  // namespace surgeline::scenario
