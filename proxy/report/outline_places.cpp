#include "outline_places.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/scenario/daemon.hpp"
#include "surgeline/scenario/sizing.hpp"
#include "surgeline/scenario/warm_cache.hpp"

namespace surgeline::report {
namespace {

/// What a cache holds, and how often that is enough.
std::string cache_text(const scenario::cache_terms& of) {
  const bool whole = !of.size || *of.size >= of.keys;
  std::string text = whole ? fmt::format(", all {} keys", of.keys)
                           : fmt::format(", {} of {} keys", *of.size, of.keys);
  if (of.ttl) return text + fmt::format(" for {}", format(*of.ttl));
  const auto hits = scenario::warm_hits(of);
  return hits && !whole ? text + fmt::format(", {} hits in the long run", text_of_share(*hits))
                        : text;
}

/// Which caches a load's requests come to.
std::vector<std::string> caches_on(const scenario::file& of, const scenario::route& way) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < of.services.size(); ++i) {
    const scenario::service& one = of.services[i];
    if (one.role == scenario::role::cache && scenario::jobs_for(of, way, i) > 0)
      all.push_back(one.id);
  }
  return all;
}

/// `45% of 3333/s, where userdb is full`.
std::string filled(double demand, const scenario::narrow_place& most, const std::string& entry) {
  std::string text =
      fmt::format("{:.0f}% of {:.4g}/s", demand / most.per_second * 100, most.per_second);
  return most.id == entry ? text : text + fmt::format(", where {} is full", most.id);
}

/// What as many users can ask for who wait for each answer, while nobody waits anywhere else.
std::string closed_sizing(const scenario::load& from, duration answer) {
  const double each = seconds(from.clients.think.mean({})) + seconds(answer);
  if (each <= 0 || !std::isfinite(each) || answer == forever) return {};
  return fmt::format("{:.4g}/s at most, while nobody waits", from.clients.count / each);
}

}  // namespace

std::string place_text(const scenario::service& of) {
  if (!of.is_lab() && !of.model)
    return of.id + (of.role == scenario::role::command ? ": a program" : ": not ours");
  return fmt::format(
      "{}: {} × {} slots × {}, queue {}{}",
      of.id,
      of.replicas,
      of.slots,
      of.service_time.text(),
      of.queue.limit,
      of.role == scenario::role::cache ? cache_text(of.cache) : ""
  );
}

std::string place_text(const scenario::daemon& of) {
  std::vector<std::string> who;
  for (const scenario::attachment& one : of.attach) {
    std::string each = fmt::format(
        "{} {}",
        one.service.value_or(one.proxy.value_or("")),
        config::name_of(one.stage())
    );
    if (one.share.part < 1) each = fmt::format("{} of {}", format(one.share), each);
    if (one.timeout) each += fmt::format(" for {} at most", format(*one.timeout));
    who.push_back(std::move(each));
  }
  return fmt::format(
      "a daemon, {}: {} slots × {}{}",
      config::name_of(of.scope),
      of.slots,
      of.service_time.text(),
      who.empty() ? "" : fmt::format("; it is asked by {}", fmt::join(who, ", "))
  );
}

std::string sizing_text(const scenario::file& of, const scenario::route& way) {
  const scenario::load& from = of.loads[way.load];
  const std::string& entry = of.services[way.service].id;
  const scenario::file warm = scenario::warmed(of);
  if (from.model != scenario::load_model::open)
    return closed_sizing(from, scenario::slot_time(warm, way.service));
  const scenario::narrow_place narrowest = scenario::narrowest_of(of, way);
  const double demand = from.rate.at({}).per_second, capacity = narrowest.per_second,
               attempts = scenario::most_attempts(of, way);
  if (capacity <= 0 || !std::isfinite(capacity)) return {};
  const scenario::narrow_place when_warm = scenario::narrowest_of(warm, way);
  std::string sizing;
  if (when_warm.per_second > capacity && std::isfinite(when_warm.per_second))
    sizing = fmt::format(
        "{}; with {} cold ",
        filled(demand, when_warm, entry),
        fmt::join(caches_on(of, way), " and ")
    );
  sizing += filled(demand, narrowest, entry);
  if (attempts <= 1) return sizing;
  return sizing + fmt::format(
                      "; with all {:g} attempts {:.4g}/s: stable below {:.4g}/s, {} here",
                      attempts,
                      demand * attempts,
                      capacity / attempts,
                      demand * attempts > capacity ? "vulnerable" : "stable"
                  );
}

}  // namespace surgeline::report
