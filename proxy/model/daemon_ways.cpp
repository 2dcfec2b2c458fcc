#include "surgeline/model/daemon_ways.hpp"

namespace surgeline::model {

std::vector<daemon_way> daemon_ways(const scenario::file& from, const scenario::service& of) {
  std::vector<daemon_way> all;
  for (std::uint32_t i = 0; i < from.daemons.size(); ++i) {
    const auto doors = scenario::doors_of(from, from.daemons[i]);
    for (std::uint32_t door = 0; door < doors.size(); ++door) {
      if (doors[door].how.service && doors[door].whose == of.id)
        all.push_back({i, door, doors[door].how.stage()});
    }
  }
  return all;
}

std::vector<step> with_daemons(std::vector<step> steps, const std::vector<daemon_way>& ways) {
  std::vector<step> all;
  const auto add = [&](scenario::daemon_stage at) {
    for (std::uint32_t i = 0; i < ways.size(); ++i) {
      if (ways[i].at == at) all.push_back({step::sort::daemon, i});
    }
  };
  add(scenario::daemon_stage::before);
  all.insert(all.end(), steps.begin(), steps.end());
  add(scenario::daemon_stage::after);
  return all;
}

}  // namespace surgeline::model
