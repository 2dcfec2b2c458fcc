#include <algorithm>
#include <utility>

#include "surgeline/runner/target.hpp"

/// What a run's loads do, for whoever watches a sidecar: nice to know, and nothing that a run depends on.
namespace surgeline::runner {
namespace {

/// The plan of the next phase must not wait for long behind such a call.
constexpr duration longest_word = std::chrono::milliseconds{250};

/// Whether a sidecar that has answered so may want to know later.
bool may_listen_later(unsigned status) {
  constexpr unsigned too_many = 429;
  return status == 0 || status == too_many || status / 100 == 5;
}

}  // namespace

void target::tell(scenario::run_figures figures) {
  {
    const std::scoped_lock lock(mutex_);
    const bool waits_already = figures_.has_value();
    figures_ = std::move(figures);
    if (waits_already) return;
  }
  asking_.post([this] { tell_figures(); });
}

void target::tell_figures() {
  std::optional<scenario::run_figures> latest;
  {
    const std::scoped_lock lock(mutex_);
    latest = std::exchange(figures_, std::nullopt);
  }
  const bool has_better_to_do = lease_.empty() || is_over_ || plan_ || !silence_.empty();
  if (!latest || has_better_to_do || trouble()) return;
  if (std::chrono::steady_clock::now() < figures_again_) return;
  const answer heard =
      ask("PUT",
          "/v1/leases/" + lease_ + "/figures",
          scenario::to_json(*latest),
          std::min(patience(), longest_word));
  if (heard.good) return;
  figures_again_ = may_listen_later(heard.status) ? std::chrono::steady_clock::now() + lease_length_
                                                  : net::real_time::max();
}

}  // namespace surgeline::runner
