#include "surgeline/runner/fleet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <latch>
#include <utility>

#include "surgeline/runner/identity.hpp"
#include "surgeline/scenario/daemon_layout.hpp"
#include "surgeline/scenario/quorum.hpp"

namespace surgeline::runner {

fleet::fleet(
    const std::vector<admin::control_address>& controls,
    const scenario::file& from,
    std::uint64_t seed,
    problems& found,
    const std::function<void()>& lost
)
    : from_(from), lost_(controls.size()), latest_(controls.size()) {
  const scenario::run_identity run = identity_of(from);
  for (const admin::control_address& one : controls)
    targets_.push_back(std::make_unique<target>(one, from, seed, run, lost));
  check_targets(found);
  if (!found.empty()) return;
  all_do(&target::meet);
  add_troubles(found);
  if (!found.empty()) return;
  all_do(&target::take);
  add_troubles(found);
}

fleet::~fleet() { all_do(&target::leave); }

void fleet::all_do(step what) {
  std::latch left(static_cast<std::ptrdiff_t>(targets_.size()));
  for (const auto& one : targets_) (*one.*what)([&left] { left.count_down(); });
  left.wait();
}

void fleet::check_targets(problems& found) const {
  const auto expected = from_.safety.expect_sidecars.value_or(targets_.size());
  if (expected != targets_.size()) {
    found.add(
        {},
        fmt::format("the file expects {} sidecars, and there are {}", expected, targets_.size()),
        "a `--target` for each of them, or another [safety] expect_sidecars"
    );
  }
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const auto is_same = [&](const auto& one) { return one->control() == targets_[i]->control(); };
    if (std::any_of(targets_.begin(), targets_.begin() + static_cast<std::ptrdiff_t>(i), is_same))
      found.add({}, fmt::format("{} is a target twice", targets_[i]->control().text()));
  }
}

/// Why the run cannot have them: a sentence a sidecar, else one for each proxy that nobody has.
void fleet::add_troubles(problems& found) const {
  for (const auto& one : targets_) {
    if (const auto why = one->trouble()) found.add({}, *why);
  }
  if (!found.empty()) return;
  const std::string by_id =
      "`--target` arms the proxies of sidecars by the ids they have in the file";
  const bool is_alone = targets_.size() == 1;
  for (std::size_t i = 0; i < from_.proxies.size(); ++i) {
    if (std::ranges::any_of(targets_, [i](const auto& one) { return one->has(i); })) continue;
    const std::string who = is_alone
                                ? fmt::format("the sidecar at {}", targets_[0]->control().text())
                                : "none of the sidecars";
    const char* const lacks = is_alone ? "has no" : "has a";
    found.add({}, fmt::format("{} {} proxy `{}`", who, lacks, from_.proxies[i].id), by_id);
  }
  for (std::size_t i = 0; i < from_.daemons.size(); ++i) {
    const bool is_there =
        std::ranges::any_of(targets_, [i](const auto& one) { return one->has_daemon(i); });
    if (is_there || !scenario::is_where_proxies_are(from_.daemons[i])) continue;
    found.add(
        {},
        fmt::format("none of the sidecars has a daemon `{}`", from_.daemons[i].id),
        "connections wait for the daemons of the sidecar's own file: write it there"
    );
  }
  for (const auto& one : targets_) {
    const auto all = from_.proxies.size();
    std::size_t lacking = 0;
    while (lacking < all && !one->has(lacking)) ++lacking;
    if (is_alone || lacking < all) continue;
    const std::string where = one->control().text();
    found.add({}, fmt::format("the sidecar at {} has no proxy of the file", where), by_id);
  }
}

std::vector<endpoint> fleet::addresses(std::size_t proxy) const {
  std::vector<endpoint> all;
  for (const auto& one : targets_) {
    const auto& there = one->addresses(proxy);
    all.insert(all.end(), there.begin(), there.end());
  }
  return all;
}

void fleet::arm(const scenario::conductor& by, const std::function<void()>& done) {
  const auto left = std::make_shared<std::atomic<std::size_t>>(targets_.size());
  for (const auto& one : targets_) {
    one->arm(by, [left, done] {
      if (--*left == 0) done();
    });
  }
}

void fleet::count(const std::function<void(const target::account&)>& to) {
  struct sum {
    std::mutex mutex;
    std::size_t missing;
    target::account all;
  };
  const auto together = std::make_shared<sum>();
  together->missing = targets_.size();
  together->all.counts.resize(from_.proxies.size());
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    targets_[i]->count([this, i, together, to](const target::account& counted) {
      {
        const std::scoped_lock lock(mutex_);
        latest_[i] = counted;
      }
      const std::scoped_lock lock(together->mutex);
      for (std::size_t proxy = 0; proxy < counted.counts.size(); ++proxy)
        together->all.counts[proxy] += counted.counts[proxy];
      together->all.faults.merge(counted.faults);
      if (--together->missing == 0) to(together->all);
    });
  }
}

void fleet::take_counts(const std::function<void(std::size_t, traffic::counts)>& to) {
  count([to](const target::account& all) {
    for (std::size_t i = 0; i < all.counts.size(); ++i) to(i, all.counts[i]);
  });
}

void fleet::take_faults(const std::function<void(fault::ledger)>& to) {
  count([to](const target::account& all) { to(all.faults); });
}

void fleet::tell(const scenario::run_story& story) {
  for (const auto& one : targets_) one->tell(story);
}

void fleet::tell(const scenario::run_figures& figures) {
  for (const auto& one : targets_) one->tell(figures);
}

std::vector<std::pair<std::size_t, std::string>> fleet::take_lost() {
  std::vector<std::pair<std::size_t, std::string>> news;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const auto why = targets_[i]->trouble();
    if (!why || lost_[i]) continue;
    lost_[i] = true;
    news.emplace_back(i, *why);
  }
  return news;
}

std::optional<std::string> fleet::trouble() const {
  std::size_t left = 0;
  std::string reasons;
  for (const auto& one : targets_) {
    const auto why = one->trouble();
    if (!why) ++left;
    if (why) reasons += (reasons.empty() ? "" : "; ") + *why;
  }
  const std::size_t needed = scenario::needed_of(from_.safety.quorum, targets_.size());
  if (left >= needed) return {};
  if (targets_.size() == 1) return reasons;
  return fmt::format(
      "{} of {} sidecars are left, and the quorum is {}: {}",
      left,
      targets_.size(),
      needed,
      reasons
  );
}

std::vector<scenario::sidecar_record> fleet::records() const {
  const std::scoped_lock lock(mutex_);
  std::vector<scenario::sidecar_record> all;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const target& of = *targets_[i];
    scenario::sidecar_record one{
        .control = of.control().text(),
        .clock_ahead = of.clock().ahead,
        .clock_within = of.clock().within,
        .armed_within = of.armed_within(),
        .faults = latest_[i].faults
    };
    for (std::size_t proxy = 0; proxy < from_.proxies.size(); ++proxy) {
      if (!of.has(proxy)) continue;
      one.proxies.push_back(from_.proxies[proxy].id);
      if (proxy >= latest_[i].counts.size()) continue;
      const traffic::counts& counted = latest_[i].counts[proxy];
      one.connections += counted.opened;
      for (const auto& way : counted.bytes) one.bytes += way;
      one.exchanges += counted.exchanges.over;
      one.failed += counted.exchanges.failed;
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace surgeline::runner
