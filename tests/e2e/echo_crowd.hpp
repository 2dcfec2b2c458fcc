#pragma once

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <future>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline {

/// The stream of one connection: every byte is a function of the connection and its place.
class sequence {
 public:
  explicit sequence(std::uint64_t connection) : connection_(connection) {}

  /// Writes the next bytes.
  void write(std::span<char> into) {
    for (char& byte : into) byte = next();
  }
  /// Checks that these are the next bytes.
  bool reads(std::span<const char> from) {
    return std::all_of(from.begin(), from.end(), [this](char byte) { return byte == next(); });
  }
  std::uint64_t place() const { return place_; }

 private:
  char next() {
    if (place_ % 8 == 0) word_ = mix(connection_, place_);
    return static_cast<char>(word_ >> (place_++ % 8 * 8));
  }

  std::uint64_t connection_;
  std::uint64_t place_ = 0;
  std::uint64_t word_ = 0;
};

/// One end of a connection; its thread polls many of them.
class echo_end {
 public:
  echo_end(net::descriptor made, std::uint64_t connection)
      : socket(std::move(made)), heard(connection), said(connection) {}

  bool has_sent_all() const { return from_ == to_; }
  /// These are to be sent next; everything before has been.
  void will_say(std::span<const char> bytes) {
    std::copy(bytes.begin(), bytes.end(), out_.begin());
    from_ = 0, to_ = bytes.size();
  }
  /// The same with so many of its own sequence.
  void will_say_more() {
    from_ = 0, to_ = 1 + said.place() % out_.size();
    said.write(std::span(out_).first(to_));
  }
  /// Sends what the socket takes; false when the connection is lost.
  bool send() {
    const ssize_t sent = ::send(socket.get(), out_.data() + from_, to_ - from_, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    from_ += static_cast<std::size_t>(sent);
    return true;
  }

  net::descriptor socket;
  sequence heard, said;
  bool finished = false;  // it has sent its FIN
  bool over = false;      // it has heard one

 private:
  std::vector<char> out_ = std::vector<char>(64 * 1024);
  std::size_t from_ = 0, to_ = 0;
};

/// Clients that speak without a pause and upstreams that say it all back; both know which byte belongs at every place. A client
/// waits while more than a window of its bytes is on the way: otherwise the kernel's memory for TCP would be what is tested.
class echo_crowd {
 public:
  /// Connects so many through `front`, which leads to `upstream`: one after the other, so that both ends know which
  /// connection they are.
  echo_crowd(const endpoint& front, int upstream, std::size_t connections) {
    net::failure why;
    const auto to = net::address::resolve(front, why);
    for (std::size_t i = 0; i < connections && !testing::Test::HasFailure(); ++i) {
      std::error_code error;
      net::address from;
      net::descriptor client = net::dial(*to, error);
      pollfd waiting{upstream, POLLIN, 0};
      EXPECT_EQ(poll(&waiting, 1, 10'000), 1) << "connection " << i;
      net::descriptor accepted = net::accept(upstream, from, error);
      EXPECT_TRUE(client && accepted) << error.message();
      clients.emplace_back(std::move(client), i);
      upstreams.emplace_back(std::move(accepted), i);
    }
  }

  /// Begins to speak, and to answer.
  void begin() {
    echoing_ = std::async(std::launch::async, [this] { return echo(); });
    speaking_ = std::async(std::launch::async, [this] { return speak(); });
  }
  /// Clients say no more, and everybody waits for the last byte; what went wrong first, at either end.
  std::string finish() {
    enough_ = true;
    return speaking_.get() + echoing_.get();
  }

  std::vector<echo_end> clients, upstreams;

 private:
  static constexpr std::uint64_t window = 64 * 1024;

  bool may_say_more(const echo_end& one) const {
    return !enough_ && one.said.place() - one.heard.place() < window;
  }

  /// Remembers the first thing that went wrong.
  static void fail(std::string& wrong, const char* what) {
    if (wrong.empty()) wrong = what;
  }

  /// Reads what is there and checks it, `keep` takes it.
  static void hear(
      echo_end& at,
      std::string& wrong,
      const std::function<void(std::span<const char>)>& keep
  ) {
    char buffer[32 * 1024];
    const ssize_t got = recv(at.socket.get(), buffer, sizeof buffer, 0);
    if (got < 0 && errno == EAGAIN) return;
    at.over = got <= 0;
    if (got < 0) return fail(wrong, "a connection was lost");
    const std::span<const char> bytes(buffer, static_cast<std::size_t>(got));
    if (!at.heard.reads(bytes)) fail(wrong, "a byte is not the one that belongs there");
    keep(bytes);
  }

  /// Polls all ends until every one is over; `turn` handles one that is ready.
  static void poll_all(
      std::vector<echo_end>& ends,
      const std::function<short(const echo_end&)>& wants,
      const std::function<void(echo_end&, short)>& turn
  ) {
    std::vector<pollfd> polled(ends.size());
    for (bool open = true; open;) {
      open = false;
      for (std::size_t i = 0; i < ends.size(); ++i) {
        polled[i] = {ends[i].over ? -1 : ends[i].socket.get(), wants(ends[i]), 0};
        open = open || !ends[i].over;
      }
      poll(polled.data(), polled.size(), 100);
      for (std::size_t i = 0; i < ends.size(); ++i) {
        if (!ends[i].over) turn(ends[i], polled[i].revents);
      }
    }
  }

  std::string echo() {
    std::string wrong;
    poll_all(
        upstreams,
        [](const echo_end& one) -> short { return one.has_sent_all() ? POLLIN : POLLOUT; },
        [&](echo_end& one, short events) {
          if ((events & POLLOUT) != 0 && !one.send()) fail(wrong, "the upstream cannot send");
          if ((events & (POLLIN | POLLHUP | POLLERR)) == 0 || !one.has_sent_all()) return;
          hear(one, wrong, [&](std::span<const char> bytes) { one.will_say(bytes); });
          if (one.over) shutdown(one.socket.get(), SHUT_WR);
        }
    );
    return wrong;
  }

  std::string speak() {
    std::string wrong;
    poll_all(
        clients,
        [this](const echo_end& one) -> short {
          return one.has_sent_all() && !may_say_more(one) ? POLLIN : POLLIN | POLLOUT;
        },
        [&](echo_end& one, short events) {
          if (one.has_sent_all() && may_say_more(one)) one.will_say_more();
          if ((events & POLLOUT) != 0 && !one.has_sent_all() && !one.send())
            fail(wrong, "a client cannot send");
          if (one.has_sent_all() && enough_ && !std::exchange(one.finished, true))
            shutdown(one.socket.get(), SHUT_WR);
          if ((events & (POLLIN | POLLHUP | POLLERR)) != 0)
            hear(one, wrong, [](std::span<const char>) {});
        }
    );
    return wrong;
  }

  std::atomic<bool> enough_ = false;
  std::future<std::string> echoing_, speaking_;
};

}  // namespace surgeline
