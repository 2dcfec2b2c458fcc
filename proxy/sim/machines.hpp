#pragma once

#include <cstddef>
#include <cstdint>

#include "surgeline/model/host_weather.hpp"

namespace surgeline::sim {

class world;
class callee;

/// The hosts of a file: what faults make of them becomes of the services' replicas.
class machines final : public model::host_weather::sky {
 public:
  explicit machines(world& in);

  void stall(const scenario::resident& whom, time_point at) override;
  void resume(const scenario::resident& whom, time_point at) override;
  std::size_t crash(const scenario::resident& whom, time_point at) override;
  void start(const scenario::resident& whom, duration cold, time_point at) override;
  void slow(const scenario::resident& whom, double factor, time_point at) override;
  std::size_t flush(const scenario::resident& whom, double share, std::uint64_t which) override;

  world& in;
  model::host_weather weather;
  time_point armed = never;

 private:
  callee& of(const scenario::resident& whom) const;
};

}  // namespace surgeline::sim
