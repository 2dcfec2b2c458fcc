#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "surgeline/net/address.hpp"
#include "surgeline/sidecar/differences.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// How often it looks whether the last connection has ended.
constexpr auto drain_step = 50ms;

const served_proxy* find(const std::vector<served_proxy>& in, const std::string& id) {
  const auto found =
      std::ranges::find(in, id, [](const served_proxy& one) { return one.written.id; });
  return found == in.end() ? nullptr : &*found;
}

/// A name that cannot be resolved is the commonest mistake, and can be found before anything is touched.
void check_upstreams(const scenario::proxy& of, problems& found) {
  for (const endpoint& upstream : of.upstream.endpoints) {
    net::failure why;
    if (!net::address::resolve(upstream, why))
      found.add({}, fmt::format("proxy `{}`: {}", of.id, why.what));
  }
}

}  // namespace

/// What a reload has made of the proxies.
struct sidecar::opened {
  scenario::file next;
  std::vector<served_proxy> proxies;  ///< of the next file; else of the old one, or empty
  std::vector<std::shared_ptr<traffic::proxy>> retired;  ///< they listen no more
  problems found;                                        ///< then the old file stays in force
};

void sidecar::reload(file_reader read, std::function<void(reload_result)> answered) {
  in_turn([this, read = std::move(read), answered = std::move(answered)](const done& next_turn) {
    const auto finish = [answered, next_turn](const reload_result& result) {
      answered(result);
      next_turn();
    };
    boost::asio::post(workshop_, [this, read, finish] {
      problems found;
      const auto next = read(found);
      boost::asio::post(control_, [this, next, found, finish] { open_next(next, found, finish); });
    });
  });
}

/// The lease is asked before anything is touched.
void sidecar::open_next(
    const std::optional<scenario::file>& next,
    problems found,
    const std::function<void(reload_result)>& answered
) {
  if (next) found = armory_.announce(*next);
  if (next) check_names(*next, found);
  if (next) check_same_daemons(*next, found);
  if (!found.empty()) {
    reloading_ = std::make_shared<opened>(opened{.found = std::move(found)});
    return finish_reload(answered);
  }
  std::vector<served_proxy> old = proxies_;
  std::erase_if(old, [](const served_proxy& one) { return one.is_guest; });
  boost::asio::post(workshop_, [this, next = *next, answered, before = file_, old] {
    reloading_ = std::make_shared<opened>(open_changes(before, old, next));
    boost::asio::post(control_, [this, answered] { finish_reload(answered); });
  });
}

/// Opens what is new or has changed. A changed proxy may want the port that its forerunner has, so that one stops listening
/// first; if its successor cannot be opened after all, it is opened again as it was.
sidecar::opened sidecar::open_changes(
    const scenario::file& before,
    const std::vector<served_proxy>& old,
    const scenario::file& next
) const {
  opened made{.next = next};
  for (const scenario::proxy& one : next.proxies) {
    const served_proxy* const was = find(old, one.id);
    const bool stays = was != nullptr && was->written == one;
    made.proxies.push_back(stays ? *was : served_proxy{one, nullptr, {}});
    if (!stays) check_upstreams(one, made.found);
  }
  if (!made.found.empty()) {
    made.proxies.clear();
    return made;
  }
  for (const served_proxy& one : old) {
    const served_proxy* const becomes = find(made.proxies, one.written.id);
    if (becomes != nullptr && becomes->through == one.through) continue;
    one.through->stop_listening();
    made.retired.push_back(one.through);
  }
  for (served_proxy& one : made.proxies) {
    net::failure why;
    if (one.through == nullptr) one.through = open_one(next, one.written, why);
    if (why.code) made.found.add({}, why.what);
  }
  if (made.found.empty()) return made;
  made.proxies = old;
  for (served_proxy& one : made.proxies) {
    net::failure why;
    if (std::ranges::find(made.retired, one.through) == made.retired.end()) continue;
    one.through = open_one(before, one.written, why);
    if (why.code) made.found.add({}, why.what + ": it is gone now");
  }
  std::erase_if(made.proxies, [](const served_proxy& one) { return one.through == nullptr; });
  return made;
}

void sidecar::finish_reload(const std::function<void(reload_result)>& answered) {
  using enum reload_result::outcome;
  const auto made = std::move(reloading_);
  reload_result result{.what = rejected, .changes = {}, .found = std::move(made->found)};
  if (draining_) result.found.add({}, "the sidecar is ending");
  reloads_.last_was_good = result.found.empty();
  if (!draining_ && !made->proxies.empty()) put_in_force(*made);
  if (result.found.empty()) {
    const differences all = between(file_, made->next);
    result.changes = sentences(all);
    for (const closed_proxy& one : closed_) {
      if (find(made->proxies, one.id()) != nullptr)
        result.changes.push_back(fmt::format("proxy `{}` is open again", one.id()));
    }
    result.what = result.changes.empty() ? unchanged : applied;
    reloads_.read = std::chrono::system_clock::now();
    file_ = made->next;
    closed_.clear();
    armory_.serve(file_, clock_.now());
    forget_toxics_of_nobody();
  } else {
    armory_.call_off();
  }
  ++(result.what == applied     ? reloads_.applied
     : result.what == unchanged ? reloads_.unchanged
                                : reloads_.rejected);
  if (draining_) return answered(result);
  arm([result, answered] { answered(result); });
}

/// A name has one meaning, for toxics too.
void sidecar::check_names(const scenario::file& next, problems& found) const {
  for (const scenario::proxy& one : next.proxies) {
    if (!guests_.contains(one.id)) continue;
    found.add(
        {},
        fmt::format("a proxy that was made over the API is called `{}` too", one.id),
        "give the file's another `id`, or delete that one"
    );
  }
}

void sidecar::put_in_force(opened& made) {
  for (auto& one : made.retired) retire(std::move(one));
  std::erase_if(proxies_, [](const served_proxy& one) { return !one.is_guest; });
  proxies_.insert(proxies_.begin(), made.proxies.begin(), made.proxies.end());
}

void sidecar::retire(std::shared_ptr<traffic::proxy> one) {
  // Its connections go on without faults; whoever is still there when time is up is cut off.
  one->arm(fault::nothing_armed());
  // A worker does what it is told in that order: it will decide nothing after it has been asked.
  ask(*one, [] {});
  retired_.push_back(one);
  const auto limit =
      std::make_shared<boost::asio::steady_timer>(control_, file_.serve.drain_timeout);
  limit->async_wait([this, limit, late = std::weak_ptr(one)](boost::system::error_code error) {
    if (error) return;
    std::erase(retired_, late.lock());
  });
}

void sidecar::drain(done ended) {
  if (std::exchange(draining_, true)) return;
  const auto deadline = steady_clock::now() + file_.serve.drain_timeout;
  const auto all = [this] {
    armory_.clear();
    toxics_.clear();
  };
  take_away(rollbacks_.drain, all, [this, deadline, ended = std::move(ended)] {
    boost::asio::post(workshop_, [this, deadline, ended, all = proxies_] {
      for (const served_proxy& one : all) one.through->stop_listening();
      boost::asio::post(control_, [this, deadline, ended] { wait_for_the_last(deadline, ended); });
    });
  });
}

void sidecar::wait_for_the_last(std::chrono::steady_clock::time_point deadline, done ended) {
  const std::uint64_t open = open_connections();
  if (open == 0) return refresh(std::move(ended));  // what was decided last is told too
  if (steady_clock::now() >= deadline) {
    say_(fmt::format(
        "{} connection{} still open after drain_timeout, and cut off",
        open,
        open == 1 ? " was" : "s were"
    ));
    return refresh(std::move(ended));
  }
  drain_.expires_after(drain_step);
  drain_.async_wait([this, deadline, ended = std::move(ended)](boost::system::error_code error) {
    if (!error) wait_for_the_last(deadline, ended);
  });
}

std::uint64_t sidecar::open_connections() const {
  std::uint64_t open = 0;
  for (const served_proxy& one : proxies_) open += one.through->counted().active;
  for (const auto& one : retired_) open += one->counted().active;
  return open;
}

}  // namespace surgeline::sidecar
