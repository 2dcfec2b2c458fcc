#include "surgeline/runner/target.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "surgeline/admin/control_client.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/upstream_list.hpp"
#include "told_state.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;

/// Another run of the same file is another run.
scenario::run_identity identity_of(const scenario::file& from) {
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  const std::uint64_t id =
      mix(static_cast<std::uint64_t>(getpid()), static_cast<std::uint64_t>(now));
  return {fmt::format("{:016x}", id), from.head.id, scenario::fingerprint(from)};
}

}  // namespace

std::optional<admin::control_address> target_of(std::string_view url, std::string& why) {
  constexpr std::string_view in_clear = "http://", secret = "https://";
  const bool is_secret = url.starts_with(secret);
  if (is_secret || url.starts_with(in_clear)) {
    url.remove_prefix(is_secret ? secret.size() : in_clear.size());
    if (url.ends_with('/')) url.remove_suffix(1);
  }
  const auto at = endpoint::parse(url, &why);
  if (!at) return {};
  admin::control_address made{*at};
  made.is_secret = is_secret;
  return made;
}

target::target(
    const admin::control_address& control,
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
      addresses_.push_back(endpoints_in(*there, "listen"));
      check_upstreams(one.id, *there, found);
    }
  }
  if (const auto& control = from_.safety.control) {
    const config::value* const there = config::find(*state, "control_group");
    if (there == nullptr || *there != config::encode(*control)) {
      found.add(
          {},
          fmt::format(
              "the sidecar at {} {}",
              control_.text(),
              there == nullptr ? "has no control group" : "has another control group"
          ),
          "write the same [safety] control in its own file: a sidecar spares whom that file says"
      );
    }
  }
  if (const auto now = look()) before_ = *now;
  if (found.empty()) put(scenario::to_json(plan_of({})));
  if (const auto over = trouble()) found.add({}, *over);
}

/// What this file does not allow its own proxies it does not allow those that it borrows.
void target::check_upstreams(const std::string& id, const config::value& there, problems& found)
    const {
  const scenario::upstream_list allowed(from_.safety.allow_upstream);
  for (const endpoint& upstream : endpoints_in(there, "upstream")) {
    if (allowed.of(upstream) != scenario::allowance::refused) continue;
    found.add(
        {},
        fmt::format(
            "proxy `{}` of the sidecar at {}: {}",
            id,
            control_.text(),
            scenario::refusal_of_upstream(upstream)
        ),
        "add it there if it may be hurt, or run this against another sidecar"
    );
  }
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
      .lease = from_.safety.usual_lease(),
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
    // The sidecar's own file may allow less.
    const duration age = from_.safety.max_fault_age.longest;
    if (age != forever) plan.faults.back().ttl = age;
  }
  return plan;
}

void target::put(const std::string& plan) {
  const auto given = ask("PUT", "/v1/plan", plan);
  if (!given) return;
  lease_ = config::text_at(*given, "lease", "id");
  // The sidecar may give less than was asked for.
  lease_length_ =
      parse_duration(config::text_at(*given, "lease", "lease")).value_or(scenario::shortest_lease);
  renewal_.set(std::chrono::steady_clock::now() + lease_length_ / renewals_per_lease);
}

void target::rang(net::alarm&, net::real_time now) {
  if (!ask("POST", "/v1/leases/" + lease_ + "/renew")) return;
  renewal_.set(now + lease_length_ / renewals_per_lease);
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
  const auto heard = admin::call_control(control_, method, path, std::move(body), why);
  if (!heard) {
    stumble(why.what);
    return {};
  }
  if (heard->is_good()) return heard->body;
  const std::string reason = heard->body ? config::text_at(*heard->body, "error") : "";
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
