#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "surgeline/observe/breaker_watch.hpp"
#include "surgeline/traffic/short_lock.hpp"

namespace surgeline::traffic {

/// What the breakers of a proxy's clients seem to do, by client group; all workers tell it what they see.
class breakers {
 public:
  static constexpr std::size_t states = config::names<observe::breaker_state>.size();

  explicit breakers(std::size_t client_groups) : groups_(client_groups) {}

  void begin(std::size_t group, time_point now);
  void end(std::size_t group, time_point began, observe::outcome became, time_point now);
  /// To be called a few times a second: silence says something too.
  void look(time_point now);

  /// A group at one moment.
  struct reading {
    observe::breaker_state state = observe::breaker_state::unknown;
    std::array<std::uint64_t, states> transitions{
    };  ///< of the breaker itself, by the state they led to
    duration open{};  ///< all in all
  };
  reading read(std::size_t group, time_point now) const;
  std::size_t size() const { return groups_.size(); }

 private:
  struct group {
    mutable short_lock one_at_a_time;
    observe::breaker_watch watch;
    std::array<std::uint64_t, states> transitions{};
    std::vector<observe::transition> moves;  // empty between calls
    void count_moves();
  };
  std::deque<group> groups_;
};

}  // namespace surgeline::traffic
