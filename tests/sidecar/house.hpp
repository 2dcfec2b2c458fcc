#pragma once

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/sidecar/sidecar.hpp"
#include "traffic/wire.hpp"

namespace surgeline::sidecar {

/// True when somebody listens there.
inline bool is_listening(const endpoint& where) {
  net::failure why;
  const auto to = net::address::resolve(where, why);
  net::descriptor made{socket(to->family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const bool answered = ::connect(made.get(), to->data(), to->size()) == 0;
  net::hard_reset(std::move(made));  // leaves no half-open connection behind
  return answered;
}

/// How long a word and its answer take through a connection.
inline duration round_trip(std::pair<traffic::wire, traffic::wire>& ends) {
  const auto start = std::chrono::steady_clock::now();
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear(4), "pong");
  return std::chrono::steady_clock::now() - start;
}

/// A file with a static fault `slow`.
inline scenario::file with_static_latency(duration delay) {
  scenario::file made;
  made.faults = {{.id = "slow", .what = fault::latency{.delay = distribution::fixed(delay)}}};
  return made;
}

/// A file with a static fault `maybe` that hits one connection in two.
inline scenario::file with_static_chance() {
  scenario::file made;
  made.faults = {{.id = "maybe", .what = fault::reset{}, .probability = share{0.5}}};
  return made;
}

/// A sidecar with proxy `front` before a test's server; the test's thread is its control thread.
class house {
 public:
  explicit house(scenario::file from = {}) : served(std::move(from)) {
    served.format = 1;
    served.serve.drain_timeout = std::chrono::seconds{10};
    if (served.proxies.empty()) served.proxies.push_back(proxy("front"));
    one.emplace(
        context,
        served,
        [this](const std::string& what) { said.push_back(what); },
        [this](const std::string& proxy, const std::string& fault, const fault::decision& made) {
          decided.push_back(proxy + " " + fault + " " + made.key);
        }
    );
    bool in_force = false;
    const problems found = one->open([&] { in_force = true; });
    EXPECT_TRUE(found.empty());
    work_until([&] { return in_force; });
  }

  /// A proxy on a free port, before the test's server.
  scenario::proxy proxy(std::string id) const {
    return {
        .id = std::move(id),
        .listen = endpoint{.host = "127.0.0.1"},
        .upstream = {.endpoints = {server.where()}}
    };
  }

  /// Lets the control thread work until `holds`; gives up after ten seconds.
  template <class Condition>
  void work_until(Condition holds) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (!holds() && std::chrono::steady_clock::now() < limit) {
      context.restart();
      context.run_one_for(std::chrono::milliseconds{20});
    }
    EXPECT_TRUE(holds());
  }

  /// How a change of guests or toxics went; `ask` is given what is to hear of it.
  template <class Ask>
  outcome told(Ask ask) {
    std::optional<outcome> went;
    ask([&](const outcome& answered) { went = answered; });
    work_until([&] { return went.has_value(); });
    return std::move(*went);
  }

  /// Puts one fault in force for as long as `lease`.
  std::string arm(fault::kind what, duration lease, std::string id = "bad") {
    scenario::plan_request asked{.lease = lease};
    asked.faults.push_back({.id = std::move(id), .what = std::move(what)});
    return put(asked);
  }
  /// Puts a plan in force; returns its lease.
  std::string put(const scenario::plan_request& asked) {
    std::optional<grant> given;
    one->put(asked, [&](const grant& answered) { given = answered; });
    work_until([&] { return given.has_value(); });
    return given->id;
  }

  reload_result reload(std::optional<scenario::file> next, const problems& found = {}) {
    std::optional<reload_result> result;
    one->reload(
        [&](problems& into) {
          for (const problem& each : found.list()) into.add(each.where, each.what, each.remedy);
          return next;
        },
        [&](const reload_result& answered) { result = answered; }
    );
    work_until([&] { return result.has_value(); });
    return std::move(*result);
  }

  /// Waits until so many bytes have been counted: who hears them may be quicker than who counts them.
  void wait_for_bytes(fault::direction towards, std::uint64_t bytes) {
    const auto& front = *one->proxies()[0].through;
    work_until([&] { return front.counted().of(towards) == bytes; });
  }

  const endpoint& where(std::size_t proxy = 0) const {
    return one->proxies()[proxy].through->addresses().front();
  }
  /// Both ends of a new connection through a proxy.
  std::pair<traffic::wire, traffic::wire> connect(std::size_t proxy = 0) const {
    traffic::wire client = traffic::wire::dial(where(proxy));
    return {std::move(client), server.accept()};
  }

  traffic::host server;
  scenario::file served;
  std::vector<std::string> said, decided;
  boost::asio::io_context context;
  std::optional<sidecar> one;
};

}  // namespace surgeline::sidecar
