// What the relay costs: CPU per request against the smallest relay there is, a bare epoll loop, in the same run.
//
// One target at a time is active for a slice, in random order within a round; the ratio is the median over rounds of the
// paired ratios. "control" is the bare relay against a second copy of itself: what this machine makes of no difference at
// all. A difference is real beyond max(3 %, twice the control's). Relays run on one CPU, client and server on another.

#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <deque>
#include <functional>
#include <random>
#include <thread>
#include <vector>

#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t request_size = 128;

void pin_to(int cpu) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(cpu, &one);
  pthread_setaffinity_np(pthread_self(), sizeof one, &one);
}

clockid_t own_cpu_clock() {
  clockid_t clock{};
  pthread_getcpuclockid(pthread_self(), &clock);
  return clock;
}

double cpu_seconds(clockid_t clock) {
  timespec spent{};
  clock_gettime(clock, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

/// An edge-triggered epoll set with a callback for each event's descriptor.
class epoll_loop {
 public:
  void add(int fd) const {
    epoll_event interest{};
    interest.events = EPOLLIN | EPOLLRDHUP | EPOLLET;
    interest.data.fd = fd;
    epoll_ctl(set_.get(), EPOLL_CTL_ADD, fd, &interest);
  }
  template <class Turn>
  void once(int timeout_ms, Turn turn) const {
    epoll_event events[256];
    const int count = epoll_wait(set_.get(), events, 256, timeout_ms);
    for (int i = 0; i < count; ++i) turn(events[i].data.fd);
  }

 private:
  net::descriptor set_{epoll_create1(EPOLL_CLOEXEC)};
};

net::listener listen_somewhere() {
  net::failure why;
  return net::listen(*endpoint::parse("127.0.0.1:0"), why);
}

net::address address_of(const endpoint& where) {
  net::failure why;
  return *net::address::resolve(where, why);
}

/// A thread that accepts and then calls `turn` for every ready connection, until it is destroyed.
class server {
 public:
  using accepted = std::function<void(epoll_loop&, net::descriptor)>;

  server(int cpu, accepted take, std::function<void(int fd)> turn) {
    thread_ = std::jthread(
        [this, cpu, take = std::move(take), turn = std::move(turn)](const std::stop_token& stop) {
          pin_to(cpu);
          clock_ = own_cpu_clock();
          epoll_loop loop;
          loop.add(listener_.fd());
          while (!stop.stop_requested()) {
            loop.once(50, [&](int fd) {
              if (fd != listener_.fd()) return turn(fd);
              net::address from;
              std::error_code error;
              while (net::descriptor made = net::accept(fd, from, error))
                take(loop, std::move(made));
            });
          }
        }
    );
  }

  const endpoint& where() const { return listener_.local(); }
  clockid_t cpu_clock() const { return clock_; }

 private:
  net::listener listener_ = listen_somewhere();
  clockid_t clock_{};
  std::jthread thread_;
};

/// The yardstick: recv on one side, send on the other, nothing else. Requests are small, so nothing is ever refused.
class bare_relay {
 public:
  bare_relay(int cpu, const endpoint& upstream)
      : to_(address_of(upstream)),
        relay_(
            cpu,
            [this](epoll_loop& loop, net::descriptor client) { take(loop, std::move(client)); },
            [this](int fd) { move(fd); }
        ) {}
  const server& on() const { return relay_; }

 private:
  void take(epoll_loop& loop, net::descriptor client) {
    std::error_code error;
    net::descriptor upstream = net::dial(to_, error);
    const auto most = static_cast<std::size_t>(std::max(client.get(), upstream.get()));
    if (most >= peers_.size()) peers_.resize(most + 1, -1);
    peers_[static_cast<std::size_t>(client.get())] = upstream.get();
    peers_[static_cast<std::size_t>(upstream.get())] = client.get();
    for (net::descriptor* const side : {&client, &upstream}) {
      loop.add(side->get());
      kept_.push_back(std::move(*side));
    }
  }
  void move(int fd) {
    const ssize_t got = recv(fd, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return;
    send(
        peers_[static_cast<std::size_t>(fd)],
        buffer_.data(),
        static_cast<std::size_t>(got),
        MSG_NOSIGNAL
    );
  }

  net::address to_;
  std::vector<int> peers_;  // by descriptor
  std::deque<net::descriptor> kept_;
  std::vector<std::byte> buffer_ = std::vector<std::byte>(256 * 1024);
  server relay_;
};

/// A relay that is measured, with its open connections.
struct target {
  target(const char* what, const endpoint& where, clockid_t clock, std::size_t connections)
      : name(what), cpu_clock(clock) {
    const net::address to = address_of(where);
    for (std::size_t i = 0; i < connections; ++i) {
      std::error_code error;
      clients.push_back(net::dial(to, error));
      loop.add(clients.back().get());
      if (i % 32 == 31) std::this_thread::sleep_for(2ms);
    }
    std::this_thread::sleep_for(50ms);
  }

  /// Keeps every connection busy for that long; CPU seconds of the relay per request.
  double slice(std::chrono::milliseconds span) {
    char buffer[4096] = {};
    std::size_t answers = 0, asked = clients.size();
    const double before = cpu_seconds(cpu_clock);
    const auto until = std::chrono::steady_clock::now() + span;
    for (const auto& client : clients) send(client.get(), buffer, request_size, MSG_NOSIGNAL);
    while (answers < asked) {
      const bool more = std::chrono::steady_clock::now() < until;
      loop.once(1000, [&](int fd) {
        if (recv(fd, buffer, sizeof buffer, 0) <= 0) return;
        ++answers;
        if (!more) return;
        send(fd, buffer, request_size, MSG_NOSIGNAL);
        ++asked;
      });
    }
    return (cpu_seconds(cpu_clock) - before) / static_cast<double>(answers);
  }

  const char* name;
  clockid_t cpu_clock;
  epoll_loop loop;
  std::vector<net::descriptor> clients;
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Measures all targets in interleaved slices; prints each one's ratio to the first.
void compare(std::deque<target>& targets, int rounds, std::chrono::milliseconds slice) {
  std::mt19937 dice(1);
  std::vector<std::vector<double>> ratios(targets.size()), costs(targets.size());
  std::vector<std::size_t> order(targets.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int round = 0; round < rounds; ++round) {
    std::shuffle(order.begin(), order.end(), dice);
    for (const std::size_t i : order) costs[i].push_back(targets[i].slice(slice));
    for (const std::size_t i : order) ratios[i].push_back(costs[i].back() / costs[0].back());
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    std::printf(
        "  %-10s %6.2f us/request  ratio %.3f\n",
        targets[i].name,
        median(costs[i]) * 1e6,
        median(ratios[i])
    );
  }
}

void measure(std::size_t connections, int rounds, std::chrono::milliseconds slice) {
  const int relay_cpu = 0, peer_cpu = std::thread::hardware_concurrency() > 1 ? 1 : 0;
  std::vector<char> buffer(64 * 1024);
  std::deque<net::descriptor> kept;
  const server echo(
      peer_cpu,
      [&](epoll_loop& loop, net::descriptor made) {
        loop.add(made.get());
        kept.push_back(std::move(made));
      },
      [&](int fd) {
        const ssize_t got = recv(fd, buffer.data(), buffer.size(), 0);
        if (got > 0) send(fd, buffer.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
      }
  );
  const bare_relay bare(relay_cpu, echo.where()), copy(relay_cpu, echo.where());
  net::worker worker;
  clockid_t worker_clock{};
  worker.run([&] {
    pin_to(relay_cpu);
    worker_clock = own_cpu_clock();
  });
  net::worker* const workers[] = {&worker};
  net::failure why;
  const auto proxy = traffic::proxy::open(
      {.id = "bench", .listen = {*endpoint::parse("127.0.0.1:0")}, .upstream = {echo.where()}},
      net::run_clock{},
      workers,
      why
  );
  pin_to(peer_cpu);
  std::deque<target> targets;
  targets.emplace_back("bare", bare.on().where(), bare.on().cpu_clock(), connections);
  targets.emplace_back("control", copy.on().where(), copy.on().cpu_clock(), connections);
  targets.emplace_back("surgeline", proxy->addresses()[0], worker_clock, connections);
  std::printf(
      "%zu connections, %d rounds of %lld ms slices\n",
      connections,
      rounds,
      static_cast<long long>(slice.count())
  );
  compare(targets, rounds, slice);
}

}  // namespace
}  // namespace surgeline

int main() {
  using namespace std::chrono_literals;
  surgeline::measure(64, 60, 80ms);
  surgeline::measure(512, 40, 120ms);
}
