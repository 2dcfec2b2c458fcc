#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "surgeline/fault/context.hpp"
#include "surgeline/fault/effect.hpp"

namespace surgeline::traffic {

/// What becomes of the first of the bytes that a relay has read.
struct portion {
  std::size_t taken = 0;  ///< so many of them are dealt with
  std::span<std::byte> passes{
  };  ///< travels on for them, they or others; valid until the next call
  fault::part of = fault::part::stream;    ///< what that is
  bool first = false;                      ///< of its kind in this message
  const fault::effect* decided = nullptr;  ///< what a plan has decided about it already
};

/// A whole head travels on.
inline portion whole_head(std::size_t taken, std::span<std::byte> passes) {
  return {.taken = taken, .passes = passes, .of = fault::part::head, .first = true};
}

/// Knows what the bytes of one connection mean, both ways. A relay shows it what it has read and sends on what it is given.
class interpreter {
 public:
  /// Takes at least one byte, unless something passes.
  virtual portion next(fault::direction towards, std::span<std::byte> arrived) = 0;
  /// So many of the next bytes need not be shown: `skip` tells that they have passed.
  virtual std::uint64_t opaque(fault::direction towards) const = 0;
  virtual void skip(fault::direction towards, std::uint64_t bytes) = 0;
  /// False while it keeps bytes that were read too early.
  virtual bool may_read(fault::direction towards) const = 0;
  /// Gives back what it kept and can use now; empty if there is none.
  virtual std::vector<std::byte> resume(fault::direction towards) = 0;
  /// Hears that nothing more comes; false when it has answered that in its own way, and the end must not be passed on.
  virtual bool ends(fault::direction towards) = 0;
  /// Hears when something has travelled on that had to wait.
  virtual void left(const fault::chunk& what, time_point when) = 0;
  /// Hears that a fault cuts off what travels: the other side will not have all of it.
  virtual void cut_off(fault::direction towards) = 0;

 protected:
  ~interpreter() = default;
};

}  // namespace surgeline::traffic
