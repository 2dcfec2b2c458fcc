#include "bench/comparison/floor.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <deque>
#include <vector>

#include "bench/comparison/listening.hpp"
#include "bench/comparison/poller.hpp"

namespace surgeline::bench {
namespace {

/// One socket of a connection; the bytes that it would not take yet wait here.
struct side {
  int peer = -1;          // -1: no connection has this descriptor
  bool readable = false;  // something may be there
  bool ending = false;    // its end made an edge: read on until it comes
  bool ended = false;     // all that it said has been read
  std::vector<std::byte> waiting;
};

class bare_relay {
 public:
  bare_relay(const endpoint& where, const endpoint& upstream)
      : door_(listen_or_throw(where)), upstream_(address_of(upstream)) {
    ready_.add(door_.fd(), static_cast<std::uint64_t>(door_.fd()));
  }

  [[noreturn]] void run() {
    for (;;) {
      for (const epoll_event& event : ready_.wait()) {
        const auto fd = static_cast<int>(event.data.u64);
        if (fd == door_.fd())
          accept_all(door_, [this](net::descriptor client) { pair_up(std::move(client)); });
        else if (at(fd).peer >= 0)
          turn(fd, event.events);
      }
    }
  }

 private:
  side& at(int fd) { return sides_[static_cast<std::size_t>(fd)]; }

  void pair_up(net::descriptor client) {
    std::error_code error;
    net::descriptor upstream = net::dial(upstream_, error);
    if (error) return;
    const auto most = static_cast<std::size_t>(std::max(client.get(), upstream.get()));
    while (sides_.size() <= most) sides_.emplace_back();
    at(client.get()).peer = upstream.get();
    at(upstream.get()).peer = client.get();
    for (net::descriptor* const one : {&client, &upstream}) {
      ready_.add(one->get(), static_cast<std::uint64_t>(one->get()));
      one->release();
    }
  }

  void turn(int fd, std::uint32_t events) {
    side& mine = at(fd);
    const int peer = mine.peer;
    if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) mine.readable = true;
    if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) mine.ending = true;
    const bool alive = move(fd, peer) && ((events & EPOLLOUT) == 0 || flush(fd));
    if (!alive || (mine.ended && at(peer).ended)) part(fd, peer);
  }

  /// Relays what `from` says; false when the connection is lost.
  bool move(int from, int to) {
    side& source = at(from);
    while (source.readable && at(to).waiting.empty()) {
      const ssize_t got = recv(from, buffer_.data(), buffer_.size(), 0);
      if (got > 0) {
        if (static_cast<std::size_t>(got) < buffer_.size() && !source.ending)
          source.readable = false;
        if (!hand_on(to, buffer_.data(), static_cast<std::size_t>(got))) return false;
      } else {
        source.readable = false;
        if (got < 0) return errno == EAGAIN;
        source.ended = true;
        shutdown(to, SHUT_WR);
      }
    }
    return true;
  }

  bool hand_on(int to, const std::byte* from, std::size_t size) {
    const ssize_t sent = send(to, from, size, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return false;
    const auto taken = static_cast<std::size_t>(std::max(sent, ssize_t{0}));
    at(to).waiting.assign(from + taken, from + size);
    return true;
  }

  /// `fd` takes bytes again: what waits for it goes, and then what its peer has said meanwhile.
  bool flush(int fd) {
    if (at(fd).waiting.empty()) return true;
    const std::vector<std::byte> waited = std::exchange(at(fd).waiting, {});
    return hand_on(fd, waited.data(), waited.size()) && move(at(fd).peer, fd);
  }

  void part(int one, int other) {
    for (const int fd : {one, other}) {
      at(fd) = side{};
      close(fd);
    }
  }

  net::listener door_;
  net::address upstream_;
  poller ready_;
  std::deque<side> sides_;  // by descriptor
  std::vector<std::byte> buffer_ = std::vector<std::byte>(256 * 1024);
};

}  // namespace

void serve_floor(const endpoint& where, const endpoint& upstream) {
  bare_relay(where, upstream).run();
}

}  // namespace surgeline::bench
