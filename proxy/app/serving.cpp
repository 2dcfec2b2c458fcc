#include "surgeline/app/serving.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "surgeline/admin/control.hpp"
#include "surgeline/admin/telemetry.hpp"
#include "surgeline/admin/toxiproxy.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/say.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/arming.hpp"

namespace surgeline::app {
namespace {

std::string joined(const std::vector<endpoint>& all) {
  std::vector<std::string> texts;
  for (const endpoint& one : all) texts.push_back(one.text());
  return fmt::format("{}", fmt::join(texts, ", "));
}

/// `armed      latency-1 on cache, for 1h, its max_fault_age`
std::string sentence_about(const sidecar::sidecar& of, const sidecar::standing& one) {
  const scenario::fault& what = of.arms().catalogue().faults[one.slot];
  std::vector<std::string> on;
  for (const sidecar::served_proxy& each : of.proxies()) {
    if (scenario::is_target(what, each.written)) on.push_back(each.written.id);
  }
  const duration age = one.until - one.since;
  const std::string until =
      one.until == never
          ? "for good, as allow_static says"
          : fmt::format("for {}, its {}", format(age), what.ttl == age ? "ttl" : "max_fault_age");
  return fmt::format(
      "armed      {} on {}, {}{}",
      what.id,
      fmt::join(on, ", "),
      what.schedule ? "in its windows " : "",
      until
  );
}

}  // namespace

serving::serving(
    const options& asked,
    scenario::file from,
    std::vector<sidecar::guest_request> guests,
    sidecar::sidecar::decision_log log
)
    : asked_(asked),
      guests_(std::move(guests)),
      signals_(control_, SIGHUP, SIGTERM, SIGINT),
      sidecar_(control_, std::move(from), say, std::move(log)),
      measurements_(sidecar_, {std::string{version}, std::string{revision}}),
      runs_(control_, admin::control_of(sidecar_, false)),
      glances_(control_, sidecar_, std::string{version}, &runs_) {}

int serving::run() {
  if (!find_account()) return 2;
  watch_signals();
  const problems found = sidecar_.open([this] { take_in_guests(); });
  print_problems(found, "");
  if (!found.empty()) return 2;
  control_.run();
  return exit_code_;
}

/// Those of the populate file, before anybody can ask for others.
void serving::take_in_guests() {
  if (guests_.empty()) return begin();
  sidecar_.populate(std::exchange(guests_, {}), [this](const sidecar::populated& made) {
    if (made.how.is_done()) return begin();
    problems found;
    found.add(
        {.file = *asked_.populate},
        fmt::format("proxy {} cannot be: {}", made.names.size() + 1, made.how.why)
    );
    print_problems(found, "");
    exit_code_ = 2;
    control_.stop();
  });
}

void serving::begin() {
  if (open_listeners() && become_account()) return say_hello();
  exit_code_ = 2;
  control_.stop();
}

bool serving::open_listeners() {
  const scenario::serve& how = sidecar_.file().serve;
  problems found;
  read_keys(found);
  read_tls(found);
  print_problems(found, "");
  if (!found.empty() || !open_audit()) return false;
  control_listener_ =
      open_listener("control", how.control, control_handler(), [this] { return tls_; });
  telemetry_listener_ = open_listener(
      "telemetry",
      how.telemetry,
      admin::telemetry_of(sidecar_, measurements_),
      [this] { return telemetry_tls_; }
  );
  return control_listener_ && telemetry_listener_;
}

std::unique_ptr<admin::http_listener> serving::open_listener(
    const char* what,
    const endpoint& where,
    admin::handler handle,
    admin::tls_source tls
) {
  net::failure why;
  auto made =
      admin::http_listener::open(control_, where, std::move(handle), why, {}, std::move(tls));
  if (!made) {
    problems found;
    found.add(
        {},
        fmt::format("{}: {}", what, why.what),
        fmt::format("--{} takes another address", what)
    );
    print_problems(found, "");
  }
  return made;
}

void serving::say_hello() {
  say(fmt::format(
      "surgeline {} serves {} on {} worker{}",
      version,
      asked_.files.empty() ? *asked_.populate : asked_.files.front(),
      sidecar_.lags().size(),
      sidecar_.lags().size() == 1 ? "" : "s"
  ));
  for (const sidecar::served_proxy& one : sidecar_.proxies()) {
    say(fmt::format(
        "proxy      {}: {} → {}",
        one.written.id,
        joined(one.through->addresses()),
        joined(one.through->upstreams())
    ));
  }
  for (const sidecar::standing& one : sidecar_.arms().standings())
    say(sentence_about(sidecar_, one));
  say(fmt::format("control    {}", control_listener_->local().text()));
  say_who_may();
  say(fmt::format("telemetry  {}", telemetry_listener_->local().text()));
  say("ready");
  manager_.ready(fmt::format("{} proxies", sidecar_.proxies().size()));
}

void serving::watch_signals() {
  signals_.async_wait([this](boost::system::error_code error, int signal) {
    if (error) return;
    watch_signals();
    hear(signal);
  });
}

void serving::hear(int signal) {
  if (signal == SIGHUP) return reload();
  if (!sidecar_.is_draining()) return end();
  say("asked twice: ending at once");
  control_.stop();
}

void serving::reload() {
  if (sidecar_.is_draining()) return;
  if (asked_.files.empty()) return say("reload     there is no file to read again: -c names one");
  reload_again_ = reloading_;
  if (std::exchange(reloading_, true)) return;
  manager_.reloading();
  sidecar_.reload(
      [this](problems& found) { return read_served(asked_, found, source_); },
      [this](const sidecar::reload_result& result) { finish_reload(result); }
  );
}

void serving::finish_reload(const sidecar::reload_result& result) {
  using enum sidecar::reload_result::outcome;
  if (result.what == rejected) {
    print_problems(result.found, source_);
    say("reload     rejected: the old file stays in force");
    if (account_) {
      say(fmt::format(
          "reload     it runs as `{}` now: ports below 1024, and files of others, take a restart",
          account_->name
      ));
    }
  } else if (result.what == unchanged) {
    say("reload     nothing has changed");
  }
  for (const std::string& one : result.changes) say("reload     " + one);
  if (result.what != rejected) read_door_again();
  manager_.ready(result.what == rejected ? "the last reload was rejected" : "serving");
  reloading_ = false;
  if (std::exchange(reload_again_, false)) reload();
}

void serving::end() {
  say(fmt::format(
      "draining   faults are cleared; open connections have {}",
      format(sidecar_.file().serve.drain_timeout)
  ));
  manager_.stopping();
  runs_.wind_up([this] {
    sidecar_.drain([this] {
      say("ended");
      control_.stop();
    });
  });
}

}  // namespace surgeline::app
