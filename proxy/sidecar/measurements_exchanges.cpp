#include <functional>

#include "measurements_numbers.hpp"
#include "surgeline/observe/breaker_state.hpp"
#include "surgeline/sidecar/measurements.hpp"

/// What is exported of the exchanges of http proxies. Labels come from the file; series that 110 routes could have and hardly ever
/// do appear when they are no longer 0.
namespace surgeline::sidecar {
namespace {

using metrics::family;
using metrics::page;
using traffic::exchange_counts;
using traffic::route_counts;

/// One proxy's counts, over its workers.
class reader {
 public:
  explicit reader(std::vector<const exchange_counts*> workers) : workers_(std::move(workers)) {}

  template <class Read>
  double sum(Read read) const {
    std::uint64_t all = 0;
    for (const exchange_counts* const one : workers_) all += read(*one);
    return number(all);
  }
  template <class Read>
  metrics::histogram_cells::reading histogram(Read read) const {
    metrics::histogram_cells::reading all;
    for (const exchange_counts* const one : workers_) all += read(*one).read();
    return all;
  }

 private:
  std::vector<const exchange_counts*> workers_;
};

bool is_empty(const metrics::histogram_cells::reading& one) {
  return one == metrics::histogram_cells::reading{};
}

template <class E>
std::string_view word(std::size_t value) {
  return config::names<E>[value].name;
}

/// What everybody looks for is there from the start.
bool is_usual(std::size_t code, observe::outcome outcome, traffic::origin from) {
  const std::string_view name = traffic::code_classes[code];
  if (from != traffic::origin::upstream) return false;
  if (outcome == observe::outcome::ok) return name == "2xx" || name == "4xx";
  if (outcome == observe::outcome::error) return name == "5xx";
  return name == "none" && outcome != observe::outcome::timeout;
}

struct place {
  page& to;
  std::string_view proxy, route;
  std::size_t number;
};

void add_requests(const reader& all, const place& at) {
  for (std::size_t code = 0; code < traffic::code_classes.size(); ++code) {
    for (std::size_t how = 0; how < traffic::outcomes; ++how) {
      for (std::size_t from = 0; from < traffic::origins.size(); ++from) {
        const double value = all.sum([&](const exchange_counts& one) {
          return one.routes[at.number].requests[code][how][from].read();
        });
        const auto outcome = static_cast<observe::outcome>(how);
        if (value == 0 && !is_usual(code, outcome, static_cast<traffic::origin>(from))) continue;
        at.to.add(
            family::requests,
            {{"proxy", at.proxy},
             {"route", at.route},
             {"code", traffic::code_classes[code]},
             {"outcome", word<observe::outcome>(how)},
             {"origin", traffic::origins[from]}},
            value
        );
      }
    }
  }
}

void add_durations(const reader& all, const place& at) {
  for (std::size_t how = 0; how < traffic::outcomes; ++how) {
    const auto value = all.histogram([&](const exchange_counts& one) -> auto& {
      return one.routes[at.number].took[how];
    });
    if (how > 0 && is_empty(value)) continue;
    at.to.add(
        family::request_duration,
        {{"proxy", at.proxy}, {"route", at.route}, {"outcome", word<observe::outcome>(how)}},
        value
    );
  }
  const auto gaps = all.histogram([&](const exchange_counts& one) -> auto& {
    return one.routes[at.number].gaps;
  });
  if (!is_empty(gaps))
    at.to.add(family::retry_interval, {{"proxy", at.proxy}, {"route", at.route}}, gaps);
}

void add_attempts(const reader& all, const place& at) {
  for (std::size_t ordinal = 0; ordinal < traffic::ordinals.size(); ++ordinal) {
    for (std::size_t by = 0; by < traffic::evidences; ++by) {
      const double value = all.sum([&](const exchange_counts& one) {
        return one.routes[at.number].attempts[ordinal][by].read();
      });
      const auto what = static_cast<observe::evidence>(by);
      const bool usual = ordinal == 0 &&
                         (what == observe::evidence::request_id || what == observe::evidence::none);
      if (value == 0 && !usual) continue;
      at.to.add(
          family::attempts,
          {{"proxy", at.proxy},
           {"route", at.route},
           {"attempt", traffic::ordinals[ordinal]},
           {"evidence", word<observe::evidence>(by)}},
          value
      );
    }
  }
}

void add_logical(const reader& all, const place& at, bool has_deadline) {
  for (std::size_t how = 0; how < traffic::outcomes; ++how) {
    for (std::size_t in_time = 0; in_time < traffic::punctualities; ++in_time) {
      const double value = all.sum([&](const exchange_counts& one) {
        return one.routes[at.number].logical[how][in_time].read();
      });
      const auto outcome = static_cast<observe::outcome>(how);
      const bool judged = static_cast<observe::punctuality>(in_time) != observe::punctuality::none;
      const bool usual = outcome == observe::outcome::ok && judged == has_deadline;
      if (value == 0 && !usual) continue;
      at.to.add(
          family::logical_requests,
          {{"proxy", at.proxy},
           {"route", at.route},
           {"outcome", word<observe::outcome>(how)},
           {"deadline", word<observe::punctuality>(in_time)}},
          value
      );
    }
  }
}

void add_retries(const reader& all, const place& at) {
  const auto add = [&](family what, auto read, double scale = 1) {
    const double value = scale * all.sum([&](const exchange_counts& one) {
      return read(one.routes[at.number]).read();
    });
    at.to.add(what, {{"proxy", at.proxy}, {"route", at.route}}, value);
  };
  constexpr double nanosecond = 1e-9;
  add(family::abandoned_responses, [](const route_counts& one) { return one.abandoned; });
  add(
      family::abandoned_upstream_seconds,
      [](const route_counts& one) { return one.abandoned_nanoseconds; },
      nanosecond
  );
  add(family::overlapping_attempts, [](const route_counts& one) { return one.overlapping; });
  for (std::size_t how = 1; how < traffic::endings; ++how) {
    at.to.add(
        family::retry_outcomes,
        {{"proxy", at.proxy}, {"route", at.route}, {"outcome", word<observe::ending>(how)}},
        all.sum([&](const exchange_counts& one) {
          return one.routes[at.number].retries[how].read();
        })
    );
  }
}

void add_hosts(const reader& all, page& to, std::string_view id, const traffic::proxy& through) {
  for (std::size_t i = 0; i < through.upstreams().size(); ++i) {
    const std::string host = through.upstreams()[i].text();
    for (std::size_t how = 0; how < traffic::outcomes; ++how) {
      to.add(
          family::host_requests,
          {{"proxy", id}, {"host", host}, {"outcome", word<observe::outcome>(how)}},
          all.sum([&](const exchange_counts& one) { return one.hosts[i].requests[how].read(); })
      );
    }
    to.add(
        family::upstream_request_duration,
        {{"proxy", id}, {"host", host}},
        all.histogram([&](const exchange_counts& one) -> auto& { return one.hosts[i].took; })
    );
    to.add(
        family::host_in_flight,
        {{"proxy", id}, {"host", host}},
        all.sum([&](const exchange_counts& one) { return one.hosts[i].in_flight.read(); })
    );
  }
}

void add_client_parts(const reader& all, page& to, std::string_view id) {
  for (std::size_t part = 0; part < traffic::client_parts.size(); ++part) {
    for (std::size_t how = 0; how < traffic::outcomes; ++how) {
      to.add(
          family::control_requests,
          {{"proxy", id},
           {"clients", traffic::client_parts[part]},
           {"outcome", word<observe::outcome>(how)}},
          all.sum([&](const exchange_counts& one) { return one.by_part[part].requests[how].read(); }
          )
      );
    }
    to.add(
        family::control_request_duration,
        {{"proxy", id}, {"clients", traffic::client_parts[part]}},
        all.histogram([&](const exchange_counts& one) -> auto& { return one.by_part[part].took; })
    );
  }
}

}  // namespace

void measurements::add_exchanges(page& to, const served_proxy& one) const {
  const traffic::http_options* const http = one.through->http();
  if (http == nullptr) return;
  const std::string& id = one.written.id;
  const reader all(one.through->exchanges());
  for (std::size_t i = 0; i < http->routes.size(); ++i) {
    const place at{to, id, http->routes[i].id, i};
    add_requests(all, at);
    add_durations(all, at);
    add_retries(all, at);
    if (!http->observes) continue;
    add_attempts(all, at);
    add_logical(all, at, http->routes[i].deadline != forever);
  }
  add_hosts(all, to, id, *one.through);
  if (one.through->spares_some()) add_client_parts(all, to, id);
  to.add(family::requests_in_flight, {{"proxy", id}}, all.sum([](const exchange_counts& each) {
    return each.in_flight.read();
  }));
  to.add(
      family::proxy_overhead,
      {{"proxy", id}},
      all.histogram([](const exchange_counts& each) -> auto& { return each.overhead; })
  );
  if (http->observes) add_breakers(to, one);
}

void measurements::add_breakers(page& to, const served_proxy& one) const {
  const std::string& id = one.written.id;
  to.add(family::attempts_lost, {{"proxy", id}}, number(one.through->attempts()->losses()));
  const traffic::breakers& seen = *one.through->client_breakers();
  for (std::size_t group = 0; group < seen.size(); ++group) {
    const std::string_view client = one.through->http()->clients.id(group);
    const traffic::breakers::reading now = seen.read(group, of_.now());
    for (std::size_t state = 0; state < traffic::breakers::states; ++state) {
      const std::string_view name = word<observe::breaker_state>(state);
      const bool is_now = static_cast<std::size_t>(now.state) == state;
      to.add(
          family::client_breaker_state,
          {{"proxy", id}, {"client", client}, {"state", name}},
          is_now ? 1 : 0
      );
      to.add(
          family::client_breaker_transitions,
          {{"proxy", id}, {"client", client}, {"to", name}},
          number(now.transitions[state])
      );
    }
    to.add(
        family::client_breaker_open_seconds,
        {{"proxy", id}, {"client", client}},
        seconds(now.open)
    );
  }
}

}  // namespace surgeline::sidecar
