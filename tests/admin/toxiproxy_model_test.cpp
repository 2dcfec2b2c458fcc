#include "toxiproxy_model.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/state.h>

#include <boost/json.hpp>
#include <cstdio>
#include <ostream>
#include <string>

#include "office.hpp"
#include "pinned.hpp"

/// Any sequence of calls leaves a live sidecar as a model says, answers with the status that the model says, and harms no
/// traffic.
namespace surgeline::admin {
namespace {

/// What has been done so far.
struct executions {
  int calls = 0, connections = 0;
};
executions& done() {
  static executions all;
  return all;
}

/// A sidecar, called over HTTP.
class live : public office {
 public:
  heard_reply make(const toxiproxy_call& call) const {
    ++done().calls;
    return control(call.method(), call.path(), call.body(server.where().text()));
  }
  boost::json::object proxies() const {
    return boost::json::parse(control("GET", "/proxies").body).as_object();
  }
  /// As `toxiproxy_model::text`.
  std::string shown() const {
    std::vector<std::string> all;
    for (const auto& [name, one] : proxies()) {
      std::vector<std::string> toxics;
      for (const auto& each : one.at("toxics").as_array())
        toxics.push_back(fmt::format(
            "{} {}",
            std::string{each.at("name").as_string()},
            std::string{each.at("type").as_string()}
        ));
      all.push_back(fmt::format(
          "{} {} [{}]",
          std::string{name},
          one.at("enabled").as_bool() ? "on" : "off",
          fmt::join(toxics, ", ")
      ));
    }
    return fmt::format("{}", fmt::join(all, "; "));
  }
  /// Whether bytes pass through every proxy both ways, once everything is taken away.
  bool carries() const {
    control("DELETE", "/v1/freeze");
    control("DELETE", "/v1/plan");
    control("POST", "/reset");
    bool all = true;
    for (const auto& [name, one] : proxies()) {
      ++done().connections;
      auto client =
          traffic::wire::dial(*endpoint::parse(std::string{one.at("listen").as_string()}));
      auto behind = server.accept();
      client.say("ping");
      behind.say("pong");
      all = all && behind.hear(4) == "ping" && client.hear(4) == "pong";
    }
    return all;
  }
};

class made_call : public rc::state::Command<toxiproxy_model, live> {
 public:
  explicit made_call(const toxiproxy_model&)
      : call_{
            .does = static_cast<toxiproxy_call::what>(*rc::gen::inRange(0, toxiproxy_call::kinds)),
            .proxy = *rc::gen::element<std::string>("a", "b", "front"),
            .toxic = *rc::gen::element<std::string>("x", "y"),
            .type = *rc::gen::element<std::string>(
                "latency",
                "bandwidth",
                "slow_close",
                "timeout",
                "reset_peer",
                "slicer",
                "limit_data",
                "noop",
                "down"
            ),
            .stream = *rc::gen::element<std::string>("upstream", "downstream")
        } {}

  void apply(toxiproxy_model& to) const override { call_.apply(to); }
  void run(const toxiproxy_model& before, live& on) const override {
    const heard_reply given = on.make(call_);
    RC_LOG() << call_.path() << " says " << given.status << ' ' << given.body << '\n';
    RC_ASSERT(given.status == call_.expected(before));
    toxiproxy_model after = before;
    call_.apply(after);
    RC_ASSERT(on.shown() == after.text());
  }
  void show(std::ostream& os) const override {
    os << call_.method() << ' ' << call_.path() << ' ' << call_.body("UPSTREAM");
  }

 private:
  const toxiproxy_call call_;
};

TEST(ToxiproxyModel, HoldsAfterAnySequenceOfCalls) {
  pin_seed();
  EXPECT_TRUE(rc::check("calls leave what a model says", [] {
    live on;
    rc::state::check(toxiproxy_model{}, on, rc::state::gen::execOneOfWithArgs<made_call>());
    RC_ASSERT(on.carries());
  }));
  std::printf("%d calls, %d connections\n", done().calls, done().connections);
}

}  // namespace
}  // namespace surgeline::admin
