#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/scenario/topology.hpp"

namespace surgeline::model {

/// A while in which a load has another rate.
struct stretch {
  time_point from{}, until = never;
  varying<rate> rate_then{};
};

/// When the requests of an open load are meant to start: a (possibly inhomogeneous) Poisson or constant process, whose rate
/// may ramp over the run and be cut by a factor. Time is run through the integral of the rate, so ramps are exact to 1 ms. Or a
/// trace: then a factor leaves that share of its requests, evenly.
class arrivals {
 public:
  /// `stages` stand in their order and do not overlap.
  arrivals(const scenario::load& what, chance dice, std::vector<stretch> stages = {});

  /// The intended start of the next request; `never` when the rate is zero for good.
  time_point next() const { return next_; }
  /// Goes on to the one after.
  void step() { next_ = following(next_); }
  /// From `now` on the rate is `factor` times what the file says; a request that was due by then still comes.
  void scale(double factor, time_point now);

 private:
  time_point following(time_point from);
  time_point following_of(const scenario::arrival_trace& trace);
  /// The rate that holds at a moment, with where its clock starts and how long it holds.
  stretch holding(time_point at) const;

  scenario::load what_;
  std::vector<stretch> stages_;
  chance dice_;
  std::uint64_t name_;
  std::uint64_t drawn_ = 0;
  double factor_ = 1;
  std::size_t traced_ = 0;  // requests of the trace that are past, or next
  double credit_ = 0;       // of a request of the trace
  time_point next_{};
};

}  // namespace surgeline::model
