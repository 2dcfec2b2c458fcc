#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "check.hpp"

namespace surgeline::scenario {
namespace {

/// Entries of `calls` that one service may have.
constexpr std::size_t most_calls = 64;

/// The service that a call leads to; empty if that is none of the lab's.
std::optional<std::size_t> callee_of(const file& from, const service_call& made) {
  std::string name = made.to;
  const auto through = std::ranges::find(from.proxies, name, &proxy::id);
  if (through != from.proxies.end()) name = through->upstream.service.value_or("");
  const auto found = std::ranges::find(from.services, name, &service::id);
  if (found == from.services.end()) return {};
  return static_cast<std::size_t>(found - from.services.begin());
}

/// Walks calls from service to service, and notes those that lead back to where the way began.
class cycle_search {
 public:
  explicit cycle_search(const reading& of) : of_(of), seen_(of.values.services.size()) {}

  void from(std::size_t service) {
    if (seen_[service] == state::done) return;
    seen_[service] = state::on_the_way;
    way_.push_back(service);
    const auto& calls = of_.values.services[service].calls;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      const auto next = callee_of(of_.values, calls[i]);
      if (!next) continue;
      if (seen_[*next] == state::on_the_way)
        say(service, i, *next);
      else
        from(*next);
    }
    way_.pop_back();
    seen_[service] = state::done;
  }

 private:
  enum class state : std::uint8_t { untouched, on_the_way, done };

  void say(std::size_t service, std::size_t call, std::size_t back_at) const {
    std::vector<std::string> names;
    for (auto at = std::ranges::find(way_, back_at); at != way_.end(); ++at)
      names.push_back(of_.values.services[*at].id);
    names.push_back(of_.values.services[back_at].id);
    of_.problem(
        {"service", service, "calls", call, "to"},
        fmt::format("calls go in a circle: {}", fmt::join(names, " → ")),
        "each would wait for itself: take one of these calls away"
    );
  }

  const reading& of_;
  std::vector<state> seen_;
  std::vector<std::size_t> way_;
};

/// A proxy that services call must have a service behind it: what answers calls is the lab's.
void check_targets(const reading& of, std::size_t service) {
  const auto& calls = of.values.services[service].calls;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto through = std::ranges::find(of.values.proxies, calls[i].to, &proxy::id);
    if (through == of.values.proxies.end() || through->upstream.service) continue;
    of.problem(
        {"service", service, "calls", i, "to"},
        fmt::format(
            "service `{}` would call proxy `{}`, whose upstream is an address",
            of.values.services[service].id,
            through->id
        ),
        "services call services: upstream = { service = \"…\" }"
    );
  }
}

}  // namespace

void check_calls(const reading& of) {
  if (!of.is_sound({"service", "proxy"})) return;
  cycle_search circles(of);
  for (std::size_t i = 0; i < of.values.services.size(); ++i) {
    check_targets(of, i);
    circles.from(i);
    if (of.values.services[i].calls.size() <= most_calls) continue;
    of.problem(
        {"service", i, "calls"},
        fmt::format("service `{}` has more than {} calls", of.values.services[i].id, most_calls)
    );
  }
}

}  // namespace surgeline::scenario
