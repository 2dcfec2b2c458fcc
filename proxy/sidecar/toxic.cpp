#include "surgeline/sidecar/toxic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <span>
#include <utility>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/letter.hpp"

namespace surgeline::sidecar {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using numbers = std::span<const std::int64_t>;

/// What a toxic becomes: a kind of fault, and what its id has behind the toxic's.
struct part {
  std::string_view suffix;
  fault::kind what;
};
using parts = std::vector<part>;

/// One line of the table: what Toxiproxy calls it, and what it is here.
struct toxic_type {
  std::string_view name;
  std::vector<std::string_view> attributes;
  std::string (*wrong)(numbers);
  parts (*becomes)(numbers, fault::direction);
};

/// A year; longer times are slips, and their sums would not fit.
constexpr std::int64_t longest_milliseconds = std::int64_t{365} * 24 * 3600 * 1000;
/// KB per second; upstream multiplies rates, and crashes above.
constexpr std::int64_t highest_rate = std::int64_t{1} << 40;
constexpr double bytes_in_kb = 1000;

/// What is negative counts as nothing.
duration span_of(std::int64_t counted) { return milliseconds{std::max<std::int64_t>(0, counted)}; }

std::string too_long(std::string_view name, std::int64_t value) {
  if (value <= longest_milliseconds) return {};
  return fmt::format("{} must be at most {} ms, a year", name, longest_milliseconds);
}

std::string fine(numbers) { return {}; }

std::string wrong_latency(numbers of) {
  const std::string delay = too_long("latency", of[0]);
  return delay.empty() ? too_long("jitter", of[1]) : delay;
}

std::string wrong_rate(numbers of) {
  if (of[0] < 0) return "rate must be 0 or more KB/s";
  if (of[0] > highest_rate) return fmt::format("rate must be at most {} KB/s", highest_rate);
  return {};
}

std::string wrong_delay(numbers of) { return too_long("delay", of[0]); }
std::string wrong_timeout(numbers of) { return too_long("timeout", of[0]); }

std::string wrong_slices(numbers of) {
  constexpr std::int64_t largest = std::int64_t{1} << 40;
  if (of[0] <= 0 || of[0] > largest)
    return fmt::format("average_size must be from 1 to {} bytes", largest);
  if (of[1] < 0 || of[1] > of[0]) return "size_variation must be from 0 to average_size";
  return too_long("delay", of[2] / 1000);
}

/// Evenly from `delay - jitter` to `delay + jitter`; what would be early comes at once.
distribution spread(duration delay, duration jitter) {
  if (jitter == duration{}) return distribution::fixed(delay);
  if (jitter <= delay) return distribution::uniform(delay - jitter, delay + jitter);
  const auto weight = [](duration of) { return static_cast<double>(of.count()); };
  return distribution::mixture_law{
      {{weight(jitter - delay), distribution::fixed(duration{})},
       {weight(jitter + delay), distribution::uniform(duration{}, delay + jitter)}}
  };
}

parts latency(numbers of, fault::direction towards) {
  return {
      {"",
       fault::latency{
           .delay = spread(span_of(of[0]), span_of(of[1])),
           .stage = fault::latency_stage::data,
           .towards = towards
       }}
  };
}

/// At a rate of 0 nothing passes, the end neither.
parts bandwidth(numbers of, fault::direction towards) {
  if (of[0] == 0) {
    return {
        {"", fault::stall{.towards = towards}},
        {"-end", fault::slow_close{.delay = distribution::never(), .towards = towards}}
    };
  }
  const double rate = static_cast<double>(of[0]) * bytes_in_kb;
  return {{"", fault::bandwidth{.rate = surgeline::bandwidth{rate}, .towards = towards}}};
}

parts slow_close(numbers of, fault::direction towards) {
  return {{"", fault::slow_close{.delay = distribution::fixed(span_of(of[0])), .towards = towards}}
  };
}

parts timeout(numbers of, fault::direction towards) {
  parts made{{"", fault::blackhole{.dial = true, .towards = towards, .discard = true}}};
  if (of[0] > 0)
    made.push_back({"-close", fault::cut{.after_silence = span_of(of[0]), .towards = towards}});
  return made;
}

/// On the first bytes of the stream, or its end.
parts reset_peer(numbers of, fault::direction towards) {
  const bool asks = towards == fault::direction::to_upstream;
  using enum fault::reset_moment;
  return {
      {"",
       fault::reset{
           .when = asks ? first_data : after_request,
           .delay = distribution::fixed(span_of(of[0])),
           .at_end = true
       }}
  };
}

parts slicer(numbers of, fault::direction towards) {
  const duration smallest{std::max<std::int64_t>(1, of[0] - of[1])}, largest{of[0] + of[1]};
  return {
      {"",
       fault::slicer{
           .size =
               {smallest == largest ? distribution::fixed(smallest)
                                    : distribution::uniform(smallest, largest)},
           .gap = distribution::fixed(microseconds{std::max<std::int64_t>(0, of[2])}),
           .towards = towards
       }}
  };
}

parts limit_data(numbers of, fault::direction towards) {
  const auto bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, of[0]));
  return {
      {"",
       fault::cut{.after_bytes = size{bytes}, .towards = towards, .from = fault::count_start::fault}
      }
  };
}

parts noop(numbers, fault::direction) { return {}; }

/// Every type of toxic, once.
std::span<const toxic_type> types() {
  static const std::array all{
      toxic_type{"latency", {"latency", "jitter"}, wrong_latency, latency},
      toxic_type{"bandwidth", {"rate"}, wrong_rate, bandwidth},
      toxic_type{"slow_close", {"delay"}, wrong_delay, slow_close},
      toxic_type{"timeout", {"timeout"}, wrong_timeout, timeout},
      toxic_type{"reset_peer", {"timeout"}, wrong_timeout, reset_peer},
      toxic_type{"slicer", {"average_size", "size_variation", "delay"}, wrong_slices, slicer},
      toxic_type{"limit_data", {"bytes"}, fine, limit_data},
      toxic_type{"noop", {}, fine, noop},
  };
  return all;
}

const toxic_type* find(std::string_view name) {
  const auto found = std::ranges::find(types(), name, &toxic_type::name);
  return found == types().end() ? nullptr : &*found;
}

std::vector<std::int64_t> values_of(const toxic& one) {
  std::vector<std::int64_t> values;
  values.reserve(one.attributes.size());
  for (const toxic::attribute& each : one.attributes) values.push_back(each.value);
  return values;
}

/// A name as far as an id can have it.
std::string plain(std::string_view name, std::size_t longest) {
  std::string made;
  for (const char c : name.substr(0, longest)) {
    const char small = lower(c);
    const bool belongs = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9');
    made += belongs ? small : '-';
  }
  return made;
}

/// `redis-latency-downstream-1f2e3d4c5b6a7988`: the number tells apart what looks alike.
std::string id_of(const std::string& proxy, const std::string& name) {
  constexpr std::size_t longest_proxy = 16, longest_name = 22;  // an id has 63 characters
  std::string readable = plain(proxy, longest_proxy);
  if (readable.front() < 'a' || readable.front() > 'z') readable.insert(0, "p");
  const std::uint64_t both = mix(hash_of(proxy), hash_of(name));
  return fmt::format("{}-{}-{:016x}", readable, plain(name, longest_name), both);
}

}  // namespace

std::string_view stream_of(const toxic& one) {
  return one.towards == fault::direction::to_upstream ? "upstream" : "downstream";
}

std::optional<std::vector<toxic::attribute>> attributes_of(std::string_view type) {
  const toxic_type* const found = find(type);
  if (found == nullptr) return {};
  std::vector<toxic::attribute> all;
  all.reserve(found->attributes.size());
  for (const std::string_view name : found->attributes) all.push_back({std::string{name}, 0});
  return all;
}

std::string wrong_with(const toxic& one) {
  if (!(one.toxicity >= 0 && one.toxicity <= 1)) return "toxicity must be from 0 to 1";
  const toxic_type* const type = find(one.type);
  return type == nullptr ? "invalid toxic type" : type->wrong(values_of(one));
}

std::vector<scenario::fault> faults_of(const toxic& one, const std::string& proxy) {
  const std::string id = id_of(proxy, one.name);
  std::vector<scenario::fault> made;
  for (part& each : find(one.type)->becomes(values_of(one), one.towards)) {
    scenario::fault next{.id = id + std::string{each.suffix}, .what = std::move(each.what)};
    next.probability = share{one.toxicity};
    next.per = fault::unit::connection;
    next.target.proxy = {proxy};
    next.draw = id;
    made.push_back(std::move(next));
  }
  return made;
}

}  // namespace surgeline::sidecar
