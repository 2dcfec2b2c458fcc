#include "surgeline/traffic/relay.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace surgeline::traffic {

relay::~relay() { around_.connections.buffered -= waiting_; }

relay::outcome relay::pump() {
  outcome result = nothing_waits() ? outcome::wait : let_go();
  if (meaning_ != nullptr && result == outcome::wait && ending_ == ending::open) {
    if (auto kept = meaning_->resume(towards_); !kept.empty()) result = interpret(kept);
  }
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

/// With nothing armed, reading goes on when all that was read is gone: the sender feels the receiver's pace.
/// A delay needs room for the bytes that are on their way, so then the limit counts.
std::size_t relay::room() const {
  if (!nothing_waits() && !line_ && !around_.touches(towards_)) return 0;
  const std::size_t free_overhead = around_.buffer_limit / overhead_share;
  const std::size_t taken = waiting_ + overhead() - std::min(overhead(), free_overhead);
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
  if (ending_ != ending::open || !from_.is_readable() || room() == 0) return false;
  return meaning_ == nullptr || meaning_->may_read(towards_);
}

relay::outcome relay::read() {
  if (net::pipe* const through = may_splice() ? bulk_.take() : nullptr) return splice(*through);
  return copy();
}

relay::outcome relay::copy() {
  const auto arrived = around_.buffer.first(room());
  const transfer got = from_.receive(arrived);
  around_.connections.received[static_cast<std::size_t>(towards_)] += got.bytes;
  bulk_.saw(got.bytes, got.bytes == around_.buffer.size());
  if (got.error) return outcome::source_lost;
  if (got.end) take_end();
  return got.bytes == 0 ? outcome::wait : take(arrived.first(got.bytes));
}

/// An end may be late too.
void relay::take_end() {
  if (meaning_ != nullptr && !meaning_->ends(towards_)) return;
  ending_ = ending::finish;
  if (around_.plan().empty()) return;
  const fault::chunk end{
      .towards = towards_,
      .offset = offset_,
      .arrived = around_.clock.now(),
      .is_end = true
  };
  const fault::effect decided = around_.plan().on_finish(who_, end, around_.faults);
  if (!decided.is_neutral()) hold(end, decided, {});
}

/// True when the kernel may move what comes next: there is much, and nothing armed touches it or waits before it.
bool relay::may_splice() const {
  if (meaning_ != nullptr && meaning_->opaque(towards_) < around_.buffer.size()) return false;
  return bulk_.is_flowing() && nothing_waits() && !around_.touches(towards_) &&
         from_.can_splice() && to_.can_splice();
}

relay::outcome relay::splice(net::pipe& through) {
  std::uint64_t most = around_.buffer_limit;
  if (meaning_ != nullptr) most = std::min(most, meaning_->opaque(towards_));
  const transfer got = from_.fill(through, static_cast<std::size_t>(most));
  around_.connections.received[static_cast<std::size_t>(towards_)] += got.bytes;
  bulk_.saw(got.bytes, false);
  if (got.bytes > 0) {
    if (meaning_ != nullptr) meaning_->skip(towards_, got.bytes);
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

relay::outcome relay::take(std::span<std::byte> arrived) {
  return meaning_ == nullptr ? decide(arrived) : interpret(arrived);
}

/// What passes untouched and lies together is sent together: a head and the body behind it are one call.
relay::outcome relay::interpret(std::span<std::byte> arrived) {
  const std::less_equal<const std::byte*> up_to;
  const std::byte* const begin = arrived.data();
  const std::byte* const end = begin + arrived.size();
  std::span<std::byte> together;
  outcome result = outcome::wait;
  while (!arrived.empty() && result == outcome::wait && ending_ == ending::open) {
    const portion some = meaning_->next(towards_, arrived);
    arrived = arrived.subspan(some.taken);
    if (some.passes.empty()) continue;
    const bool lies_here = up_to(begin, some.passes.data()) && up_to(some.passes.data(), end);
    const bool decided = some.decided != nullptr && !some.decided->is_neutral();
    if (lies_here && !decided && !touches(some.of) && nothing_waits()) {
      // Only what comes right behind it can lie here too.
      std::byte* const first = together.empty() ? some.passes.data() : together.data();
      together = {first, some.passes.data() + some.passes.size()};
      offset_ += some.passes.size();
      continue;
    }
    if (!together.empty()) result = send(std::exchange(together, {}));
    if (result == outcome::wait) result = decide(some);
  }
  return together.empty() || result != outcome::wait ? result : send(together);
}

relay::outcome relay::decide(std::span<std::byte> arrived) {
  if (!around_.touches(towards_)) {
    who_.speaks(towards_);
    if (nothing_waits()) {
      offset_ += arrived.size();
      return send(arrived);
    }
  }
  return decide(portion{.passes = arrived});
}

/// In the pieces that faults cut it into.
relay::outcome relay::decide(const portion& some) {
  std::span<std::byte> rest = some.passes;
  fault::chunk what{.towards = towards_, .of = some.of, .first = some.first};
  what.arrived = around_.clock.now();  // read after the bytes, so that nothing is early
  if (touches(some.of)) {
    if (!touched_) touched_ = std::make_unique<memory>();
    touched_->heard = what.arrived;
  }
  const ending before = ending_;
  outcome result = outcome::wait;
  while (!rest.empty() && result == outcome::wait && ending_ == before) {
    what.offset = offset_;
    what.size = rest.size();
    if (touches(some.of)) what.size = around_.plan().longest_chunk(who_, what, around_.faults);
    result = decide_piece(rest.first(what.size), what, some.decided);
    rest = rest.subspan(what.size);
    what.first = false;
  }
  return result;
}

relay::outcome relay::decide_piece(
    std::span<std::byte> piece,
    fault::chunk what,
    const fault::effect* before
) {
  offset_ += piece.size();
  fault::effect decided;
  if (touches(what.of)) {
    decided = around_.plan().on_chunk(who_, what, around_.faults);
    around_.plan().on_bytes(who_, what, piece, around_.faults);
  }
  if (before != nullptr && !before->is_neutral()) {
    const std::uint32_t by = before->by == fault::nobody ? decided.by : before->by;
    decided = *before + decided;
    decided.by = by;
  }
  if (decided.then == fault::action::swallow) {
    if (meaning_ != nullptr) meaning_->cut_off(towards_);
    if (decided.closes && touched_) touched_->lost = loss{what, decided};
    piece = piece.first(std::min(decided.limit, piece.size()));
    if (piece.empty()) return outcome::wait;
    decided.then = fault::action::pass;
  }
  if (decided.is_neutral() && nothing_waits()) return send(piece);
  hold(what, decided, piece);
  return let_go();
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
