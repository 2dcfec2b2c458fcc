#include <algorithm>
#include <utility>

#include "surgeline/traffic/relay.hpp"

/// What waits for its time: how it gets into line, and out of it.
namespace surgeline::traffic {

void relay::say(fault::chunk what, const fault::effect& decided, std::span<const std::byte> text) {
  if (decided.waits() || !nothing_waits()) return line_up(what, decided, text);
  send(text);
}

void relay::hold(
    fault::chunk what,
    const fault::effect& decided,
    std::span<const std::byte> piece
) {
  if (decided.then != fault::action::pass) {
    if (meaning_ != nullptr) meaning_->cut_off(towards_);
    // These bytes are the last of this direction: its end is the fault's now, and waits its turn like any other.
    ending_ = decided.then == fault::action::close ? ending::close : ending::reset;
    piece = piece.first(std::min(decided.limit, piece.size()));
  }
  line_up(what, decided, piece);
}

/// Behind what waits.
void relay::line_up(
    fault::chunk what,
    const fault::effect& decided,
    std::span<const std::byte> piece
) {
  what.size = piece.size();
  if (!line_) line_ = std::make_unique<line>();
  line_->push(what, decided, bytes(piece.begin(), piece.end()), around_.faults);
  starts_waiting(what.size);
}

relay::outcome relay::let_go() {
  outcome result = send_remainder();
  if (!line_) return result;
  const time_point now = around_.clock.now();
  line::item due;
  while (result == outcome::wait && sink_is_ready() && line_->pop(now, around_.faults, due)) {
    stops_waiting(due.what.size);
    if (meaning_ != nullptr) meaning_->left(due.what, now);
    result = send(due.payload);
  }
  if (line_->empty()) line_.reset();
  return result;
}

void relay::replan() {
  if (!is_given_up()) return;
  // What held the bytes, or swallowed some, takes the connection with it, and them too.
  if (line_) {
    stops_waiting(line_->bytes());
    line_->lose(around_.faults);
    line_.reset();
  }
  ending_ = ending::close;
}

/// True when a fault is over that ends the connection then.
bool relay::is_given_up() {
  const bool lets_go = line_ && line_->replan(around_.plan(), who_, around_.clock.now());
  if (lets_go || !touched_ || !touched_->lost) return lets_go;
  const loss& last = *touched_->lost;
  return !around_.plan().reconsider(who_, last.what, last.decided).closes;
}

}  // namespace surgeline::traffic
