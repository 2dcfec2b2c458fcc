#pragma once

#include <cstdint>
#include <memory>

#include "surgeline/fault/delay_line.hpp"
#include "surgeline/model/frame.hpp"
#include "surgeline/model/population.hpp"

namespace surgeline::sim {

/// One proxied connection in virtual time: the same plan, subject and delay lines as on sockets, frames instead of bytes.
class link {
 public:
  using lines = fault::delay_line<model::frame>;

  /// `client` is the identity its draws are keyed by.
  explicit link(std::string client) : client_(std::move(client)) {}

  bool is_open() const { return open_; }
  /// Opens it anew; false when the plan resets it on accept.
  bool connect(const fault::plan& in_force, time_point now, fault::ledger& book);
  /// Drops it with everything that waits on it.
  void reset();

  /// What a frame meets on its way.
  enum class fate : std::uint8_t { passes, waits, resets };
  /// A frame sets out; when it waits, `due(direction)` says for how long.
  fate carry(
      const model::frame& what,
      fault::direction towards,
      const fault::plan& in_force,
      time_point now,
      fault::ledger& book
  );
  /// The next frame of a direction that is due; false when none is.
  bool arrives(fault::direction towards, time_point now, fault::ledger& book, model::frame& out);
  /// After a swap: what waits is decided anew.
  void replan(const fault::plan& in_force);

  time_point due(fault::direction towards) const { return way(towards).waiting.next_due(); }
  std::size_t held() const { return to_upstream_.waiting.bytes() + to_client_.waiting.bytes(); }

 private:
  struct one_way {
    lines waiting;
    std::uint64_t offset = 0;
  };
  one_way& way(fault::direction towards) {
    return towards == fault::direction::to_upstream ? to_upstream_ : to_client_;
  }
  const one_way& way(fault::direction towards) const {
    return towards == fault::direction::to_upstream ? to_upstream_ : to_client_;
  }

  std::string client_;
  std::uint64_t ordinal_ = 0;
  bool open_ = false;
  fault::subject who_;
  one_way to_upstream_, to_client_;
};

}  // namespace surgeline::sim
