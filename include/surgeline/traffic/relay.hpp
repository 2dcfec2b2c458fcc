#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "surgeline/fault/delay_line.hpp"
#include "surgeline/traffic/bulk.hpp"
#include "surgeline/traffic/interpreter.hpp"
#include "surgeline/traffic/stream.hpp"
#include "surgeline/traffic/surroundings.hpp"

namespace surgeline::traffic {

/// One direction of one connection. The way of a byte:
///
///     receive -> decide -> send                              nothing armed touches it, nothing waits before it
///                       -> delay line -> due -> send         a fault delays or holds it, or bytes wait before it
///                                            -> remainder    what the receiver does not take now; the next to be sent
///     receive -> pipe -> send                                the same for bulk that nothing touches; left over, it is next
///
/// Nothing is read while too much waits (back-pressure), and an end waits behind the bytes that came before it. Where the
/// bytes mean something, an interpreter says between `receive` and `decide` what becomes of them.
class relay {
 public:
  /// What the owner of a relay has to do next.
  enum class outcome : std::uint8_t {
    wait,         ///< nothing, until a stream stirs or `next_due` has come
    again,        ///< give others a turn: there is more to read
    source_lost,  ///< the stream it reads from is gone
    sink_lost,    ///< the stream it writes to is gone
    close,        ///< carry out: an orderly end of the connection
    reset,        ///< carry out: an RST on both sides
  };

  relay(
      fault::direction towards,
      stream& from,
      stream& to,
      fault::subject& who,
      surroundings& around
  )
      : towards_(towards), from_(from), to_(to), who_(who), around_(around), bulk_(around.pipes) {}
  relay(const relay&) = delete;
  relay& operator=(const relay&) = delete;
  ~relay();

  /// Shows this one what it reads, from now on.
  void reads_by(interpreter& meaning) { meaning_ = &meaning; }
  /// Sends bytes of the proxy's own behind what waits, with what was decided about them as `what`.
  void say(fault::chunk what, const fault::effect& decided, std::span<const std::byte> bytes);
  /// Ends the connection behind what waits, in an orderly way or with an RST; nothing more is read.
  void close_behind() { ending_ = ending::close; }
  void reset_behind() { ending_ = ending::reset; }
  /// True when everything that was handed to it has been handed on.
  bool is_idle() const { return nothing_waits(); }
  /// Of the next byte to be read, in this direction's stream.
  std::uint64_t offset() const { return offset_; }

  /// Moves what can be moved now.
  outcome pump();
  /// Moves what the source had said before it was lost, as far as it can go at once; not its end.
  void drain();
  /// Decides anew for what waits, after the plan was swapped; `pump` lets go what is due then.
  void replan();

  /// When the next waiting byte may travel on, or an end that a fault demands; never while it cannot anyway.
  time_point next_due() const {
    if (line_) return sink_is_ready() ? line_->next_due() : never;
    const bool ends = ending_ == ending::close || ending_ == ending::reset;
    return ends && nothing_waits() ? time_point{} : never;
  }
  /// True when there is something to read, as far as is known, and room for it.
  bool may_read() const;
  /// True when the source has ended, and the sink knows.
  bool has_ended() const { return end_passed_; }
  /// When something came last that a fault touched.
  time_point heard() const { return touched_ ? touched_->heard : time_point{}; }

 private:
  using bytes = std::vector<std::byte>;
  using line = fault::delay_line<bytes>;
  /// How the bytes of this direction end, once all that came before has been handed on.
  enum class ending : std::uint8_t { open, finish, close, reset };

  /// Bytes that are lost because of a fault that will end the connection when it is over: the last of them.
  struct loss {
    fault::chunk what;
    fault::effect decided;
  };
  /// What is remembered once a fault has touched bytes.
  struct memory {
    time_point heard{};  ///< when they came last
    std::optional<loss> lost;
  };

  /// What a waiting chunk costs beside its bytes: its place in line, and what the heap adds to them. Counted too, or a
  /// stalled stream of single bytes would have no limit. A sixteenth of the limit comes on top for it, so that as many bytes
  /// as the limit says do fit unless they are crumbs.
  static constexpr std::size_t chunk_overhead = sizeof(line::item) + 32, overhead_share = 16;
  /// Reads before others get a turn.
  static constexpr int reads_per_turn = 4;

  std::size_t overhead() const { return line_ ? line_->chunks() * chunk_overhead : 0; }
  std::size_t room() const;
  std::size_t fitting(std::size_t free) const;
  bool nothing_waits() const { return waiting_ == 0 && !line_; }
  /// True when nothing waits because the sink did not take it.
  bool sink_is_ready() const { return remainder_.empty() && bulk_.pipe() == nullptr; }
  bool may_splice() const;

  outcome read();
  outcome copy();
  outcome splice(net::pipe& through);
  outcome pour();
  outcome take(std::span<std::byte> arrived);
  outcome interpret(std::span<std::byte> arrived);
  outcome decide(std::span<std::byte> arrived);
  outcome decide(const portion& some);
  outcome decide_piece(std::span<std::byte> piece, fault::chunk what, const fault::effect* before);
  bool touches(fault::part of) const { return around_.plan().touches(towards_, of); }
  void take_end();
  bool is_given_up();
  void hold(fault::chunk what, const fault::effect& decided, std::span<const std::byte> piece);
  void line_up(fault::chunk what, const fault::effect& decided, std::span<const std::byte> piece);
  outcome let_go();
  outcome send(std::span<const std::byte> due);
  outcome send_remainder();
  outcome pass_end();
  void starts_waiting(std::size_t bytes_more);
  void stops_waiting(std::size_t bytes_less);

  // What every byte needs comes first; the rest is touched when something waits.
  const fault::direction towards_;
  ending ending_ = ending::open;
  bool end_passed_ = false;
  stream& from_;
  stream& to_;
  fault::subject& who_;
  surroundings& around_;
  interpreter* meaning_ = nullptr;
  std::uint64_t offset_ = 0;  // of the next byte to be read, in this direction's stream
  std::size_t waiting_ = 0;   // bytes in line and remainder
  std::unique_ptr<line>
      line_;  // none while nothing waits for its time: an idle connection is small

  std::unique_ptr<memory> touched_;
  bulk bulk_;
  bytes remainder_;  // of the chunk that the sink took only a part of
  std::size_t remainder_sent_ = 0;
};

}  // namespace surgeline::traffic
