#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/fault/subject.hpp"
#include "surgeline/model/http_requests.hpp"
#include "surgeline/model/line_pool.hpp"
#include "surgeline/model/population.hpp"
#include "surgeline/model/service_caller.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::sim {

class world;

/// Where calls come from, on one route: a load, or a service; with the connections that they are made on.
class source : public model::wire {
 public:
  source(world& in, std::uint32_t index, const scenario::route& way);
  source(const source&) = delete;
  source& operator=(const source&) = delete;
  virtual ~source() = default;

  void send(std::uint64_t attempt, const model::line& on) override;
  void abandon(std::uint64_t attempt, const model::line& on) override;
  /// Over HTTP: what was on a connection is over, and the next attempt may have it.
  void free(std::uint32_t link);
  /// Who connects next on one of its lines, as a proxy knows him: counted by the client and the listener.
  fault::subject identify(const model::line& on);

  virtual time_point next_due() const = 0;
  virtual void advance(time_point now) = 0;
  virtual void answered(std::uint64_t attempt, const resilience::answer& how, time_point now) = 0;
  virtual void lost(const model::line& on, resilience::outcome why, time_point now) = 0;
  /// Names the logical request that an attempt is for.
  virtual std::uint64_t key_of(std::uint64_t attempt) const = 0;
  /// Tells whoever waits for them which calls are over.
  virtual void tell_finished(time_point) {}
  /// Where it counts.
  virtual std::vector<measure::meter*> meters() = 0;

  world& in;
  std::uint32_t index;
  scenario::route way;
  scenario::clients who;
  std::uint32_t first_link;                      ///< of its links in the world
  std::uint32_t links;                           ///< that it begins with, one for each line
  std::optional<model::http_requests> requests;  ///< when it speaks HTTP
  bool tells_leaving;                            ///< whom it calls heeds it
  std::vector<std::uint64_t> connected;          ///< times, by client and endpoint
  time_point armed = never;

 private:
  /// A line that speaks HTTP.
  struct pooled {
    model::line_pool pool;
    std::vector<std::uint32_t> links;  // by their number in the pool
  };
  std::uint32_t number_of(const model::line& on) const {
    return (on.client * who.connections_per_client + on.connection) * way.endpoints + on.endpoint;
  }
  void ride(std::uint32_t link, std::uint64_t attempt);

  std::vector<pooled> lines_;  // by number, when they speak HTTP
};

/// A load.
class crowd final : public source {
 public:
  crowd(world& in, std::uint32_t index, const scenario::route& way);

  time_point next_due() const override { return people.next_due(); }
  void advance(time_point now) override { people.advance(now, *this); }
  void answered(std::uint64_t attempt, const resilience::answer& how, time_point now) override {
    people.answered(attempt, how, now, *this);
  }
  void lost(const model::line& on, resilience::outcome why, time_point now) override {
    people.lost(on, why, now, *this);
  }
  std::uint64_t key_of(std::uint64_t attempt) const override { return people.key_of(attempt); }
  std::vector<measure::meter*> meters() override { return people.meters(); }

  model::population people;
};

/// A service that calls another.
class calling_service final : public source {
 public:
  calling_service(world& in, std::uint32_t index, const scenario::route& way);

  time_point next_due() const override { return calls.next_due(); }
  void advance(time_point now) override { calls.advance(now, *this); }
  void answered(std::uint64_t attempt, const resilience::answer& how, time_point now) override {
    calls.answered(attempt, how, now, *this);
  }
  void lost(const model::line& on, resilience::outcome why, time_point now) override {
    calls.lost(on, why, now, *this);
  }
  std::uint64_t key_of(std::uint64_t attempt) const override { return calls.key_of(attempt); }
  void tell_finished(time_point now) override;
  std::vector<measure::meter*> meters() override { return calls.meters(); }

  model::service_caller calls;
};

}  // namespace surgeline::sim
