#include "surgeline/traffic/relay.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::traffic {

relay::~relay() { around_.connections.buffered -= waiting_; }

relay::outcome relay::pump() {
  outcome result = nothing_waits() ? outcome::wait : let_go();
  for (int reads = 0; result == outcome::wait && may_read(); ++reads) {
    if (reads == reads_per_turn) return outcome::again;
    result = read();
  }
  return result == outcome::wait && nothing_waits() ? pass_end() : result;
}

void relay::drain() {
  while (may_read() && read() == outcome::wait) {
  }
}

void relay::replan() {
  if (!line_ || !line_->replan(around_.plan(), who_, around_.clock.now())) return;
  // What held the bytes takes the connection with it, and them too.
  stops_waiting(line_->bytes());
  overhead_ = 0;
  line_->lose(around_.faults);
  line_.reset();
  ending_ = ending::close;
}

/// With nothing armed, reading goes on when all that was read is gone: the sender feels the receiver's pace.
/// A delay needs room for the bytes that are on their way, so then the limit counts.
std::size_t relay::room() const {
  if (!nothing_waits() && !line_ && !around_.touches(towards_)) return 0;
  const std::size_t free_overhead = around_.buffer_limit / overhead_share;
  const std::size_t taken = waiting_ + overhead_ - std::min(overhead_, free_overhead);
  if (taken >= around_.buffer_limit) return 0;
  return std::min(around_.buffer.size(), fitting(around_.buffer_limit - taken));
}

/// How much may be read into so much room: in pieces it needs more than its bytes.
std::size_t relay::fitting(std::size_t free) const {
  if (!around_.plan().cuts(towards_)) return free;
  const std::size_t piece = around_.plan().shortest_chunk(towards_, around_.clock.now());
  return piece >= free ? free : std::max(piece, free / (piece + chunk_overhead) * piece);
}

bool relay::may_read() const {
  return ending_ == ending::open && from_.is_readable() && room() > 0;
}

relay::outcome relay::read() {
  if (net::pipe* const through = may_splice() ? bulk_.take() : nullptr) return splice(*through);
  return copy();
}

relay::outcome relay::copy() {
  const auto arrived = around_.buffer.first(room());
  const transfer got = from_.receive(arrived);
  bulk_.saw(got.bytes, got.bytes == around_.buffer.size());
  if (got.error) return outcome::source_lost;
  if (got.end) take_end();
  return got.bytes == 0 ? outcome::wait : decide(arrived.first(got.bytes));
}

/// An end may be late too.
void relay::take_end() {
  ending_ = ending::finish;
  if (around_.plan().empty()) return;
  const fault::chunk end{.towards = towards_, .offset = offset_, .arrived = around_.clock.now()};
  const fault::effect decided = around_.plan().on_finish(who_, end, around_.faults);
  if (!decided.is_neutral()) hold(end, decided, {});
}

/// True when the kernel may move what comes next: there is much, and nothing armed touches it or waits before it.
bool relay::may_splice() const {
  return bulk_.is_flowing() && nothing_waits() && !around_.touches(towards_) &&
         from_.can_splice() && to_.can_splice();
}

relay::outcome relay::splice(net::pipe& through) {
  const transfer got = from_.fill(through, around_.buffer_limit);
  bulk_.saw(got.bytes, false);
  if (got.bytes > 0) {
    offset_ += got.bytes;
    who_.speaks(towards_);
    starts_waiting(got.bytes);
    return pour();
  }
  bulk_.give_back();
  return got.error ? outcome::source_lost : copy();
}

/// Hands on what is in the pipe, which others may have as soon as it is empty.
relay::outcome relay::pour() {
  transfer sent;
  if (to_.is_writable()) sent = to_.pour(*bulk_.pipe());
  around_.connections.bytes[static_cast<std::size_t>(towards_)] += sent.bytes;
  stops_waiting(sent.bytes);
  if (bulk_.pipe()->is_empty()) bulk_.give_back();
  return sent.error ? outcome::sink_lost : outcome::wait;
}

relay::outcome relay::decide(std::span<std::byte> arrived) {
  if (!around_.touches(towards_)) {
    who_.speaks(towards_);
    if (nothing_waits()) {
      offset_ += arrived.size();
      return send(arrived);
    }
  }
  const time_point now = around_.clock.now();  // read after the bytes, so that nothing is early
  outcome result = outcome::wait;
  while (!arrived.empty() && result == outcome::wait && ending_ == ending::open) {
    std::size_t piece = arrived.size();
    if (around_.touches(towards_)) {
      piece = around_.plan().longest_chunk(who_, {towards_, offset_, piece, now}, around_.faults);
    }
    result = decide_piece(arrived.first(piece), now);
    arrived = arrived.subspan(piece);
  }
  return result;
}

relay::outcome relay::decide_piece(std::span<std::byte> piece, time_point now) {
  const fault::chunk what{towards_, offset_, piece.size(), now};
  offset_ += piece.size();
  fault::effect decided;
  if (around_.touches(towards_)) {
    decided = around_.plan().on_chunk(who_, what, around_.faults);
    around_.plan().on_bytes(who_, what, piece, around_.faults);
  }
  if (decided.then == fault::action::swallow) {
    piece = piece.first(std::min(decided.limit, piece.size()));
    if (piece.empty()) return outcome::wait;
    decided.then = fault::action::pass;
  }
  if (decided.is_neutral() && nothing_waits()) return send(piece);
  hold(what, decided, piece);
  return let_go();
}

void relay::hold(
    fault::chunk what,
    const fault::effect& decided,
    std::span<const std::byte> piece
) {
  if (decided.then != fault::action::pass) {
    // These bytes are the last of this direction: its end is the fault's now, and waits its turn like any other.
    ending_ = decided.then == fault::action::close ? ending::close : ending::reset;
    piece = piece.first(std::min(decided.limit, piece.size()));
  }
  what.size = piece.size();
  if (!line_) line_ = std::make_unique<line>();
  line_->push(what, decided, bytes(piece.begin(), piece.end()), around_.faults);
  starts_waiting(what.size);
  overhead_ += chunk_overhead;
}

relay::outcome relay::let_go() {
  outcome result = send_remainder();
  if (!line_) return result;
  const time_point now = around_.clock.now();
  line::item due;
  while (result == outcome::wait && sink_is_ready() && line_->pop(now, around_.faults, due)) {
    stops_waiting(due.what.size);
    overhead_ -= chunk_overhead;
    result = send(due.payload);
  }
  if (line_->empty()) line_.reset();
  return result;
}

relay::outcome relay::send(std::span<const std::byte> due) {
  transfer sent;
  if (to_.is_writable()) sent = to_.send(due);
  around_.connections.bytes[static_cast<std::size_t>(towards_)] += sent.bytes;
  if (sent.error) return outcome::sink_lost;
  if (sent.bytes == due.size()) return outcome::wait;
  const auto refused = due.subspan(sent.bytes);
  remainder_.assign(refused.begin(), refused.end());
  remainder_sent_ = 0;
  starts_waiting(refused.size());
  return outcome::wait;
}

relay::outcome relay::send_remainder() {
  if (bulk_.pipe() != nullptr) return pour();
  if (remainder_.empty() || !to_.is_writable()) return outcome::wait;
  const transfer sent = to_.send(std::span{remainder_}.subspan(remainder_sent_));
  around_.connections.bytes[static_cast<std::size_t>(towards_)] += sent.bytes;
  remainder_sent_ += sent.bytes;
  stops_waiting(sent.bytes);
  if (remainder_sent_ == remainder_.size()) remainder_ = bytes{};  // frees it
  return sent.error ? outcome::sink_lost : outcome::wait;
}

relay::outcome relay::pass_end() {
  switch (ending_) {
    case ending::open:
      break;
    case ending::close:
      return outcome::close;
    case ending::reset:
      return outcome::reset;
    case ending::finish:
      if (!std::exchange(end_passed_, true)) to_.finish();
      break;
  }
  return outcome::wait;
}

void relay::starts_waiting(std::size_t bytes_more) {
  waiting_ += bytes_more;
  around_.connections.buffered += bytes_more;
}

void relay::stops_waiting(std::size_t bytes_less) {
  waiting_ -= bytes_less;
  around_.connections.buffered -= bytes_less;
}

}  // namespace surgeline::traffic
