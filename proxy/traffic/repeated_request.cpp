#include "surgeline/traffic/repeated_request.hpp"

#include <chrono>
#include <system_error>

#include "surgeline/net/socket.hpp"
#include "surgeline/traffic/socket_stream.hpp"

namespace surgeline::traffic {
namespace {

/// How long the upstream has to take it and to answer.
constexpr std::chrono::seconds patience{30};
/// What it says within this after its first word belongs to the answer.
constexpr std::chrono::seconds time_to_answer{1};
/// Reads before others get a turn.
constexpr int reads_per_turn = 4;

}  // namespace

repeated_request::repeated_request(
    repeated_requests& home,
    net::worker& on,
    const net::address& to,
    duration gap,
    std::uint32_t wanted_by
)
    : home_(home),
      worker_(on),
      to_(to),
      gap_(gap),
      wanted_by_(wanted_by),
      alarm_(on.delays(), *this) {}

void repeated_request::send_at(net::real_time due) { alarm_.set(due); }

void repeated_request::rang(net::alarm&, net::real_time now) {
  if (upstream_) return give_up();
  std::error_code error;
  net::descriptor socket = net::dial(to_, error);
  if (error) return give_up();
  upstream_ = std::make_unique<socket_stream>(worker_.ready(), std::move(socket), *this, true);
  alarm_.set(now + patience);
  if (upstream_->is_broken()) give_up();
}

void repeated_request::stirred() {
  if (upstream_->is_opening()) return;
  if (sent_ < text_.size() && upstream_->is_writable()) {
    const transfer moved = upstream_->send(std::span{text_}.subspan(sent_));
    sent_ += moved.bytes;
    if (moved.error) return give_up();
  }
  for (int reads = 0; upstream_->is_readable(); ++reads) {
    if (reads == reads_per_turn) return upstream_->again();
    const transfer heard = upstream_->receive(worker_.buffer());
    if (heard.end || heard.error) return give_up();
    if (heard.bytes > 0) alarm_.set(std::chrono::steady_clock::now() + time_to_answer);
  }
}

}  // namespace surgeline::traffic
