#pragma once

#include <cstdint>

#include "surgeline/core/time.hpp"
#include "surgeline/resilience/outcome.hpp"

namespace surgeline::model {

/// What a replica works on: an attempt, and where its answer goes (the carrier's own number).
struct job {
  std::uint64_t attempt = 0;
  std::uint64_t origin = 0;
  std::uint64_t key = 0;  ///< of the logical request, the same for each of its attempts; 0: none
};

/// One stretch of a job's way through its service, all of it with the slot held.
struct step {
  /// Who does it.
  enum class sort : std::uint8_t {
    work,    ///< the replica, in its service time
    daemon,  ///< a daemon that the service is attached to
    call,    ///< another service
  };
  sort what = sort::work;
  std::uint32_t which = 0;  ///< attachment of a daemon, or entry of `calls`
  bool operator==(const step&) const = default;
};

/// A step that somebody else does.
struct errand {
  std::uint64_t ticket = 0;  ///< `server::done` is told it, once for each errand
  std::uint32_t replica = 0;
  step to_do{};
  std::uint64_t key =
      0;  ///< of a call: its logical request's; the same when its job is tried again
};

/// Who is around a server: its callers, and who does what it does not do itself.
struct surroundings {
  /// False when nobody is there to hear it: the work was for nothing.
  virtual bool reply(const job& done, resilience::outcome how) = 0;
  /// A job has come to a step that is somebody else's. It must not be done from within.
  virtual void begin(const errand& what, time_point now) = 0;

 protected:
  ~surroundings() = default;
};

}  // namespace surgeline::model
