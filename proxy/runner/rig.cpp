#include "rig.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/daemon_fault.hpp"
#include "surgeline/scenario/host_fault.hpp"
#include "surgeline/sidecar/daemon_door.hpp"
#include "surgeline/sidecar/proxy_setup.hpp"

namespace surgeline::runner {
namespace {

void add_why_not(
    const scenario::file& from,
    std::size_t proxy,
    const net::failure& why,
    problems& found
) {
  const scenario::proxy& one = from.proxies[proxy];
  const place where = proxy < from.listen_places.size() ? from.listen_places[proxy] : place{};
  if (why.code != std::errc::address_in_use || !one.listen) return found.add(where, why.what);
  found.add(
      where,
      fmt::format("proxy `{}` cannot listen on {}: it is in use", one.id, one.listen->text()),
      "end who has it, or listen on port 0: any free one"
  );
}

}  // namespace

rig::rig(
    const scenario::file& from,
    std::uint64_t seed,
    const net::run_clock& clock,
    const std::vector<admin::control_address>& targets,
    const std::function<void()>& lost,
    problems& found
)
    : from_(from), seed_(seed), cells_(from.proxies.size()) {
  start_daemons(clock, !targets.empty());
  start_services(clock, found);
  if (found.empty() && (!targets.empty() || from.safety.expect_sidecars))
    fleet_ = std::make_unique<fleet>(targets, from, seed, found, lost);
  else if (found.empty())
    start_proxies(clock, found);
  if (found.empty()) start_callers(clock, found);
}

void rig::start_daemons(const net::run_clock& clock, bool is_afar) {
  for (const scenario::daemon& one : from_.daemons) {
    daemons_.push_back(
        is_afar && scenario::is_where_proxies_are(one)
            ? nullptr
            : std::make_unique<lab::daemon_host>(serving_, clock, from_, one, chance{seed_})
    );
  }
}

void rig::start_services(const net::run_clock& clock, problems& found) {
  for (const scenario::service& one : from_.services) {
    if (!one.is_lab()) continue;
    net::failure why;
    lab::attached_daemons daemons{.ways = model::daemon_ways(from_, one), .hosts = {}};
    for (const auto& each : daemons_) daemons.hosts.push_back(each.get());
    lab_services_.emplace(
        one.id,
        std::make_unique<
            lab::service_host>(serving_, clock, one, chance{seed_}, why, std::move(daemons))
    );
    if (why.code) found.add({}, fmt::format("service `{}`: {}", one.id, why.what));
  }
  std::vector<lab::service_host*> all;
  for (const scenario::service& one : from_.services) {
    const auto ours = lab_services_.find(one.id);
    all.push_back(ours == lab_services_.end() ? nullptr : ours->second.get());
  }
  machines_ =
      std::make_unique<lab::machines>(serving_, clock, from_, chance{seed_}, std::move(all));
}

void rig::start_proxies(const net::run_clock& clock, problems& found) {
  const std::array workers{&passing_};
  for (const scenario::proxy& one : from_.proxies) {
    const auto upstreams = upstreams_of(one);
    net::failure why;
    auto setup = sidecar::setup_of(from_, one, upstreams, chance{seed_});
    sidecar::put_doors(setup, from_, one, upstreams.size(), daemons_);
    proxies_.push_back(traffic::proxy::open(std::move(setup), clock, workers, why));
    if (why.code) add_why_not(from_, proxies_.size() - 1, why, found);
  }
}

void rig::start_callers(const net::run_clock& clock, problems& found) {
  for (scenario::route way : scenario::routes(from_)) {
    const auto targets =
        way.proxy ? addresses_of(*way.proxy) : addresses_of(from_.services[way.service]);
    // A proxy that several sidecars have has as many listeners more; its callers balance over all of them.
    if (fleet_) way.endpoints = static_cast<std::uint32_t>(targets.size());
    net::failure why;
    if (way.by) {
      lab_services_.at(from_.services[way.by->service].id)
          ->calls(from_, way, targets, chance{seed_}, why);
    } else {
      loads_.push_back(std::make_unique<
                       lab::load_driver>(asking_, clock, from_, way, targets, chance{seed_}, why));
    }
    if (!why.code) continue;
    found.add(
        {},
        fmt::format(
            "{} `{}`: {}",
            way.by ? "service" : "load",
            scenario::caller_id(from_, way),
            why.what
        )
    );
  }
}

std::vector<endpoint> rig::upstreams_of(const scenario::proxy& one) const {
  if (!one.upstream.service) return one.upstream.endpoints;
  return addresses_of(
      *std::ranges::find(from_.services, *one.upstream.service, &scenario::service::id)
  );
}

std::vector<endpoint> rig::addresses_of(const scenario::service& one) const {
  if (one.is_lab()) return lab_services_.at(one.id)->addresses();
  return one.address ? std::vector{*one.address} : one.endpoints;
}

std::vector<endpoint> rig::addresses_of(std::size_t proxy) const {
  return fleet_ ? fleet_->addresses(proxy) : proxies_[proxy]->addresses();
}

void rig::connect(const std::function<void()>& done) {
  for (const auto& [id, one] : lab_services_) one->connect(done);
  for (const auto& one : loads_) one->connect(done);
}

void rig::arm(const scenario::conductor& by, const std::function<void()>& done) {
  for (std::size_t i = 0; i < daemons_.size(); ++i) {
    if (!daemons_[i]) continue;
    daemons_[i]->arm(scenario::daemon_faults_for(
        from_,
        from_.daemons[i],
        daemons_[i]->layout(),
        by.in_force(),
        by.so_far(),
        seed_
    ));
  }
  machines_->arm(
      scenario::host_faults_for(from_, machines_->layout(), by.in_force(), by.so_far(), seed_)
  );
  if (fleet_) {
    return fleet_->arm(by, [done, times = from_.proxies.size()] {
      for (std::size_t i = 0; i < times; ++i) done();
    });
  }
  for (std::size_t i = 0; i < proxies_.size(); ++i) {
    proxies_[i]->arm(
        scenario::plan_for(from_, from_.proxies[i], by.in_force(), by.so_far(), seed_, cells_[i]),
        done
    );
  }
}

void rig::scale(double factor, time_point now) {
  for (const auto& one : loads_) one->scale(factor, now);
}

void rig::take_rows(time_point now, const lab::handover& to) {
  for (const auto& one : daemons_) {
    if (one) one->take(now, to);
  }
  for (const auto& [id, one] : lab_services_) one->take(now, to);
  for (const auto& one : loads_) one->take(now, to);
}

void rig::take_counts(const std::function<void(std::size_t, traffic::counts)>& to) {
  if (fleet_) return fleet_->take_counts(to);
  for (std::size_t i = 0; i < proxies_.size(); ++i) {
    proxies_[i]->take_counts([i, to](const traffic::counts& counted) { to(i, counted); });
  }
}

fault::ledger rig::lab_book() const {
  fault::ledger all = machines_->book();
  for (const auto& one : daemons_) {
    if (one) all.merge(one->book());
  }
  return all;
}

std::size_t rig::writers() const {
  const auto here = std::ranges::count_if(daemons_, [](const auto& one) { return one != nullptr; });
  return static_cast<std::size_t>(here) + lab_services_.size() + loads_.size();
}

void rig::take_books(const std::function<void(traffic::book)>& to) {
  if (fleet_) {
    return fleet_->take_faults([to, proxies = from_.proxies.size()](fault::ledger all) {
      // It is the book of all of them.
      for (std::size_t i = 0; i < proxies; ++i)
        to({.faults = i == 0 ? std::move(all) : fault::ledger{}, .connections = {}});
    });
  }
  for (const auto& one : proxies_) one->take_book(to);
}

}  // namespace surgeline::runner
