#pragma once

#include <boost/asio/post.hpp>
#include <functional>
#include <future>
#include <string>
#include <utility>

#include "counter.hpp"
#include "surgeline/admin/control.hpp"
#include "surgeline/admin/telemetry.hpp"
#include "surgeline/admin/toxiproxy.hpp"
#include "surgeline/sidecar/measurements.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// A sidecar with proxy `front` and both its listeners, on a control thread of its own.
class office {
 public:
  explicit office(scenario::file from = {})
      : one_(context, with_proxy(std::move(from)), [](auto&&) {}) {
    std::promise<void> in_force;
    EXPECT_TRUE(one_.open([&] { in_force.set_value(); }).empty());
    front_ = one_.proxies()[0].through->addresses().front();
    control_ = open(either(control_of(one_, true, {.glances = &glances_}), toxiproxy_of(one_)));
    telemetry_ = open(telemetry_of(one_, measured_));
    thread_ = std::thread([this] { context.run(); });
    in_force.get_future().wait();
  }
  office(const office&) = delete;
  office& operator=(const office&) = delete;
  ~office() {
    context.stop();
    thread_.join();
  }

  heard_reply control(
      const std::string& method,
      const std::string& target,
      const std::string& body = {},
      const std::string& more = {}
  ) const {
    return ask(control_->local(), request_text(method, target, body, more));
  }
  heard_reply telemetry(const std::string& method, const std::string& target) const {
    return ask(telemetry_->local(), request_text(method, target));
  }
  static heard_reply ask(const endpoint& where, const std::string& text) {
    traffic::wire client = traffic::wire::dial(where);
    client.say(text);
    return read_reply(client);
  }
  const endpoint& control_address() const { return control_->local(); }

  /// Both ends of a new connection through the proxy.
  std::pair<traffic::wire, traffic::wire> connect() const {
    traffic::wire client = traffic::wire::dial(front_);
    return {std::move(client), server.accept()};
  }
  /// Runs on the control thread.
  void there(std::function<void(sidecar::sidecar&)> task) {
    std::promise<void> done;
    boost::asio::post(context, [&] {
      task(one_);
      done.set_value();
    });
    done.get_future().wait();
  }

  traffic::host server;
  boost::asio::io_context context{1};

 private:
  scenario::file with_proxy(scenario::file from) const {
    from.format = 1;
    from.proxies.push_back(
        {.id = "front",
         .listen = endpoint{.host = "127.0.0.1"},
         .upstream = {.endpoints = {server.where()}}}
    );
    return from;
  }
  std::unique_ptr<http_listener> open(handler handle) {
    net::failure why;
    auto made = http_listener::open(context, {.host = "127.0.0.1"}, std::move(handle), why);
    EXPECT_TRUE(made) << why.what;
    return made;
  }

  sidecar::sidecar one_;
  sidecar::measurements measured_{one_, {"1.2.3", "abc"}};
  glances glances_{context, one_, "1.2.3", nullptr};
  endpoint front_;
  std::unique_ptr<http_listener> control_, telemetry_;
  std::thread thread_;
};

/// How long an answer of the server takes to the client.
inline duration way_back(std::pair<traffic::wire, traffic::wire>& ends) {
  const auto start = std::chrono::steady_clock::now();
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear(4), "pong");
  return std::chrono::steady_clock::now() - start;
}

}  // namespace surgeline::admin
