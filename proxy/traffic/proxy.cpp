#include "surgeline/traffic/proxy.hpp"

#include <cassert>
#include <future>
#include <utility>

#include "countdown.hpp"
#include "surgeline/traffic/branch.hpp"

namespace surgeline::traffic {
namespace {

/// Asks something of every branch on its worker, and calls `done` on the last of them when each is done with it.
void ask_all(
    const std::vector<std::shared_ptr<branch>>& branches,
    void (branch::*question)(std::function<void()> done),
    std::function<void()> done
) {
  auto all = std::make_shared<countdown>(branches.size(), std::move(done));
  for (const auto& one : branches) {
    one->worker().post([one, question, all] { (*one.*question)([all] { all->one_done(); }); });
  }
}

/// Looks all upstreams up; fewer than named when one cannot be resolved that must be. `unresolved` says of each that cannot why.
std::vector<net::address> resolve(
    const proxy_options& of,
    std::vector<std::string>& unresolved,
    net::failure& why
) {
  if (of.capture) return {net::address{}};  // each connection brings its own
  std::vector<net::address> found;
  for (const endpoint& one : of.upstream) {
    const auto address = net::address::resolve(one, why);
    if (!address && !of.may_lack_upstream) break;
    if (address && of.may_call && !of.may_call(one, *address)) {
      why = {
          std::make_error_code(std::errc::operation_not_permitted),
          one.text() + " may not be called: it is " + address->to_endpoint().text()
      };
      break;
    }
    found.push_back(address.value_or(net::address{}));
    if (!address) unresolved[found.size() - 1] = why.what;
  }
  if (found.size() == of.upstream.size()) why = {};
  return found;
}

/// Those that a listener leads to: all, or of several listeners each its own.
std::vector<net::address> behind(
    const std::vector<net::address>& all,
    std::size_t listener,
    std::size_t listeners
) {
  return listeners > 1 ? std::vector{all[listener]} : all;
}

/// Opens every listener; false with the reason when one cannot be had.
bool open_entrances(
    premises& at,
    const std::vector<net::address>& upstreams,
    std::size_t workers,
    net::failure& why
) {
  const auto& options = at.options;
  const bool several = options.listen.size() > 1;
  for (std::size_t i = 0; i < options.listen.size(); ++i) {
    auto sockets = entrance::listen(options.listen[i], workers, why);
    if (sockets.empty()) return false;
    at.entrances.push_back(std::make_unique<entrance>(
        std::move(sockets),
        behind(upstreams, i, options.listen.size()),
        several ? "/" + std::to_string(i + 1) : "",
        static_cast<std::uint32_t>(several ? i + 1 : 1),
        several ? upstream_chooser{} : options.choose
    ));
  }
  return true;
}

}  // namespace

std::unique_ptr<proxy> proxy::open(
    proxy_options options,
    net::run_clock clock,
    std::span<net::worker* const> workers,
    net::failure& why
) {
  assert(!options.upstream.empty() && !workers.empty());
  assert(options.listen.size() == 1 || options.listen.size() == options.upstream.size());
  std::unique_ptr<proxy> made{new proxy};
  made->premises_ = std::make_shared<premises>(std::move(options));
  premises& at = *made->premises_;
  at.workers = workers.size();
  if (const auto& http = at.options.http) {
    at.attempts.emplace(http->most_requests, http->window, workers.size());
    at.breakers.emplace(http->clients.size());
  }
  at.unresolved.resize(at.options.upstream.size());
  at.upstreams = resolve(at.options, at.unresolved, why);
  if (at.upstreams.size() < at.options.upstream.size() ||
      !open_entrances(at, at.upstreams, workers.size(), why)) {
    why.what = "proxy `" + at.options.id + "`: " + why.what;
    return nullptr;
  }
  for (const auto& one : at.entrances) made->addresses_.push_back(one->local());
  for (std::size_t i = 0; i < workers.size(); ++i) {
    made->branches_.push_back(std::make_shared<branch>(made->premises_, clock, *workers[i], i));
    workers[i]->post([opened = made->branches_.back()] { opened->open(); });
  }
  return made;
}

proxy::~proxy() { close(); }

const std::string& proxy::id() const { return premises_->options.id; }

const std::vector<endpoint>& proxy::upstreams() const { return premises_->options.upstream; }

void proxy::look_up() {
  if (premises_->options.capture) return;
  const auto& named = premises_->options.upstream;
  std::vector<net::address>& known = premises_->upstreams;
  for (std::size_t i = 0; i < named.size(); ++i) {
    net::failure why;
    const auto found = net::address::resolve(named[i], why);
    const auto& may_call = premises_->options.may_call;
    const bool allowed = found && (!may_call || may_call(named[i], *found));
    if (allowed) known[i] = *found;
    if (found && !allowed) why.what = "it may not be called at " + found->host();
    const std::scoped_lock lock(premises_->lookups);
    // What was found once is kept.
    if (allowed || known[i].family() == AF_UNSPEC) premises_->unresolved[i] = why.what;
  }
  const auto& entrances = premises_->entrances;
  for (std::size_t i = 0; i < entrances.size(); ++i)
    entrances[i]->finds(behind(known, i, entrances.size()));
}

std::vector<unresolved_upstream> proxy::unresolved() const {
  std::vector<unresolved_upstream> all;
  const std::scoped_lock lock(premises_->lookups);
  for (std::size_t i = 0; i < premises_->unresolved.size(); ++i) {
    if (!premises_->unresolved[i].empty())
      all.push_back({upstreams()[i], premises_->unresolved[i]});
  }
  return all;
}

void proxy::arm(std::shared_ptr<const fault::plan> next, std::function<void()> done) {
  auto all = std::make_shared<countdown>(branches_.size(), std::move(done));
  for (const auto& one : branches_) {
    one->worker().post([one, next, all] { one->arm(next, [all] { all->one_done(); }); });
  }
}

void proxy::forget_fault(std::uint32_t slot) {
  for (const auto& one : branches_) one->worker().post([one, slot] { one->forget_fault(slot); });
}

/// Nobody may come in by one socket while another is being emptied, so all are shut first.
void proxy::shut(std::function<void()> done) {
  for (const auto& one : premises_->entrances) one->shut();
  ask_all(branches_, &branch::stop_accepting, [at = premises_, done = std::move(done)] {
    for (const auto& one : at->entrances) one->close();
    done();
  });
}

void proxy::stop_listening() {
  if (branches_.empty()) return;
  const auto shut_now = std::make_shared<std::promise<void>>();
  shut([shut_now] { shut_now->set_value(); });
  shut_now->get_future().wait();
}

void proxy::drain(std::function<void()> done) {
  shut([branches = branches_, done = std::move(done)] {
    ask_all(branches, &branch::when_empty, done);
  });
}

void proxy::close() {
  if (branches_.empty()) return;
  const auto closed = std::make_shared<std::promise<void>>();
  shut([branches = branches_, closed] {
    ask_all(branches, &branch::close, [closed] { closed->set_value(); });
  });
  closed->get_future().wait();
}

void proxy::cut_off() {
  if (branches_.empty()) return;
  const auto closed = std::make_shared<std::promise<void>>();
  ask_all(branches_, &branch::turn_away, [at = premises_, branches = branches_, closed] {
    for (const auto& one : at->entrances) one->close();
    ask_all(branches, &branch::close, [closed] { closed->set_value(); });
  });
  closed->get_future().wait();
}

}  // namespace surgeline::traffic
