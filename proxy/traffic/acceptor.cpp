#include "surgeline/traffic/acceptor.hpp"

#include <sys/eventfd.h>

#include <utility>

#include "surgeline/net/socket.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

constexpr auto pause_when_exhausted = 50ms;
/// How many pauses in a row a client waits before it is refused: a second.
constexpr int patience = 20;
/// A client that was told of its connection before the listener was shut has this long to confirm it: many round trips.
constexpr auto time_for_handshakes = 20ms;

net::descriptor make_spare() { return net::descriptor{eventfd(0, EFD_CLOEXEC)}; }

}  // namespace

acceptor::acceptor(net::worker& on, net::listener& at, counts& tally, welcome take)
    : worker_(on),
      listener_(at),
      tally_(tally),
      take_(std::move(take)),
      alarm_(on.delays(), *this),
      spare_(make_spare()) {
  watch();
}

void acceptor::watch() {
  std::error_code error;
  place_ = worker_.ready().add(listener_.fd(), *this, error, net::interest::arrivals);
}

void acceptor::refuse() {
  if (left_) return;
  alarm_.cancel();
  if (std::exchange(refuses_, true)) return;
  place_.release();
  listener_.refuse();
}

void acceptor::take_in() {
  if (!refuses_ || left_) return;
  if (listener_.take_in()) {
    ++tally_.pauses;
    return alarm_.set(std::chrono::steady_clock::now() + pause_when_exhausted);
  }
  refuses_ = false;
  watch();
}

void acceptor::leave(std::function<void()> done) {
  left_ = std::move(done);
  alarm_.set(std::chrono::steady_clock::now() + time_for_handshakes);
}

void acceptor::rang(net::alarm&, net::real_time) {
  last_look_ = static_cast<bool>(left_);
  if (refuses_ && !left_) return take_in();
  accept_batch();
}

void acceptor::accept_batch() {
  if (refuses_) return nobody_waits();
  for (int taken = 0; taken < net::accept_batch; ++taken) {
    net::address from;
    std::error_code error;
    net::descriptor client = net::accept(listener_.fd(), from, error);
    if (client) {
      pauses_in_a_row_ = 0;
      take_(std::move(client), from);
    } else if (error == std::errc::operation_would_block) {
      return nobody_waits();
    } else if (net::is_exhaustion(error)) {
      return exhausted();
    }  // else it was one client's trouble: the next one may do better
  }
  place_.again();
}

void acceptor::nobody_waits() {
  pauses_in_a_row_ = 0;
  if (last_look_) finish();
}

void acceptor::exhausted() {
  ++tally_.pauses;
  if (left_ || ++pauses_in_a_row_ > patience) refuse_batch();
  if (last_look_) return finish();
  if (!left_) alarm_.set(std::chrono::steady_clock::now() + pause_when_exhausted);
}

/// Whoever takes the descriptor that is free for a moment, another thread or this one: it is had again, now or later.
void acceptor::refuse_batch() {
  for (int refused = 0; refused < net::accept_batch; ++refused) {
    net::address from;
    std::error_code error;
    spare_.close();
    net::descriptor client = net::accept(listener_.fd(), from, error);
    const bool somebody = static_cast<bool>(client);
    net::hard_reset(std::move(client));
    spare_ = make_spare();
    if (!somebody) return;
    tally_.refused();
  }
}

void acceptor::finish() {
  place_.release();
  std::exchange(left_, nullptr)();
}

}  // namespace surgeline::traffic
