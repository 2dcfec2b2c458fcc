#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::fault {

/// How draws hang together in time.
enum class correlation_model : std::uint8_t { gilbert_elliott };

/// Who shares one course of good and bad times.
enum class correlation_scope : std::uint8_t { connection, client, proxy };

/// Hits come in bursts: good and bad times alternate, each exponentially long, and the probability is that of the time (the
/// model of Gilbert, 1960, and Elliott, 1963, in continuous time). The first time is bad with its long-run share.
struct correlation {
  correlation_model model = correlation_model::gilbert_elliott;
  correlation_scope scope = correlation_scope::connection;
  duration mean_good{}, mean_bad{};
  share p_good{0}, p_bad{1};

  static constexpr auto schema() {
    return config::describe(
        "correlation",
        "Hits come in bursts, in place of `probability`.",
        config::required(&correlation::model, "model", "how"),
        config::optional(&correlation::scope, "scope", "who has bad times together"),
        config::required(
            &correlation::mean_good,
            "mean_good",
            "how long a good time lasts on average",
            {.above = duration{}}
        ),
        config::required(
            &correlation::mean_bad,
            "mean_bad",
            "how long a bad time lasts on average",
            {.above = duration{}}
        ),
        config::optional(&correlation::p_good, "p_good", "probability then", {.min = 0, .max = 1}),
        config::optional(&correlation::p_bad, "p_bad", "probability then", {.min = 0, .max = 1})
    );
  }

  /// Share of the time that is bad in the long run.
  double bad_share() const { return seconds(mean_bad) / (seconds(mean_good) + seconds(mean_bad)); }
  /// The long-run probability.
  double mean_probability() const {
    return p_bad.part * bad_share() + p_good.part * (1 - bad_share());
  }
  bool operator==(const correlation&) const = default;
};

/// Where somebody is in the course of good and bad times. The course is a pure function of its name and key: this only
/// remembers how far it was followed, so that everyone can keep a place of his own.
class weather {
 public:
  /// True when the time is bad `elapsed` after the course began. Going back costs a walk from the start.
  bool is_bad(
      const correlation& by,
      const chance& dice,
      std::uint64_t name,
      std::uint64_t key,
      duration elapsed
  );

 private:
  std::uint64_t step_ = 0;  ///< of the stretch it is in, from 1; 0 = not begun
  duration from_{}, until_{};
  bool bad_ = false;
};

/// The name of a fault's courses, by its id.
std::uint64_t course_of(std::string_view fault);
/// The key of the course that everybody has together, in the scope `proxy`.
inline constexpr std::uint64_t everybody = 0;
/// True when the time is bad for everybody; empty where times are not everybody's. `place` remembers how far the course of
/// this fault under these dice was followed.
std::optional<bool> is_bad_for_everybody(
    const correlation& by,
    const chance& dice,
    std::string_view fault,
    duration elapsed,
    weather& place
);

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::correlation_model> = std::array{
    named{
        surgeline::fault::correlation_model::gilbert_elliott,
        "gilbert_elliott",
        "good and bad times alternate"
    },
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::fault::correlation_model> =
    std::array<std::string_view, 1>{"ar1"};
template <>
inline constexpr auto surgeline::config::names<surgeline::fault::correlation_scope> = std::array{
    named{surgeline::fault::correlation_scope::connection, "connection", "each connection its own"},
    named{surgeline::fault::correlation_scope::client, "client", "all connections of a client"},
    named{surgeline::fault::correlation_scope::proxy, "proxy", "everybody on the proxy"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::fault::correlation_scope> =
    std::array<std::string_view, 2>{"daemon", "host"};
