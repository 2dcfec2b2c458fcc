#include "programs.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <re2/re2.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

#include "surgeline/admin/http_client.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/net/socket.hpp"
#include "surgeline/scenario/addresses_in.hpp"
#include "surgeline/scenario/plain_url.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// How often a program is asked whether it is ready, and how long one question may take.
constexpr auto between_questions = 20ms;
constexpr duration question_patience = 1s;
/// What is shown of the output of a program that has ended too early.
constexpr std::size_t shown_output = 400;

int number_of(scenario::stop_signal which) {
  using enum scenario::stop_signal;
  switch (which) {
    case term:
      return SIGTERM;
    case interrupt:
      return SIGINT;
    case hangup:
      return SIGHUP;
    case quit:
      return SIGQUIT;
    case kill:
      return SIGKILL;
  }
  return SIGTERM;
}

bool takes_connections(const endpoint& at) {
  net::failure unknown;
  const auto to = net::address::resolve(at, unknown);
  std::error_code error;
  if (!to) return false;
  const net::descriptor socket = net::dial(*to, error);
  if (error) return false;
  pollfd writable{socket.get(), POLLOUT, 0};
  return ::poll(&writable, 1, 200) > 0 && !net::pending_error(socket.get());
}

bool answers(const std::string& url) {
  const auto where = scenario::plain_url::parse(url);
  if (!where) return false;
  net::failure why;
  const auto said = admin::ask(where->at, {.path = where->path}, question_patience, why);
  return said && said->status < 400;
}

bool has_written(const lab::program& what, const std::string& expression) {
  return RE2::PartialMatch(what.output(lab::program::kept_output), expression);
}

bool is_ready(const lab::program& what, const scenario::readiness& until) {
  if (until.http) return answers(*until.http);
  if (until.log) return has_written(what, *until.log);
  return !until.tcp || takes_connections(*until.tcp);
}

std::string awaited(const scenario::readiness& what) {
  if (what.http) return *what.http + " was not answered well";
  if (what.log) return fmt::format("it wrote nothing like \"{}\"", *what.log);
  return fmt::format("{} took no connection", what.tcp->text());
}

/// The last lines of an output, on one line.
std::string last_words(const lab::program& of) {
  std::string end = of.output(shown_output);
  while (!end.empty() && (end.back() == '\n' || end.back() == '\r')) end.pop_back();
  if (end.empty()) return "; it wrote nothing";
  for (char& c : end) {
    if (static_cast<unsigned char>(c) < ' ') c = c == '\n' ? '|' : ' ';
  }
  return fmt::format("; its last words: {}", end);
}

}  // namespace

programs::programs(const scenario::file& from, addresses proxies)
    : from_(from), proxies_(std::move(proxies)) {}

bool programs::any_in(const scenario::file& from) {
  return std::ranges::find(from.services, scenario::role::command, &scenario::service::role) !=
         from.services.end();
}

std::string programs::address_of(const std::string& proxy) const {
  const auto found = std::ranges::find(from_.proxies, proxy, &scenario::proxy::id);
  if (found == from_.proxies.end()) return {};
  const auto all = proxies_(static_cast<std::size_t>(found - from_.proxies.begin()));
  return all.empty() ? std::string{} : all.front().text();
}

lab::program_terms programs::terms_of(const scenario::program& what) const {
  const auto filled = [this](const std::string& text) {
    return scenario::with_addresses(text, [this](const std::string& id) { return address_of(id); });
  };
  lab::program_terms terms{
      .run = {},
      .cwd = what.cwd,
      .env = {},
      .signal = number_of(what.stop.signal),
      .within = what.stop.within
  };
  for (const std::string& one : what.run) terms.run.push_back(filled(one));
  for (const scenario::proxy& one : from_.proxies)
    terms.env[scenario::address_variable(one.id)] = address_of(one.id);
  for (const auto& [name, text] : what.env) terms.env[name] = filled(text);
  return terms;
}

std::optional<std::string> programs::start_services(const std::function<bool()>& goes_on) {
  for (const scenario::service& one : from_.services) {
    if (one.role != scenario::role::command) continue;
    const scenario::program& what = one.program;
    if (auto why = start(fmt::format("service `{}`", one.id), one.id, what)) return why;
    scenario::readiness until{.http = {}, .tcp = one.address, .log = {}};
    if (what.ready) until = *what.ready;
    if (auto why = wait_for(running_.back(), until, goes_on)) return why;
  }
  return {};
}

std::optional<std::string> programs::start_loads() {
  for (const scenario::load& one : from_.loads) {
    if (one.model != scenario::load_model::command) continue;
    if (auto why = start(fmt::format("load `{}`", one.id), one.id, one.program)) return why;
  }
  return {};
}

std::optional<std::string> programs::start(
    std::string name,
    std::string id,
    const scenario::program& what
) {
  net::failure why;
  auto made = lab::program::start(terms_of(what), why);
  if (!made) return fmt::format("{}: {}", name, why.what);
  running_.push_back({std::move(name), std::move(id), std::move(made)});
  return {};
}

std::optional<std::string> programs::wait_for(
    running& one,
    const scenario::readiness& until,
    const std::function<bool()>& goes_on
) {
  const auto late = steady_clock::now() + until.within;
  while (!is_ready(*one.what, until)) {
    if (auto trouble = look()) return trouble;
    if (!goes_on()) return "interrupted";
    if (steady_clock::now() > late) {
      return fmt::format(
          "{} was not ready within {}: {}{}",
          one.name,
          format(until.within),
          awaited(until),
          last_words(*one.what)
      );
    }
    std::this_thread::sleep_for(between_questions);
  }
  // Somebody else may have been there, who answers in its place.
  return look();
}

std::optional<std::string> programs::look() {
  for (running& one : running_) {
    one.what->trim();
    if (const auto how = one.what->ended())
      return fmt::format("{} ended with {}{}", one.name, *how, last_words(*one.what));
  }
  return {};
}

void programs::stop() {
  while (!running_.empty()) {
    running& last = running_.back();
    last.what->stop();
    outputs_[last.id] = last.what->output(lab::program::kept_output);
    running_.pop_back();
  }
}

std::map<std::string, std::string> programs::outputs() const { return outputs_; }

}  // namespace surgeline::runner
