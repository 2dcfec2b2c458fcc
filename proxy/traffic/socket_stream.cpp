#include "surgeline/traffic/socket_stream.hpp"

#include <linux/sockios.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "surgeline/net/pipe.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::traffic {

socket_stream::socket_stream(
    net::ready_set& set,
    net::descriptor socket,
    stream_owner& owner,
    bool opening
)
    : socket_(std::move(socket)), owner_(owner) {
  opening_ = opening;
  place_ = set.add(socket_.get(), *this, error_);
  broken_ = !place_;
}

void socket_stream::ready(std::uint32_t events) {
  readable_ = readable_ || (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  writable_ = writable_ || (events & EPOLLOUT) != 0;
  end_seen_ = end_seen_ || (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
  broken_ = broken_ || (events & EPOLLERR) != 0;
  if (events != 0) opening_ = false;
  owner_.stirred();
}

transfer socket_stream::receive(std::span<std::byte> into) {
  ssize_t got = -1;
  do got = ::recv(socket_.get(), into.data(), into.size(), 0);
  while (got < 0 && errno == EINTR);
  if (got > 0) {
    const auto bytes = static_cast<std::size_t>(got);
    // A short read has drained the socket: what comes later makes an edge. An end that came with the bytes made its own
    // already, so then it takes one more read.
    if (bytes < into.size() && !end_seen_) readable_ = false;
    return {.bytes = bytes};
  }
  readable_ = false;
  if (got == 0) return {.end = true};
  if (errno == EAGAIN) return {};
  return {.error = error_ = net::last_error()};
}

transfer socket_stream::send(std::span<const std::byte> from) {
  std::size_t sent = 0;
  while (sent < from.size()) {
    const ssize_t taken =
        ::send(socket_.get(), from.data() + sent, from.size() - sent, MSG_NOSIGNAL);
    if (taken >= 0) {
      sent += static_cast<std::size_t>(taken);
    } else if (errno == EAGAIN) {
      writable_ = false;
      break;
    } else if (errno != EINTR) {
      lost_while_sending(net::last_error());
      return {.bytes = sent, .error = error_};
    }
  }
  return {.bytes = sent};
}

transfer socket_stream::fill(net::pipe& into, std::size_t most) {
  transfer got;
  got.bytes = into.fill(socket_.get(), most, got.error);
  if (got.error == std::errc::resource_unavailable_try_again) got.error.clear();
  if (got.error) error_ = got.error;
  // Nothing is an end, or nothing has come yet, or urgent data that a splice does not pass: `receive` will know.
  if (got.error) readable_ = false;
  return got;
}

/// A SIGPIPE that this makes stays pending: workers block all signals.
transfer socket_stream::pour(net::pipe& from) {
  transfer sent;
  sent.bytes = from.pour(socket_.get(), sent.error);
  if (sent.error == std::errc::resource_unavailable_try_again) {
    writable_ = false;
    sent.error.clear();
  } else if (sent.error) {
    lost_while_sending(sent.error);
  }
  return sent;
}

void socket_stream::lost_while_sending(std::error_code why) {
  readable_ = end_seen_ = broken_ = true;  // the edge may not have been told yet
  error_ = why;
}

void socket_stream::finish() { ::shutdown(socket_.get(), SHUT_WR); }

bool socket_stream::is_taken() const {
  int left = 0;
  return ::ioctl(socket_.get(), SIOCOUTQ, &left) != 0 || left == 0;
}

void socket_stream::reset() {
  place_.release();
  net::hard_reset(std::move(socket_));
}

std::error_code socket_stream::error() {
  if (!error_) error_ = net::pending_error(socket_.get());
  return error_;
}

}  // namespace surgeline::traffic
