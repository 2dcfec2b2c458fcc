#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/measure/meter.hpp"
#include "surgeline/observe/breaker_state.hpp"
#include "surgeline/scenario/proxy.hpp"

namespace surgeline::scenario {

/// The id under which a recording has what the breaker of a client group seems to do: that of a policy, which no file can have.
inline std::string id_of_client(std::string_view proxy, std::string_view client) {
  return std::string{proxy} + "/" + std::string{client};
}

/// The client groups of a proxy that observes, by their ids, the last of them who is in none; none where it does not.
inline std::vector<std::string> observed_clients(const proxy& of) {
  std::vector<std::string> all;
  if (of.protocol != protocol::http || !of.observe.enabled) return all;
  const observe::client_groups groups(of.clients);
  for (std::size_t i = 0; i < groups.size(); ++i) all.emplace_back(groups.id(i));
  return all;
}

/// Writes down what the breakers of a proxy's clients seem to do: for each group one breaker, which is there while anything is
/// known of it.
class client_breakers {
 public:
  explicit client_breakers(const proxy& of) {
    for (const std::string& client : observed_clients(of))
      meters_.emplace_back(measure::subject_kind::policy, id_of_client(of.id, client));
  }

  std::size_t size() const { return meters_.size(); }
  /// What a group's breaker seems to do at that moment.
  void note(std::size_t group, observe::breaker_state now_is, time_point now) {
    using enum observe::breaker_state;
    const bool is_shut = now_is == open || now_is == half_open;
    meters_[group].gauge(now, measure::instrument::breakers, now_is == unknown ? 0 : 1);
    meters_[group].gauge(now, measure::instrument::breakers_open, is_shut ? 1 : 0);
  }
  std::vector<measure::meter>& meters() { return meters_; }

 private:
  std::vector<measure::meter> meters_;
};

}  // namespace surgeline::scenario
