#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "surgeline/fault/delay_line.hpp"
#include "surgeline/fault/gate.hpp"
#include "surgeline/model/frame.hpp"

namespace surgeline::sim {

/// A piece of a message on the wire: a head, a body, or a frame of a stream; with what was decided about it already.
struct piece {
  fault::part of = fault::part::stream;
  std::size_t size = model::frame::bytes;
  fault::effect decided{};
};

/// One proxied connection in virtual time: the same plan, subject and delay lines as on sockets, frames instead of bytes.
/// It is made anew after a reset.
class link {
 public:
  bool is_open() const { return open_; }
  fault::subject& who() { return who_; }
  /// Of the next byte of a direction.
  std::uint64_t offset(fault::direction towards) const { return way(towards).offset; }
  /// How often it was made; what was said on an earlier one is not heard on this.
  std::uint32_t made() const { return made_; }

  /// Makes it; false when the plan ends it as soon as it is accepted. What is said on it waits until it may go in by `gate`.
  bool connect(
      fault::subject who,
      const fault::plan& in_force,
      fault::gate& gate,
      time_point now,
      fault::ledger& book
  );
  /// Drops it with everything that waits on it.
  void reset();

  /// What becomes of a frame, or of what is next in a direction.
  enum class fate : std::uint8_t {
    passes,  ///< it travels on
    waits,   ///< until `due(direction)`
    resets,  ///< the connection ends here
  };
  /// A message sets out, in these pieces. Behind one that ends the connection nothing is read any more.
  fate carry(
      const model::frame& what,
      fault::direction towards,
      std::span<const piece> pieces,
      const fault::plan& in_force,
      time_point now,
      fault::ledger& book
  );
  /// A frame sets out.
  fate carry(
      const model::frame& what,
      fault::direction towards,
      const fault::plan& in_force,
      time_point now,
      fault::ledger& book
  );
  /// The client is told something in place of an answer, as late as `decided` says of `in_place_of`.
  fate say(
      const model::frame& what,
      const fault::chunk& in_place_of,
      const fault::effect& decided,
      fault::ledger& book
  );
  /// What is due next in a direction; `out` is the frame that passes.
  fate next(fault::direction towards, time_point now, fault::ledger& book, model::frame& out);
  /// After a swap: what waits is decided anew; true when a fault has ended that takes the connection with it.
  bool replan(const fault::plan& in_force, time_point now);

  /// When the next of a direction is due; `never` when none waits or all are held.
  time_point due(fault::direction towards) const { return way(towards).waiting.next_due(); }
  /// Bytes that wait, both ways.
  std::size_t held() const { return to_upstream_.waiting.bytes() + to_client_.waiting.bytes(); }

 private:
  /// A frame on its way, or a part of one: only with its last part it has arrived.
  struct parcel {
    model::frame what;
    bool ends = false;
    bool is_last = true;
  };
  struct one_way {
    fault::delay_line<parcel> waiting;
    std::uint64_t offset = 0;
    bool ending = false;
  };
  fault::effect decide(
      fault::chunk& next,
      const fault::effect& before,
      const fault::plan& in_force,
      fault::ledger& book
  );
  one_way& way(fault::direction towards) {
    return towards == fault::direction::to_upstream ? to_upstream_ : to_client_;
  }
  const one_way& way(fault::direction towards) const {
    return towards == fault::direction::to_upstream ? to_upstream_ : to_client_;
  }

  std::uint32_t made_ = 0;
  bool open_ = false;
  fault::subject who_;
  one_way to_upstream_, to_client_;
};

}  // namespace surgeline::sim
