#include "surgeline/app/hosted_runs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

#include "hosted_run.hpp"
#include "surgeline/core/utc.hpp"

namespace surgeline::app {
namespace {

/// Lets in who has the rights of this process.
admin::handler ours_only(admin::handler inner) {
  return [inner = std::move(inner), us = fmt::format("uid:{}", geteuid())](
             const admin::request& asked,
             const admin::answer& give
         ) {
    if (asked.peer == us) return inner(asked, give);
    give(admin::plain(403, "this door is for this process\n"));
  };
}

}  // namespace

hosted_runs::hosted_runs(boost::asio::io_context& control, admin::handler handle)
    : control_(control), handle_(std::move(handle)) {}

hosted_runs::~hosted_runs() {
  if (now_) now_->aborted = true;
}

/// Whoever comes through it is this process, or could be: a unix socket tells whose it is.
bool hosted_runs::open_door(std::string& why) {
  net::failure failed;
  const endpoint at{
      .kind = endpoint::family::unix_abstract,
      .host = fmt::format("surgeline-{}-{}", getpid(), ordinal_ + 1)
  };
  door_ = admin::http_listener::open(control_, at, ours_only(handle_), failed);
  if (!door_) why = failed.what;
  return door_ != nullptr;
}

void hosted_runs::start(admin::run_request asked, std::function<void(started)> answered) {
  if (now_) return answered({.why = fmt::format("run `{}` is under way", now_->id)});
  if (idle_) return answered({.why = "the sidecar is ending"});
  if (std::string why; !open_door(why)) return answered({.why = why});
  const auto one = std::make_shared<run>();
  one->asked = std::move(asked);
  one->id = fmt::format("run-{}", ++ordinal_);
  one->started_at = utc_seconds(std::chrono::system_clock::now());
  one->door = door_->local();
  now_ = one;
  carrier_ =
      std::jthread([this, one, answered = std::move(answered)] { carry_out(one, answered); });
}

void hosted_runs::tell(const shared_run& one, const char* event, config::value data) {
  boost::asio::post(control_, [one, event, data = std::move(data)] { one->tell(event, data); });
}

void hosted_runs::end(const shared_run& one) {
  one->end();
  now_.reset();
  door_.reset();
  if (idle_) std::exchange(idle_, {})();
}

hosted_runs::shared_run hosted_runs::called(const std::string& id) const {
  const auto found = std::ranges::find(runs_, id, [](const shared_run& one) { return one->id; });
  return found == runs_.end() ? nullptr : *found;
}

bool hosted_runs::abort(const std::string& id) {
  if (!now_ || now_->id != id || now_->aborted) return false;
  now_->aborted = true;
  return true;
}

config::array hosted_runs::list() const {
  config::array all;
  for (const shared_run& one : runs_) all.push_back(one->shown());
  return all;
}

std::shared_ptr<admin::feed> hosted_runs::watch(const std::string& id) {
  const shared_run one = called(id);
  if (!one) return nullptr;
  auto made = std::make_shared<admin::feed>();
  for (const std::string& event : one->events) made->say(event);
  if (one->over)
    made->end();
  else
    one->watchers.push_back(made);
  return made;
}

std::optional<std::string> hosted_runs::report(const std::string& id) const {
  const shared_run one = called(id);
  return one ? one->report : std::nullopt;
}

void hosted_runs::wind_up(std::function<void()> idle) {
  if (!now_) return idle();
  now_->aborted = true;
  idle_ = std::move(idle);
}

}  // namespace surgeline::app
