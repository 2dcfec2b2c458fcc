#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "sim/simulating.hpp"

/// What the tests of Grab's breakers and retries share: hosts of which some are bad, and what comes of it over many seeds.
namespace surgeline::sim {

/// 100/s to hosts that answer at once, of which the first `bad` break every connection; clients share one breaker.
struct grab {
  std::uint32_t hosts = 2;
  std::uint32_t bad = 1;
  duration length = 60s;
  double breaks = 1;  ///< the share of requests that a bad host breaks
  scenario::policy by{.id = "callers"};
  scenario::arrival arrival = scenario::arrival::poisson;

  scenario::file file() const {
    scenario::file made = scenario::proxied_scenario();
    made.services[0] = {
        .id = "shop",
        .replicas = hosts,
        .slots = 1000,
        .service_time = distribution::fixed(0s),
    };
    made.proxies[0].each = scenario::fan::endpoint;
    made.loads[0].rate = rate{100};
    made.loads[0].arrival = arrival;
    made.loads[0].clients.count = 50;
    made.loads[0].policy = "callers";
    made.policies.push_back(by);
    made.phases[0].length = 1ms;
    scenario::add_phase(made, "bad", length, scenario::phase_role::normal);
    scenario::fault& cut = scenario::add_fault(made, "cut", fault::reset{}, {"bad"});
    for (std::uint32_t host = 1; host <= bad; ++host) {
      if (!cut.target.who.endpoints) cut.target.who.endpoints.emplace();
      cut.target.who.endpoints->index.push_back(host);
    }
    if (breaks < 1) {
      cut.probability = share{breaks};
      cut.per = fault::unit::request;
    }
    return made;
  }
};

/// A mean with its standard error.
struct mean_of {
  double mean = 0;
  double error = 0;
};

inline mean_of over(const std::vector<double>& all) {
  const auto many = static_cast<double>(all.size());
  double sum = 0, squares = 0;
  for (const double one : all) sum += one;
  for (const double one : all) squares += (one - sum / many) * (one - sum / many);
  return {sum / many, std::sqrt(squares / (many - 1) / many)};
}

/// What a case comes to over seeds.
struct outcome_of {
  mean_of success, attempts;  ///< of and for each request
};

inline outcome_of outcome_over(const grab& what, std::uint64_t seeds) {
  std::vector<double> success, attempts;
  const scenario::file made = what.file();
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto record = simulate(made, seed);
    const double asked = users(record, instrument::offered);
    success.push_back(users(record, instrument::succeeded) / asked);
    attempts.push_back(users(record, instrument::attempts) / asked);
  }
  const outcome_of made_of{over(success), over(attempts)};
  std::cout << fmt::format(
      "{} seeds of {} s: success {:.4f} +- {:.4f}, attempts {:.4f} +- {:.4f}\n",
      seeds,
      seconds(what.length),
      made_of.success.mean,
      made_of.success.error,
      made_of.attempts.mean,
      made_of.attempts.error
  );
  return made_of;
}

/// What comes of hystrix-go where so many of the attempts fail and it opens below that, at 100/s: it closes at the probe that
/// succeeds, and opens when twenty or more have been counted of which enough failed. Exact but for its window's end.
struct oscillation {
  double success = 0, attempts = 0;  ///< of and for each request
};

inline oscillation oscillating(double fails, double open_at) {
  const auto percent = [](double part) { return static_cast<int>(part * 100 + 0.5); };
  constexpr std::size_t window = 1000;
  std::vector<double> failed(window, 0.0);  // probability, by failures so far
  failed[0] = 1;
  double while_closed = 0;
  for (std::size_t counted = 1; counted < window; ++counted) {
    double stays = 0;
    std::vector<double> next(window, 0.0);
    for (std::size_t bad = 0; bad < counted; ++bad) {
      const double rate = static_cast<double>(bad) / static_cast<double>(counted);
      if (counted >= 20 && percent(rate) >= percent(open_at)) continue;
      stays += failed[bad];
      next[bad] += failed[bad] * (1 - fails);
      next[bad + 1] += failed[bad] * fails;
    }
    while_closed += stays;
    failed = std::move(next);
  }
  const double probes = 1 / (1 - fails), refused = 500;  // in 5 s, before each probe
  const double requests = 1 + probes * (refused + 1) + while_closed;
  return {
      (1 + while_closed * (1 - fails)) / requests,
      (probes + while_closed) / requests,
  };
}

inline resilience::breaker_terms hystrix_at(double part) {
  auto terms = resilience::breaker_terms::of_hystrix();
  terms.kind = resilience::hystrix{.open_at = share{part}};
  return terms;
}

inline resilience::retry at_once(std::uint32_t retries) {
  return {
      .kind = resilience::growth::fixed,
      .attempts = retries + 1,
      .base = distribution::fixed(0s),
      .retry_on = {resilience::cause::reset, resilience::cause::rejected},
  };
}

/// A breaker for each host.
inline resilience::breaker_terms by_host(resilience::breaker_terms terms) {
  terms.scope = resilience::breaker_scope::host;
  return terms;
}

}  // namespace surgeline::sim
