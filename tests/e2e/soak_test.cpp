#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <future>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/proxy.hpp"

// Many connections echo through one proxy while faults come and go. Both ends know what byte belongs at every place.

namespace surgeline {
namespace {

using namespace std::chrono_literals;

std::size_t setting(const char* name, std::size_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

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

/// Bytes that one end still has to send.
struct outbox {
  std::vector<char> bytes = std::vector<char>(64 * 1024);
  std::size_t from = 0, to = 0;

  bool empty() const { return from == to; }
  /// Sends what the socket takes; false when the connection is lost.
  bool send(int fd) {
    const ssize_t sent = ::send(fd, bytes.data() + from, to - from, MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    from += static_cast<std::size_t>(sent);
    return true;
  }
};

/// One end of a connection; its thread polls many of them.
struct end {
  end(net::descriptor made, std::uint64_t connection)
      : socket(std::move(made)), heard(connection), said(connection) {}

  net::descriptor socket;
  sequence heard, said;
  outbox out;
  bool finished = false;  // it has sent its FIN
  bool over = false;      // it has heard one
};

/// Remembers the first thing that went wrong.
void fail(std::string& wrong, const char* what) {
  if (wrong.empty()) wrong = what;
}

/// Reads what is there and checks it, `keep` takes it.
void hear(end& at, std::string& wrong, const std::function<void(std::span<const char>)>& keep) {
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
void poll_all(
    std::vector<end>& ends,
    const std::function<short(const end&)>& wants,
    const std::function<void(end&, short)>& turn
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

/// Sends back whatever comes.
std::string echo(std::vector<end>& ends) {
  std::string wrong;
  poll_all(
      ends,
      [](const end& one) -> short { return one.out.empty() ? POLLIN : POLLOUT; },
      [&](end& one, short events) {
        if ((events & POLLOUT) != 0 && !one.out.send(one.socket.get()))
          fail(wrong, "the upstream cannot send");
        if ((events & (POLLIN | POLLHUP | POLLERR)) == 0 || !one.out.empty()) return;
        hear(one, wrong, [&](std::span<const char> bytes) {
          std::copy(bytes.begin(), bytes.end(), one.out.bytes.begin());
          one.out.from = 0, one.out.to = bytes.size();
        });
        if (one.over) shutdown(one.socket.get(), SHUT_WR);
      }
  );
  return wrong;
}

/// Sends until `enough`, and hears everything come back.
std::string speak(std::vector<end>& ends, const std::atomic<bool>& enough) {
  std::string wrong;
  poll_all(
      ends,
      [](const end& one) -> short { return one.finished ? POLLIN : POLLIN | POLLOUT; },
      [&](end& one, short events) {
        if (one.out.empty() && !enough) {
          one.out.from = 0, one.out.to = 1 + one.said.place() % one.out.bytes.size();
          one.said.write(std::span(one.out.bytes).first(one.out.to));
        }
        if ((events & POLLOUT) != 0 && !one.out.empty() && !one.out.send(one.socket.get()))
          fail(wrong, "a client cannot send");
        if (one.out.empty() && enough && !std::exchange(one.finished, true))
          shutdown(one.socket.get(), SHUT_WR);
        if ((events & (POLLIN | POLLHUP | POLLERR)) != 0)
          hear(one, wrong, [](std::span<const char>) {});
      }
  );
  return wrong;
}

/// Arms one of a few plans, drawn by a pinned seed, and clears it, twenty times a second.
class flipper {
 public:
  flipper(traffic::proxy& on, net::run_clock clock) : on_(on), clock_(clock) {}

  void flip() {
    using fault::direction;
    const auto latency = [](direction towards, duration most) -> fault::kind {
      return fault::latency{.delay = distribution::uniform(duration{}, most), .towards = towards};
    };
    switch (dice_() % 4) {
      case 0:
        put_in_force({latency(direction::to_client, 10ms)});
        break;
      case 1:
        put_in_force({latency(direction::both, 2ms)});
        break;
      case 2:
        put_in_force({fault::stall{}});
        break;
      default:
        put_in_force(
            {fault::stall{.towards = direction::to_upstream}, latency(direction::to_client, 5ms)}
        );
    }
    std::this_thread::sleep_for(25ms);
    put_in_force({});
    std::this_thread::sleep_for(25ms);
    ++flips;
  }

  int flips = 0;

 private:
  void put_in_force(std::vector<fault::kind> kinds) {
    std::vector<fault::armed> faults;
    for (auto& kind : kinds) {
      faults.push_back(
          {.id = "fault" + std::to_string(faults.size()),
           .slot = static_cast<std::uint32_t>(faults.size()),
           .what = std::move(kind),
           .probability = 0.8,
           .per = fault::unit::request,
           .since = clock_.now(),
           .first = clock_.now()}
      );
    }
    std::promise<void> in_force;
    on_.arm(std::make_shared<const fault::plan>(chance{}, std::move(faults)), [&] {
      in_force.set_value();
    });
    in_force.get_future().wait();
  }

  traffic::proxy& on_;
  net::run_clock clock_;
  std::mt19937 dice_{7};
};

/// Connects through the proxy, one after the other, so that both ends know which connection they are.
void connect_all(
    const traffic::proxy& through,
    int listener,
    std::size_t connections,
    std::vector<end>& clients,
    std::vector<end>& upstreams
) {
  net::failure why;
  const auto to = net::address::resolve(through.addresses()[0], why);
  for (std::size_t i = 0; i < connections; ++i) {
    std::error_code error;
    net::address from;
    net::descriptor client = net::dial(*to, error);
    pollfd waiting{listener, POLLIN, 0};
    ASSERT_EQ(poll(&waiting, 1, 10'000), 1) << "connection " << i;
    net::descriptor upstream = net::accept(listener, from, error);
    ASSERT_TRUE(client && upstream) << error.message();
    clients.emplace_back(std::move(client), i);
    upstreams.emplace_back(std::move(upstream), i);
  }
}

TEST(Soak, EveryByteArrivesInItsPlaceWhileFaultsComeAndGo) {
  const std::size_t connections = setting("SURGELINE_SOAK_CONNECTIONS", 100);
  const auto span = std::chrono::seconds{setting("SURGELINE_SOAK_SECONDS", 2)};
  net::worker first, second;
  net::worker* const workers[] = {&first, &second};
  const net::run_clock clock;
  net::failure why;
  const net::listener listener = net::listen(*endpoint::parse("127.0.0.1:0"), why);
  const auto proxy = traffic::proxy::open(
      {.id = "soak", .listen = {*endpoint::parse("127.0.0.1:0")}, .upstream = {listener.local()}},
      clock,
      workers,
      why
  );
  ASSERT_TRUE(proxy) << why.what;
  std::vector<end> clients, upstreams;
  connect_all(*proxy, listener.fd(), connections, clients, upstreams);
  ASSERT_EQ(upstreams.size(), connections);

  std::atomic<bool> enough = false;
  auto echoing = std::async(std::launch::async, [&] { return echo(upstreams); });
  auto speaking = std::async(std::launch::async, [&] { return speak(clients, enough); });
  flipper faults(*proxy, clock);
  for (const auto until = std::chrono::steady_clock::now() + span;
       std::chrono::steady_clock::now() < until;)
    faults.flip();
  enough = true;
  EXPECT_EQ(speaking.get(), "");
  EXPECT_EQ(echoing.get(), "");

  std::uint64_t said = 0;
  for (const end& one : clients) {
    EXPECT_EQ(one.heard.place(), one.said.place());
    said += one.said.place();
  }
  std::printf(
      "soak: %zu connections, %.1f MB each way, %d flips\n",
      connections,
      static_cast<double>(said) / 1e6,
      faults.flips
  );
}

}  // namespace
}  // namespace surgeline
