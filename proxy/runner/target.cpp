#include "surgeline/runner/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "surgeline/admin/control_client.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/core/units.hpp"
#include "told_state.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// How long a sidecar may think before there is a lease to lose.
constexpr duration first_patience = 5s;
/// A question needs so much time to be worth asking.
constexpr duration least_patience = 20ms;

/// True when people who watch the run want to know it now.
bool is_news(const std::optional<scenario::run_story>& before, const scenario::run_story& now) {
  return !before || before->state != now.state || before->phase != now.phase ||
         before->verdict != now.verdict || before->aborted != now.aborted;
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
    admin::control_address control,
    const scenario::file& from,
    std::uint64_t seed,
    scenario::run_identity run,
    std::function<void()> lost
)
    : control_(std::move(control)),
      from_(from),
      seed_(seed),
      run_(std::move(run)),
      lost_(std::move(lost)),
      addresses_(from.proxies.size()),
      daemons_(from.daemons.size()),
      lease_length_(from.safety.usual_lease()),
      renewal_(asking_.delays(), *this) {
  before_.counts.resize(from.proxies.size());
  latest_.counts.resize(from.proxies.size());
}

target::~target() {
  asking_.run([this] { renewal_.cancel(); });
}

void target::arm(const scenario::conductor& by, std::function<void()> done) {
  const auto now = steady_clock::now();
  asking_.post([this, now, plan = plan_of(by.in_force()), done = std::move(done)]() mutable {
    if (!trouble()) {
      plan.id = lease_;
      told_ = now;
      plan_ = scenario::to_json(plan);
      put();
    }
    done();
  });
}

void target::count(std::function<void(const account&)> to) {
  asking_.post([this, to = std::move(to)] {
    if (!trouble()) {
      if (const auto state = look()) {
        account now = account_in(*state);
        for (std::size_t i = 0; i < now.counts.size(); ++i)
          latest_.counts[i] = since(before_.counts[i], now.counts[i]);
        for (std::uint32_t slot = 0; slot < from_.faults.size(); ++slot)
          latest_.faults.of(slot) = since(before_.faults.of(slot), now.faults.of(slot));
      }
    }
    to(latest_);
  });
}

void target::tell(const scenario::run_story& story) {
  asking_.post([this, story] {
    const bool at_once = is_news(story_, story);
    story_ = story;
    story_->run = run_;
    if (at_once && !plan_ && !lease_.empty() && !trouble()) renew();
  });
}

void target::leave(std::function<void()> done) {
  asking_.post([this, done = std::move(done)] {
    renewal_.cancel();
    is_over_ = true;
    // A lost one may only have been silent: then its lease is cleared before it runs out.
    if (!lease_.empty()) ask("DELETE", "/v1/leases/" + lease_, {}, farewell);
    done();
  });
}

void target::rang(net::alarm&, net::real_time) {
  if (trouble()) return;
  if (!silence_.empty() && has_been_silent({{}, 0, silence_})) return;
  if (plan_)
    put();
  else
    renew();
}

/// A plan that did not get through is sent again in place of a renewal: what is wanted no longer is not kept alive.
void target::put() {
  const auto asked = steady_clock::now();
  const answer heard = ask("PUT", "/v1/plan", *plan_, patience());
  if (heard.good) {
    lease_ = config::text_at(*heard.good, "lease", "id");
    // The sidecar may give less than was asked for.
    const auto given = parse_duration(config::text_at(*heard.good, "lease", "lease"));
    lease_length_ = given.value_or(scenario::shortest_lease);
    plan_.reset();
    note_in_force();
  }
  go_on(heard, asked);
}

void target::note_in_force() {
  if (!told_) return;
  const duration took = steady_clock::now() - *told_;
  told_.reset();
  const std::scoped_lock lock(mutex_);
  armed_within_ = std::max(armed_within_, took);
}

void target::renew() {
  const auto asked = steady_clock::now();
  const std::string told = story_ ? scenario::to_json(*story_) : "";
  go_on(ask("POST", "/v1/leases/" + lease_ + "/renew", told, patience()), asked);
}

void target::go_on(const answer& heard, net::real_time asked) {
  if (heard.good) {
    renewed_ = asked;
    silence_.clear();
    if (!is_over_) renewal_.set(asked + lease_length_ / renewals_per_lease);
    return;
  }
  if (heard.status == 404 && !lease_.empty()) {
    look();  // a restarted one says so
    return lose(heard.why);
  }
  if (heard.status != 0 || lease_.empty()) return lose(heard.why);
  if (has_been_silent(heard)) return;
  const auto again = steady_clock::now() + lease_length_ / (2 * renewals_per_lease);
  renewal_.set(std::min(renewed_ + longest_silence(lease_length_), again));
}

/// True, and it is lost, when nothing has come back for too long.
bool target::has_been_silent(const answer& heard) {
  silence_ = heard.why;
  if (lease_.empty() || steady_clock::now() < renewed_ + longest_silence(lease_length_))
    return false;
  lose(fmt::format(
      "{} has been silent for {}, and clears itself at the end of its lease of {}: {}",
      name(),
      format(longest_silence(lease_length_)),
      format(lease_length_),
      silence_
  ));
  return true;
}

duration target::patience() const {
  if (lease_.empty()) return first_patience;
  const duration left = renewed_ + longest_silence(lease_length_) - steady_clock::now();
  return std::clamp(
      left,
      least_patience,
      std::min(first_patience, lease_length_ / renewals_per_lease)
  );
}

std::optional<config::value> target::look() {
  answer heard = ask("GET", "/v1/state", {}, patience());
  if (heard.status == 0) has_been_silent(heard);
  if (heard.good && config::text_at(*heard.good, "started_at") != started_) {
    lose(fmt::format(
        "{} was restarted at {}: it knows nothing of this run",
        name(),
        config::text_at(*heard.good, "started_at")
    ));
    return {};
  }
  return std::move(heard.good);
}

target::answer target::ask(
    const char* method,
    const std::string& path,
    std::string body,
    duration patience
) const {
  net::failure why;
  auto heard = admin::call_control(control_, method, path, std::move(body), why, patience);
  if (!heard) return {{}, 0, why.what};
  if (heard->is_good()) return {std::move(heard->body), heard->status, {}};
  const std::string reason = heard->body ? config::text_at(*heard->body, "error") : "";
  return {
      {},
      heard->status,
      fmt::format(
          "{} answers {} {} with {}{}{}",
          name(),
          method,
          path,
          heard->status,
          reason.empty() ? "" : ": ",
          reason
      )
  };
}

void target::lose(std::string why) {
  renewal_.cancel();
  {
    const std::scoped_lock lock(mutex_);
    if (trouble_) return;
    trouble_ = std::move(why);
  }
  lost_();
}

std::optional<std::string> target::trouble() const {
  const std::scoped_lock lock(mutex_);
  return trouble_;
}

duration target::armed_within() const {
  const std::scoped_lock lock(mutex_);
  return armed_within_;
}

}  // namespace surgeline::runner
