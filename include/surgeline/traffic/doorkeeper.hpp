#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "surgeline/fault/subject.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/counts.hpp"

namespace surgeline::traffic {

/// What a doorkeeper says to a connection.
struct admission {
  bool goes_in = true;
  unsigned status = 503;                  ///< the answer it gets otherwise, on an http proxy
  end_reason why = end_reason::injected;  ///< for which it ends otherwise
};

/// Whom the connections of a proxy wait for before they are dialled, on whatever worker they are: something that has only so
/// many places, and that they hold a place of until they end.
class doorkeeper {
 public:
  /// A connection's wait, and then its place. It is over when this is destroyed, on the connection's worker.
  class stay {
   public:
    virtual ~stay() = default;
  };
  /// Who is told, on the connection's worker and never from within `come`, while the stay is there: once that it goes in or
  /// does not; and again if it has gone in, and its place is lost.
  using told_to = std::function<void(const admission& what)>;

  virtual ~doorkeeper() = default;
  /// A connection comes; null if it need not wait for this one.
  virtual std::unique_ptr<stay> come(
      const fault::subject& who,
      net::worker& on,
      told_to answer
  ) = 0;
};

}  // namespace surgeline::traffic
