#include "surgeline/runner/target.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "surgeline/admin/http_client.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/plan_request.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;

/// A sidecar that has not answered for so long is gone.
constexpr auto patience = 5s;
/// A lease is renewed so many times before it would run out.
constexpr int renewals = 3;

/// The element of a list of tables with this id; null without.
const config::value* element(const config::value& in, const char* list, const std::string& id) {
  const config::value* const all = config::find(in, list);
  const auto* elements = all == nullptr ? nullptr : all->as<config::array>();
  if (elements == nullptr) return nullptr;
  const auto found = std::ranges::find_if(*elements, [&](const config::value& one) {
    const config::value* const named = config::find(one, "id");
    return named != nullptr && *named == config::value(id);
  });
  return found == elements->end() ? nullptr : &*found;
}

template <class... Steps>
std::uint64_t number(const config::value& in, Steps... path) {
  const config::value* const at = config::find(in, path...);
  const auto* is = at == nullptr ? nullptr : at->template as<std::int64_t>();
  return is == nullptr ? 0 : static_cast<std::uint64_t>(*is);
}

double seconds_at(const config::value& in, const char* key) {
  const config::value* const at = config::find(in, "did", key);
  const auto* is = at == nullptr ? nullptr : at->as<double>();
  return is == nullptr ? 0 : *is;
}

template <class... Steps>
std::string text(const config::value& in, Steps... path) {
  const config::value* const at = config::find(in, path...);
  const auto* is = at == nullptr ? nullptr : at->template as<std::string>();
  return is == nullptr ? "" : *is;
}

fault::tally tally_in(const config::value& one) {
  return {
      .evaluated = number(one, "did", "evaluated"),
      .selected = number(one, "did", "selected"),
      .injected = number(one, "did", "injected"),
      .delayed = number(one, "did", "delayed"),
      .planned_seconds = seconds_at(one, "decided_delay_seconds"),
      .measured_seconds = seconds_at(one, "delay_seconds"),
      .longest = from_seconds(seconds_at(one, "longest_delay_seconds"))
  };
}

traffic::counts counts_in(const config::value& one) {
  traffic::counts made;
  made.opened = number(one, "connections", "opened");
  made.active = number(one, "connections", "active");
  made.bytes = {number(one, "bytes", "to_upstream"), number(one, "bytes", "to_client")};
  made.buffered = number(one, "bytes", "held");
  made.exchanges = number(one, "exchanges", "over");
  made.failed = number(one, "exchanges", "failed");
  made.attempts = number(one, "exchanges", "attempts");
  made.logical = number(one, "exchanges", "logical_requests");
  made.good = number(one, "exchanges", "good");
  return made;
}

/// What has come to counters since they stood at `before`; gauges stay.
traffic::counts since(const traffic::counts& before, traffic::counts now) {
  now.opened -= before.opened;
  now.exchanges -= before.exchanges;
  now.failed -= before.failed;
  now.attempts -= before.attempts;
  now.logical -= before.logical;
  now.good -= before.good;
  for (std::size_t i = 0; i < now.bytes.size(); ++i) now.bytes[i] -= before.bytes[i];
  return now;
}

fault::tally since(const fault::tally& before, fault::tally now) {
  now.evaluated -= before.evaluated;
  now.selected -= before.selected;
  now.injected -= before.injected;
  now.delayed -= before.delayed;
  now.planned_seconds -= before.planned_seconds;
  now.measured_seconds -= before.measured_seconds;
  return now;
}

std::vector<endpoint> listeners_in(const config::value& proxy) {
  std::vector<endpoint> all;
  const config::value* const listen = config::find(proxy, "listen");
  const auto* list = listen == nullptr ? nullptr : listen->as<config::array>();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    if (const auto at = endpoint::parse(text(proxy, "listen", i))) all.push_back(*at);
  }
  return all;
}

/// Another run of the same file is another run.
scenario::run_identity identity_of(const scenario::file& from) {
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::uint64_t id =
      mix(static_cast<std::uint64_t>(getpid()), static_cast<std::uint64_t>(now));
  return {fmt::format("{:016x}", id), from.head.id, scenario::fingerprint(from)};
}

}  // namespace

std::optional<endpoint> target_of(std::string_view url, std::string& why) {
  constexpr std::string_view scheme = "http://";
  if (url.starts_with(scheme)) {
    url.remove_prefix(scheme.size());
    if (url.ends_with('/')) url.remove_suffix(1);
  }
  return endpoint::parse(url, &why);
}

target::target(
    const endpoint& control,
    const scenario::file& from,
    std::uint64_t seed,
    problems& found
)
    : control_(control),
      from_(from),
      seed_(seed),
      run_(identity_of(from)),
      renewal_(asking_.delays(), *this) {
  asking_.run([&] { meet(found); });
}

void target::meet(problems& found) {
  const auto state = ask("GET", "/v1/state");
  if (!state) return found.add({}, *trouble());
  for (const scenario::proxy& one : from_.proxies) {
    const config::value* const there = element(*state, "proxies", one.id);
    if (there == nullptr) {
      found.add(
          {},
          fmt::format("the sidecar at {} has no proxy `{}`", control_.text(), one.id),
          "`--target` arms the proxies of a sidecar by the ids they have in the file"
      );
    } else {
      addresses_.push_back(listeners_in(*there));
    }
  }
  if (const auto now = look()) before_ = *now;
  if (found.empty()) put(scenario::to_json(plan_of({})));
  if (const auto over = trouble()) found.add({}, *over);
}

target::~target() {
  asking_.run([this] {
    renewal_.cancel();
    if (!lease_.empty()) ask("DELETE", "/v1/leases/" + lease_);
  });
}

void target::arm(const scenario::conductor& by, std::function<void()> done) {
  asking_.post([this, plan = plan_of(by.in_force()), done = std::move(done)]() mutable {
    if (!lease_.empty()) plan.id = lease_;
    put(scenario::to_json(plan));
    done();
  });
}

scenario::plan_request target::plan_of(const std::vector<std::uint32_t>& slots) const {
  scenario::plan_request plan{
      .lease = from_.safety.lease,
      .by = scenario::door::runner,
      .seed = seed_,
      .run = run_
  };
  for (const std::uint32_t slot : slots) {
    plan.faults.push_back(from_.faults[slot]);
    // It is in force from now on, until the run says otherwise.
    plan.faults.back().during.reset();
    plan.faults.back().schedule.reset();
    plan.faults.back().ttl.reset();
  }
  return plan;
}

void target::put(const std::string& plan) {
  const auto given = ask("PUT", "/v1/plan", plan);
  if (!given) return;
  lease_ = text(*given, "lease", "id");
  renewal_.set(std::chrono::steady_clock::now() + from_.safety.lease / renewals);
}

void target::rang(net::alarm&, net::real_time now) {
  if (!ask("POST", "/v1/leases/" + lease_ + "/renew")) return;
  renewal_.set(now + from_.safety.lease / renewals);
}

void target::take_counts(std::function<void(std::size_t, traffic::counts)> to) {
  asking_.post([this, to = std::move(to)] {
    const standing now = look().value_or(before_);
    for (std::size_t i = 0; i < from_.proxies.size(); ++i)
      to(i, since(before_.counts[i], now.counts[i]));
  });
}

void target::take_faults(std::function<void(fault::ledger)> to) {
  asking_.post([this, to = std::move(to)] {
    const standing now = look().value_or(before_);
    fault::ledger all;
    for (std::uint32_t slot = 0; slot < from_.faults.size(); ++slot) {
      const auto at = now.tallies.find(from_.faults[slot].id);
      if (at == now.tallies.end()) continue;
      const auto start = before_.tallies.find(at->first);
      all.of(slot) +=
          since(start == before_.tallies.end() ? fault::tally{} : start->second, at->second);
    }
    to(std::move(all));
  });
}

std::optional<target::standing> target::look() {
  const auto state = ask("GET", "/v1/state");
  if (!state) return {};
  standing now;
  for (const scenario::proxy& one : from_.proxies) {
    const config::value* const there = element(*state, "proxies", one.id);
    now.counts.push_back(there == nullptr ? traffic::counts{} : counts_in(*there));
  }
  for (const scenario::fault& one : from_.faults) {
    if (const config::value* const there = element(*state, "tallies", one.id))
      now.tallies[one.id] = tally_in(*there);
  }
  return now;
}

std::optional<config::value> target::ask(
    const char* method,
    const std::string& path,
    std::string body
) {
  net::failure why;
  const auto heard = admin::ask(control_, {method, path, std::move(body)}, patience, why);
  if (!heard) {
    stumble(why.what);
    return {};
  }
  problems ignored;
  const auto tree = config::from_json(heard->body, "", ignored);
  if (heard->status == 200 && tree) return tree;
  const std::string reason = tree ? text(*tree, "error") : "";
  stumble(fmt::format(
      "the sidecar at {} answers {} {} with {}{}{}",
      control_.text(),
      method,
      path,
      heard->status,
      reason.empty() ? "" : ": ",
      reason
  ));
  return {};
}

void target::stumble(const std::string& over) {
  const std::scoped_lock lock(mutex_);
  if (!trouble_) trouble_ = over;
}

std::optional<std::string> target::trouble() const {
  const std::scoped_lock lock(mutex_);
  return trouble_;
}

}  // namespace surgeline::runner
