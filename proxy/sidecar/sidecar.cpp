#include "surgeline/sidecar/sidecar.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <thread>
#include <utility>

#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/captured.hpp"
#include "surgeline/sidecar/daemon_door.hpp"
#include "surgeline/sidecar/proxy_setup.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using std::chrono::system_clock;

/// How often decisions are written, injections noticed, and workers looked at.
constexpr auto pulse_time = 250ms;
/// The addresses of upstreams are looked up so often.
constexpr std::uint64_t pulses_per_look_up = 4;
/// How long somebody who asks is kept waiting for a worker that is busy.
constexpr auto patience = 20ms;

std::size_t workers_for(const scenario::file& served) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  return served.serve.workers.number == 0 ? cores : served.serve.workers.number;
}

/// Differs from process to process, and from start to start.
std::uint64_t salt() {
  const auto now = system_clock::now().time_since_epoch().count();
  return mix(static_cast<std::uint64_t>(getpid()), static_cast<std::uint64_t>(now));
}

/// Calls `last` when it has been called `times` times; on one thread.
sidecar::done after_all(std::size_t times, sidecar::done last) {
  if (times == 0) last();
  return [left = std::make_shared<std::size_t>(times), last = std::move(last)] {
    if (--*left == 0) last();
  };
}

}  // namespace

sidecar::sidecar(
    boost::asio::io_context& control,
    scenario::file served,
    voice say,
    decision_log log
)
    : control_(control),
      say_(std::move(say)),
      log_(std::move(log)),
      file_(std::move(served)),
      armory_(file_, salt(), clock_.now()),
      file_of_daemons_(file_),
      change_(control),
      pulse_(control),
      drain_(control) {
  for (std::size_t i = 0; i < workers_for(file_); ++i) {
    workers_.push_back(std::make_unique<net::worker>());
    lags_.push_back(std::make_unique<lag_probe>(*workers_.back()));
  }
  start_daemons();
  busy_.resize(workers_.size());
  reloads_.read = system_clock::now();
}

sidecar::~sidecar() {
  workshop_.join();
  resolver_.join();
}

problems sidecar::open(done in_force) {
  problems found;
  std::vector<served_proxy> all;
  for (const scenario::proxy& one : file_.proxies) {
    net::failure why;
    all.push_back({one, open_one(file_, one, why), {}});
    if (why.code) found.add({}, why.what);
  }
  if (!found.empty()) return found;
  proxies_ = std::move(all);
  arm([this, in_force = std::move(in_force)] {
    ready_ = true;
    in_force();
  });
  pulse();
  return found;
}

std::shared_ptr<traffic::proxy> sidecar::open_one(
    const scenario::file& in,
    const scenario::proxy& what,
    net::failure& why,
    bool is_guest
) const {
  std::vector<net::worker*> on;
  for (const auto& one : workers_) on.push_back(one.get());
  auto setup = setup_of(in, what, what.upstream.endpoints, chance{in.head.seed});
  put_doors(setup, file_of_daemons_, what, what.upstream.endpoints.size(), daemons_);
  setup.may_lack_upstream = true;
  setup.ends_softly = is_guest;
  if (!is_guest && scenario::is_captured(what.upstream)) setup.capture = capture_;
  if (const auto most = in.serve.limits.connections)
    setup.max_connections = std::min<std::size_t>(setup.max_connections, *most);
  return traffic::proxy::open(std::move(setup), clock_, on, why);
}

void sidecar::put(const scenario::plan_request& asked, std::function<void(grant)> answered) {
  const time_point now = clock_.now();
  const grant given = armory_.put(asked, now);
  if (given.what != grant::answer::given) return answered(given);
  leases_.heartbeat = system_clock::now();
  arm([given, answered = std::move(answered)] { answered(given); });
}

bool sidecar::renew(const std::string& lease, const std::optional<scenario::run_story>& news) {
  const time_point now = clock_.now();
  if (!armory_.renew(lease, now)) return false;
  leases_.heartbeat = system_clock::now();
  if (news) {
    scenario::run_story story = *news;
    if (!story.run) story.run = armory_.held()->run;
    board_.hear(lease, story, armory_.held()->length, now);
  }
  return true;  // the timer looks again when it rings
}

bool sidecar::tell(const std::string& lease, scenario::run_figures news) {
  const auto& held = armory_.held();
  if (!held || held->id != lease) return false;
  board_.hear(lease, std::move(news), held->length, clock_.now());
  return true;
}

void sidecar::put_fault(const scenario::fault& what, std::function<void(grant)> answered) {
  const grant given = armory_.put_alone(scenario::door::v1, {what.id}, {what}, clock_.now());
  if (given.what != grant::answer::given) return answered(given);
  arm([given, answered = std::move(answered)] { answered(given); });
}

void sidecar::arm(done in_force) {
  swap_plans(std::move(in_force));
  wait_for_change();
}

/// What was counted of a fault is not another's that has its slot now.
void sidecar::forget_replaced_faults() {
  for (const std::uint32_t slot : armory_.taken_over()) {
    if (slot < injections_.size()) injections_[slot].reset();
    for (served_proxy& one : proxies_) {
      if (slot < one.tallies.size()) one.tallies[slot] = {};
      one.through->forget_fault(slot);
    }
  }
}

void sidecar::swap_plans(done in_force) {
  forget_replaced_faults();
  arm_daemons();
  const done one_done = after_all(proxies_.size(), std::move(in_force));
  for (const served_proxy& one : proxies_)
    one.through->arm(armory_.plan_for(one.written), on_control(one_done));
}

void sidecar::wait_for_change() {
  const net::real_time when = clock_.real(armory_.next_change());
  if (when == net::real_time::max()) {
    change_.cancel();
    return;
  }
  change_.expires_at(when);
  change_.async_wait([this](boost::system::error_code error) {
    if (!error) see_change();
  });
}

void sidecar::see_change() {
  const change made = armory_.advance(clock_.now());
  if (made.nothing()) return wait_for_change();
  // However short windows are, workers are given no more plans than they can take.
  if (!made.lease && made.ended.empty()) return swap_plans([this] { wait_for_change(); });
  if (made.lease) ++leases_.ran_out;
  forget_ended_toxics();
  const std::string faults =
      made.ended.empty() ? "no fault" : fmt::format("`{}`", fmt::join(made.ended, "`, `"));
  const std::string reason = made.lease ? fmt::format("lease {} was not renewed", *made.lease)
                                        : std::string{"ttl or max_fault_age has passed"};
  const bool by_lease = made.lease.has_value();
  arm([this, reason, faults, by_lease = by_lease && !made.ended.empty()] {
    if (by_lease) ++rollbacks_.lease;
    say_(fmt::format("{}: {} cleared", reason, faults));
  });
}

void sidecar::pulse() {
  refresh([] {});
  for (std::size_t i = 0; i < workers_.size(); ++i)
    busy_[i].look(steady_clock::now(), workers_[i]->waited());
  if (++pulses_ % pulses_per_look_up == 0) look_up_again();
  tell_of_names();
  tell_of_captures();
  std::erase_if(retired_, [](const auto& one) { return one->counted().active == 0; });
  pulse_.expires_after(pulse_time);
  pulse_.async_wait([this](boost::system::error_code error) {
    if (!error) pulse();
  });
}

void sidecar::refresh(done heard) {
  // Whoever comes first: the last answer, or the end of patience.
  const auto once = std::make_shared<done>(std::move(heard));
  const done finish = [once] {
    if (const done call = std::exchange(*once, {})) call();
  };
  const done one_done = after_all(proxies_.size(), finish);
  for (const served_proxy& one : proxies_) ask(*one.through, one_done);
  const auto limit = std::make_shared<boost::asio::steady_timer>(control_, patience);
  limit->async_wait([limit, finish](boost::system::error_code) { finish(); });
}

/// Takes what a proxy's faults have done. By the time it answers it may be retired, or gone.
void sidecar::ask(traffic::proxy& whom, done heard) {
  whom.take_faults(
      [this, id = whom.id(), from = &whom, heard = std::move(heard)](fault::ledger faults) {
        boost::asio::post(control_, [this, id, from, heard, faults = std::move(faults)] {
          hear(id, from, faults);
          heard();
        });
      }
  );
}

void sidecar::hear(
    const std::string& proxy,
    const traffic::proxy* from,
    const fault::ledger& faults
) {
  const auto& known = armory_.catalogue().faults;
  for (const fault::decision& one : faults.decisions()) {
    if (log_) log_(proxy, known[one.slot].id, one);
    decisions_.push_back({++decided_, proxy, known[one.slot].id, one});
    if (decisions_.size() > kept_decisions) decisions_.pop_front();
  }
  const auto of =
      std::ranges::find(proxies_, from, [](const served_proxy& one) { return one.through.get(); });
  if (of == proxies_.end()) return;
  injections_.resize(known.size());
  for (std::size_t slot = 0; slot < faults.tallies().size(); ++slot) {
    const std::uint64_t before = slot < of->tallies.size() ? of->tallies[slot].injected : 0;
    if (faults.tallies()[slot].injected > before) injections_[slot] = system_clock::now();
  }
  of->tallies = faults.tallies();
}

std::optional<system_clock::time_point> sidecar::last_injection(std::uint32_t slot) const {
  return slot < injections_.size() ? injections_[slot] : std::nullopt;
}

system_clock::time_point sidecar::wall_time(time_point moment) const {
  const duration ahead = moment - clock_.now();
  return system_clock::now() + std::chrono::duration_cast<system_clock::duration>(ahead);
}

sidecar::done sidecar::on_control(done task) const {
  return [this, task = std::move(task)] { boost::asio::post(control_, task); };
}

}  // namespace surgeline::sidecar
