#include "surgeline/lab/channel.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "surgeline/net/socket.hpp"

namespace surgeline::lab {
namespace {

/// Memory that an empty queue keeps for the next frames; one that grew in a stall gives it back.
constexpr std::size_t most_kept = 4096;

bool is_for_later(int error) { return error == EAGAIN || error == EINTR; }

}  // namespace

void channel::open(net::descriptor socket, std::error_code& error) {
  socket_ = std::move(socket);
  place_ = on_.ready().add(socket_.get(), handler_, error);
  if (error) socket_.close();
}

void channel::close() {
  place_.release();
  socket_.close();
  queued_ = {};
  hung_up_ = ended_ = false;
}

void channel::reset() {
  place_.release();
  net::hard_reset(std::move(socket_));
  close();
}

std::error_code channel::pending_error() const { return net::pending_error(socket_.get()); }

void channel::queue(std::span<const std::byte> bytes) {
  if (queued_.size() + bytes.size() > most_queued) {
    ended_ = true;
    return;
  }
  queued_.insert(queued_.end(), bytes.begin(), bytes.end());
}

bool channel::flush() {
  if (ended_ || queued_.empty()) return !ended_;
  const auto sent = ::send(socket_.get(), queued_.data(), queued_.size(), MSG_NOSIGNAL);
  if (sent < 0) return is_for_later(errno);
  if (static_cast<std::size_t>(sent) < queued_.size()) {
    queued_.erase(queued_.begin(), queued_.begin() + sent);
  } else if (queued_.capacity() > most_kept) {
    queued_ = {};
  } else {
    queued_.clear();
  }
  return true;
}

void channel::note(std::uint32_t events) {
  if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) hung_up_ = true;
}

std::optional<std::span<const std::byte>> channel::read() {
  const std::span<std::byte> into = on_.buffer();
  const auto count = ::recv(socket_.get(), into.data(), into.size(), 0);
  if (count > 0) return into.first(static_cast<std::size_t>(count));
  ended_ = count == 0 || !is_for_later(errno);
  return {};
}

bool channel::expects_more(std::size_t read) {
  const bool full = read == net::worker::buffer_size;
  if (full) place_.again();
  return hung_up_ && !full;
}

}  // namespace surgeline::lab
