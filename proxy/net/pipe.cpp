#include "surgeline/net/pipe.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "surgeline/net/socket.hpp"

namespace surgeline::net {
namespace {

constexpr unsigned how = SPLICE_F_MOVE | SPLICE_F_NONBLOCK;

/// How many bytes went from one descriptor to another.
std::size_t move(int from, int to, std::size_t most, std::error_code& error) {
  ssize_t moved = -1;
  do moved = splice(from, nullptr, to, nullptr, most, how);
  while (moved < 0 && errno == EINTR);
  if (moved < 0) error = last_error();
  return static_cast<std::size_t>(std::max<ssize_t>(moved, 0));
}

}  // namespace

pipe::pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return;
  out_ = descriptor{ends[0]};
  in_ = descriptor{ends[1]};
  fcntl(in_.get(), F_SETPIPE_SZ, static_cast<int>(wanted_capacity));
  capacity_ = static_cast<std::size_t>(std::max(fcntl(in_.get(), F_GETPIPE_SZ), 0));
}

std::size_t pipe::fill(int socket, std::size_t most, std::error_code& error) {
  const std::size_t moved = move(socket, in_.get(), std::min(most, capacity_), error);
  size_ += moved;
  return moved;
}

std::size_t pipe::pour(int socket, std::error_code& error) {
  std::size_t poured = 0;
  for (std::size_t moved = 1; size_ > 0 && moved > 0; poured += moved, size_ -= moved) {
    moved = move(out_.get(), socket, size_, error);
  }
  return poured;
}

}  // namespace surgeline::net
