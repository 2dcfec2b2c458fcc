// Control within 50 ms: a sidecar is asked and armed while a thousand connections carry traffic, some to readers who stall.
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <stdexcept>

#include "bench/comparison/client.hpp"
#include "bench/comparison/paced_load.hpp"
#include "bench/comparison/progress.hpp"
#include "bench/control/measures.hpp"
#include "bench/control/questions.hpp"
#include "bench/control/sidecars.hpp"
#include "bench/l4/contestants.hpp"
#include "surgeline/config/json.hpp"

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t everybody = 1000, stalled = 20;
constexpr auto pause_between_requests = 1ms;
constexpr auto pause_between_questions = 5ms;
constexpr double longest = 50;  // milliseconds

/// Clients who ask for a lot and read nothing of it; in the end their upstream reads no more either.
class stalled_readers {
 public:
  explicit stalled_readers(const endpoint& where) {
    for (std::size_t i = 0; i < stalled; ++i) {
      constexpr int little = 4096;
      sockets_.push_back(connect_to(where));
      setsockopt(sockets_.back().get(), SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    }
  }
  /// Each asks for more, as far as anybody listens.
  void ask_for_more() const {
    static constexpr std::array<std::byte, 64 * 1024> much{};
    for (const auto& one : sockets_) {
      while (send(one.get(), much.data(), much.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0) {
      }
    }
  }

 private:
  std::vector<net::descriptor> sockets_;
};

/// A thousand connections at work, from a thread of their own, while this exists.
class crowd {
 public:
  explicit crowd(const endpoint& where)
      : readers_(where),
        talking_(where, words_, everybody - stalled),
        work_(std::async(std::launch::async, [this] {
          while (!enough_) {
            readers_.ask_for_more();
            talking_.run(pause_between_requests, 100ms);
          }
        })) {}
  crowd(const crowd&) = delete;
  crowd& operator=(const crowd&) = delete;
  ~crowd() { enough_ = true; }

  /// Ends; throws what went wrong.
  void end() {
    enough_ = true;
    work_.get();
  }

 private:
  stalled_readers readers_;
  const dialogue words_ = small_talk();
  paced_load talking_;
  std::atomic<bool> enough_ = false;
  std::future<void> work_;
};

/// Milliseconds of each kind of question.
using times = std::array<std::vector<double>, 4>;
constexpr std::array<std::string_view, 4> kinds{
    "PUT /v1/plan, arming latency",
    "PUT /v1/plan, taking it away",
    "GET /v1/state",
    "GET /metrics"
};

/// Somebody who arms and clears a latency again and again, and looks at what comes of it.
class experimenter {
 public:
  explicit experimenter(const target& sidecar)
      : control_(control_of(sidecar)), telemetry_(telemetry_of(sidecar)) {}

  times work(int rounds, std::string_view shown_as) {
    times took;
    progress shown("answers");
    for (int round = 0; round < rounds; ++round) {
      shown.show(fmt::format("{}, round {} of {}", shown_as, round + 1, rounds));
      put(R"({"id": "late", "kind": "latency", "delay": "20ms", "direction": "both"})", took[0]);
      look(took);
      put("", took[1]);
      look(took);
    }
    return took;
  }

 private:
  void put(std::string_view fault, std::vector<double>& took) {
    const std::string id = lease_.empty() ? "" : fmt::format(R"(, "id": "{}")", lease_);
    const std::string plan = fmt::format(R"({{"faults": [{}], "lease": "30s"{}}})", fault, id);
    const timed_answer heard = ask(control_, {"PUT", "/v1/plan", plan});
    took.push_back(seconds(heard.took) * 1e3);
    problems found;
    const auto tree = config::from_json(heard.body, "", found);
    const config::value* const given = tree ? config::find(*tree, "lease", "id") : nullptr;
    const auto* named = given == nullptr ? nullptr : given->as<std::string>();
    if (named == nullptr) throw std::runtime_error("no lease in " + heard.body);
    lease_ = *named;
  }
  void look(times& took) {
    sleep_until(now() + pause_between_questions);
    took[2].push_back(seconds(ask(control_, {"GET", "/v1/state"}).took) * 1e3);
    took[3].push_back(seconds(ask(telemetry_, {"GET", "/metrics"}).took) * 1e3);
    sleep_until(now() + pause_between_questions);
  }

  const endpoint control_, telemetry_;
  std::string lease_;
};

/// What the page says of the bytes that wait in the proxy.
std::string held_in(const target& sidecar) {
  constexpr std::string_view name = "surgeline_buffered_bytes{";
  const std::string page = ask(telemetry_of(sidecar), {"GET", "/metrics"}).body;
  const auto at = page.find(name);
  return at == std::string::npos ? "" : page.substr(at, page.find('\n', at) - at);
}

/// Returns when bytes wait for readers who stall.
void wait_for_a_stall(const target& sidecar) {
  const duration latest = now() + 20s;
  while (held_in(sidecar).ends_with(" 0")) {
    if (now() > latest) give_up("the readers do not stall");
    sleep_until(now() + 20ms);
  }
}

}  // namespace

result measure_answers(const circumstances& at) {
  const int rounds = at.either(500, 100);
  result found{
      .id = "answers",
      .title = fmt::format(
          "How long a sidecar takes to answer with {} connections, {} of whose readers stall, in "
          "ms",
          everybody,
          stalled
      ),
      .method = fmt::format(
          "a latency of 20 ms is armed and taken away {} times under 1000 requests/s, with a look "
          "at "
          "state and page after each; every question on a connection of its own; idle: the same "
          "before anybody has connected",
          rounds
      ),
      .columns = {{"idle p50", 2}, {"idle max", 2}, {"p50", 2}, {"p99", 2}, {"max", 2}}
  };
  const fleet here(echo, {served}, at.where, serving());
  pin_to(at.where.load);
  const target& sidecar = here.targets().front();
  experimenter person(sidecar);
  const times idle = person.work(std::max(rounds / 5, 20), "idle");
  crowd people(sidecar.where);
  wait_for_a_stall(sidecar);
  const times busy = person.work(rounds, "busy");
  found.notes.push_back("in the end " + held_in(sidecar));
  people.end();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const double most = quantile(busy[i], 1);
    found.rows.push_back(
        {std::string(kinds[i]),
         {{quantile(idle[i], 0.5), {}},
          {quantile(idle[i], 1), {}},
          {quantile(busy[i], 0.5), {}},
          {quantile(busy[i], 0.99), {}},
          {most, {}}}}
    );
    found.verdicts.push_back({fmt::format("longest, {}", kinds[i]), {most, {}}, longest, 1});
  }
  return found;
}

}  // namespace surgeline::bench
