#include "surgeline/lab/frame_channel.hpp"

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

void frame_channel::open(net::descriptor socket, std::error_code& error) {
  socket_ = std::move(socket);
  place_ = on_.ready().add(socket_.get(), handler_, error);
  if (error) socket_.close();
}

void frame_channel::close() {
  place_.release();
  socket_.close();
  reader_.restart();
  queued_ = {};
  hung_up_ = ended_ = false;
}

void frame_channel::reset() {
  place_.release();
  net::hard_reset(std::move(socket_));
  close();
}

std::error_code frame_channel::pending_error() const { return net::pending_error(socket_.get()); }

void frame_channel::queue(const model::frame& what) {
  if (queued_.size() + model::frame::bytes > most_queued) {
    ended_ = true;
    return;
  }
  const auto bytes = what.encode();
  queued_.insert(queued_.end(), bytes.begin(), bytes.end());
}

bool frame_channel::flush() {
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

void frame_channel::note(std::uint32_t events) {
  if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) hung_up_ = true;
}

std::optional<std::span<const std::byte>> frame_channel::read() {
  const std::span<std::byte> into = on_.buffer();
  const auto count = ::recv(socket_.get(), into.data(), into.size(), 0);
  if (count > 0) return into.first(static_cast<std::size_t>(count));
  ended_ = count == 0 || !is_for_later(errno);
  return {};
}

bool frame_channel::expects_more(std::size_t read) {
  const bool full = read == net::worker::buffer_size;
  if (full) place_.again();
  return hung_up_ && !full;
}

}  // namespace surgeline::lab
