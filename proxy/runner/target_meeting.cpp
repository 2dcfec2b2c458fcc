#include <fmt/format.h>

#include <array>
#include <chrono>

#include "surgeline/config/decode.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/runner/target.hpp"
#include "surgeline/scenario/daemon_layout.hpp"
#include "surgeline/scenario/upstream_list.hpp"
#include "told_state.hpp"

/// Before a run: what a sidecar has, whether it is free, what time it is there, and which plan it is to get.
namespace surgeline::runner {
namespace {

duration wall_clock() { return std::chrono::system_clock::now().time_since_epoch(); }

}  // namespace

void target::meet(std::function<void()> done) {
  asking_.post([this, done = std::move(done)] {
    const answer heard = ask("GET", "/v1/state", {}, patience());
    if (heard.good) {
      started_ = config::text_at(*heard.good, "started_at");
      learn_what_it_has(*heard.good);
      before_ = account_in(*heard.good);
      ask_for_the_time();
    }
    const std::string against = heard.good ? reason_against(*heard.good) : heard.why;
    if (!against.empty()) lose(against);
    done();
  });
}

void target::take(std::function<void()> done) {
  asking_.post([this, done = std::move(done)] {
    std::vector<std::uint32_t> all;
    for (std::uint32_t slot = 0; slot < from_.faults.size(); ++slot) {
      if (from_.faults[slot].enabled) all.push_back(slot);
    }
    scenario::plan_request plan = plan_of(all);
    for (scenario::fault& one : plan.faults) one.enabled = false;
    plan_ = scenario::to_json(plan);
    put();
    done();
  });
}

/// What this file does not allow its own proxies it does not allow those that it borrows.
std::string target::reason_against_upstreams(const config::value& state) const {
  const scenario::upstream_list allowed(from_.safety.allow_upstream);
  for (const scenario::proxy& one : from_.proxies) {
    const config::value* const there = element(state, "proxies", one.id);
    if (there == nullptr) continue;
    for (const endpoint& upstream : endpoints_in(*there, "upstream")) {
      if (allowed.of(upstream) == scenario::allowance::refused)
        return fmt::format(
            "proxy `{}` of {}: {}; add it to [safety] allow_upstream if it may be hurt",
            one.id,
            name(),
            scenario::refusal_of_upstream(upstream)
        );
    }
  }
  return {};
}

std::string target::reason_against(const config::value& state) const {
  if (std::string no = reason_against_upstreams(state); !no.empty()) return no;
  if (config::text_at(state, "status") == "draining") return name() + " is ending";
  if (config::is_true_at(state, "frozen")) return name() + " is frozen: nothing may be armed there";
  if (const config::value* const lease = config::find(state, "lease");
      lease != nullptr && lease->as<config::table>() != nullptr) {
    return fmt::format(
        "{} is taken: {} holds lease {}, for {} if it is not renewed",
        name(),
        config::text_at(*lease, "by") == "runner" ? "another run" : "somebody",
        config::text_at(*lease, "id"),
        config::text_at(*lease, "expires_in")
    );
  }
  const auto& control = from_.safety.control;
  if (!control) return {};
  const config::value* const there = config::find(state, "control_group");
  if (there != nullptr && *there == config::encode(*control)) return {};
  return fmt::format(
      "{} has {} control group: write the same [safety] control in its own file, for a sidecar "
      "spares whom that file says",
      name(),
      there == nullptr ? "no" : "another"
  );
}

void target::learn_what_it_has(const config::value& state) {
  std::size_t known = 0;
  for (std::size_t i = 0; i < from_.proxies.size(); ++i) {
    const config::value* const there = element(state, "proxies", from_.proxies[i].id);
    if (there == nullptr) continue;
    addresses_[i] = endpoints_in(*there, "listen");
    ++known;
  }
  for (std::size_t i = 0; i < from_.daemons.size(); ++i)
    daemons_[i] = element(state, "daemons", from_.daemons[i].id) != nullptr;
  const config::value* const all = config::find(state, "proxies");
  const auto* list = all == nullptr ? nullptr : all->as<config::array>();
  has_others_ = list != nullptr && list->size() > known;
}

void target::ask_for_the_time() {
  std::vector<clock_sample> samples;
  for (int i = 0; i < clock_samples; ++i) {
    const duration asked = wall_clock();
    const answer heard = ask("GET", "/v1/state", {}, patience());
    const duration now = wall_clock();
    const config::value* const at = heard.good ? config::find(*heard.good, "now_seconds") : nullptr;
    const double* const said = at == nullptr ? nullptr : at->as<double>();
    if (said != nullptr) samples.push_back({asked, from_seconds(*said), now});
  }
  if (!samples.empty()) clock_ = offset_of(samples);
}

scenario::plan_request target::plan_of(const std::vector<std::uint32_t>& slots) const {
  scenario::plan_request plan{
      .lease = from_.safety.usual_lease(),
      .by = scenario::door::runner,
      .seed = seed_,
      .run = run_
  };
  for (const std::uint32_t slot : slots) {
    scenario::fault one = from_.faults[slot];
    if (!is_for_it(one)) continue;
    // It is in force from now on, until the run says otherwise.
    one.during.reset();
    one.schedule.reset();
    one.ttl.reset();
    // The sidecar's own file may allow less.
    if (const duration age = from_.safety.max_fault_age.longest; age != forever) one.ttl = age;
    plan.faults.push_back(std::move(one));
  }
  return plan;
}

/// Whether a fault of the file touches a proxy or a daemon that is here; then it names those of the proxies that are, and no
/// others.
bool target::is_for_it(scenario::fault& one) const {
  if (fault::acts_on_daemons(one.what)) {
    const scenario::daemon* const of = scenario::daemon_of(from_, one);
    // The run has the others itself.
    return of != nullptr && scenario::is_where_proxies_are(*of) &&
           has_daemon(static_cast<std::size_t>(of - from_.daemons.data()));
  }
  if (fault::acts_on_hosts(one.what)) return false;  // those of the run's own services
  const bool means_all = one.target.proxy.empty();
  if (means_all && !has_others_) return true;
  config::one_or_more<std::string> here;
  for (std::size_t i = 0; i < from_.proxies.size(); ++i) {
    const auto& named = one.target.proxy;
    const bool is_meant = means_all || std::ranges::find(named, from_.proxies[i].id) != named.end();
    if (is_meant && has(i)) here.push_back(from_.proxies[i].id);
  }
  one.target.proxy = here;
  return !here.empty();
}

target::account target::account_in(const config::value& state) const {
  account now;
  for (const scenario::proxy& one : from_.proxies) {
    const config::value* const there = element(state, "proxies", one.id);
    now.counts.push_back(there == nullptr ? traffic::counts{} : counts_in(*there));
  }
  for (std::uint32_t slot = 0; slot < from_.faults.size(); ++slot) {
    fault::tally& counted = now.faults.of(slot);
    if (const config::value* const there = element(state, "tallies", from_.faults[slot].id))
      counted = tally_in(*there);
  }
  return now;
}

}  // namespace surgeline::runner
