#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "surgeline/net/address.hpp"
#include "surgeline/scenario/upstream_list.hpp"
#include "surgeline/sidecar/sidecar.hpp"

/// Proxies that come and go while the sidecar runs.
namespace surgeline::sidecar {
namespace {

using how = outcome::how;

outcome unknown() { return {how::no_proxy, "proxy not found"}; }

/// Whether a guest may lead there, as far as can be told before its name is looked up.
outcome allowed_by(const scenario::file& in, const std::string& upstream) {
  const endpoint at = upstream_address(upstream);
  const scenario::upstream_list allowed(in.safety.allow_upstream);
  if (allowed.of(at) != scenario::allowance::refused) return {};
  return {how::not_allowed, scenario::refusal_of_upstream(at)};
}

/// A proxy of the file as the API shows it.
guest shown(const scenario::proxy& what, const endpoint& at, bool open) {
  return {what.id, at.text(), what.upstream.endpoints.front().text(), open, true, what.protocol};
}

outcome belongs_to_file(const std::string& name) {
  return {
      how::wrong,
      fmt::format(
          "proxy `{}` belongs to the sidecar's file: change it there, and send SIGHUP",
          name
      )
  };
}

}  // namespace

std::map<std::string, guest> sidecar::guests() const {
  std::map<std::string, guest> all = guests_;
  for (const served_proxy& one : proxies_) {
    if (!one.is_guest)
      all[one.written.id] = shown(one.written, one.through->addresses().front(), true);
  }
  for (const closed_proxy& one : closed_) all[one.id()] = shown(one.written, one.at, false);
  return all;
}

std::optional<guest> sidecar::guest_of(const std::string& name) const {
  if (const auto made = guests_.find(name); made != guests_.end()) return made->second;
  for (const served_proxy& one : proxies_) {
    if (one.written.id == name) return shown(one.written, one.through->addresses().front(), true);
  }
  for (const closed_proxy& one : closed_) {
    if (one.id() == name) return shown(one.written, one.at, false);
  }
  return {};
}

scenario::file sidecar::file_with_guests() const {
  scenario::file all = file_;
  for (const auto& [name, one] : guests_) {
    std::string ignored;
    if (const auto at = listen_address(one.listen, ignored))
      all.proxies.push_back(as_written(one, *at));
  }
  return all;
}

void sidecar::add_guest(guest_request asked, told answered) {
  carry_out([this, asked = std::move(asked)] { return add_now(asked); }, std::move(answered));
}

void sidecar::populate(std::vector<guest_request> asked, std::function<void(populated)> answered) {
  const auto made = std::make_shared<populated>();
  carry_out(
      [this, asked = std::move(asked), made] { return populate_now(asked, *made); },
      [made, answered = std::move(answered)](outcome went) {
        made->how = std::move(went);
        answered(*made);
      }
  );
}

void sidecar::change_guest(std::string name, guest_change wanted, told answered) {
  carry_out(
      [this, name = std::move(name), wanted = std::move(wanted)] {
        return change_now(name, wanted);
      },
      std::move(answered)
  );
}

void sidecar::remove_guest(std::string name, told answered) {
  carry_out([this, name = std::move(name)] { return remove_now(name); }, std::move(answered));
}

sidecar::later<outcome> sidecar::add_now(const guest_request& asked) {
  if (guest_of(asked.name)) co_return outcome{how::proxy_taken, "proxy already exists"};
  if (guests_.size() >= most_guests) {
    co_return outcome{
        how::too_many,
        fmt::format("there are {} proxies of the API already: delete one first", most_guests)
    };
  }
  outcome went = allowed_by(file_, asked.upstream);
  if (!went.is_done()) co_return went;
  guests_[asked.name] = not_open(asked);
  went = place_all(asked);
  if (went.is_done() && asked.enabled) went = co_await start(asked.name);
  if (went.is_done()) {
    wait_for_change();
  } else {
    forget_toxics_of(asked.name);
    guests_.erase(asked.name);
  }
  co_return went;
}

sidecar::later<outcome> sidecar::populate_now(
    const std::vector<guest_request>& asked,
    populated& made
) {
  for (const guest_request& one : asked) {
    outcome went = co_await populate_one(one);
    if (!went.is_done()) co_return went;
    made.names.push_back(one.name);
  }
  co_return outcome{};
}

sidecar::later<outcome> sidecar::populate_one(const guest_request& asked) {
  const auto before = guest_of(asked.name);
  if (!before) co_return co_await add_now(asked);
  bool moves = false;
  const outcome read = co_await differs(asked.listen, before->listen, moves);
  if (!read.is_done()) co_return read;
  if (!moves && asked.upstream == before->upstream) co_return outcome{};
  if (before->of_file) co_return belongs_to_file(asked.name);
  outcome went = allowed_by(file_, asked.upstream);
  if (!went.is_done()) co_return went;
  co_await stop(asked.name);
  forget_toxics_of(asked.name);
  guests_[asked.name] = not_open(asked);
  went = place_all(asked);
  if (went.is_done() && asked.enabled) went = co_await start(asked.name);
  co_return went;
}

sidecar::later<outcome> sidecar::change_now(const std::string& name, const guest_change& wanted) {
  const auto before = guest_of(name);
  if (!before) co_return unknown();
  bool moves = false;
  if (wanted.listen) {
    const outcome read = co_await differs(*wanted.listen, before->listen, moves);
    if (!read.is_done()) co_return read;
  }
  const bool leads_elsewhere = wanted.upstream && *wanted.upstream != before->upstream;
  const bool opens = wanted.enabled.value_or(before->enabled);
  if (moves || leads_elsewhere) {
    if (before->of_file) co_return belongs_to_file(name);
    if (leads_elsewhere) {
      outcome allowed = allowed_by(file_, *wanted.upstream);
      if (!allowed.is_done()) co_return allowed;
    }
    co_await stop(name);
    guest& now = guests_[name];
    if (moves) now.listen = *wanted.listen;
    if (leads_elsewhere) now.upstream = *wanted.upstream;
  } else if (opens == before->enabled) {
    co_return outcome{};
  }
  if (opens) co_return co_await start(name);
  co_await stop(name);
  co_return outcome{};
}

sidecar::later<outcome> sidecar::remove_now(const std::string& name) {
  const auto before = guest_of(name);
  if (!before) co_return unknown();
  if (before->of_file) co_return belongs_to_file(name);
  co_await stop(name);
  forget_toxics_of(name);
  armory_.forget(name);
  guests_.erase(name);
  co_return outcome{};
}

/// Whether a text means another address to listen on than `from` does. Port 0 always does.
sidecar::later<outcome> sidecar::differs(
    const std::string& text,
    const std::string& from,
    bool& moves
) {
  std::string why, ignored;
  const auto next = listen_address(text, why), before = listen_address(from, ignored);
  if (!next) co_return outcome{how::cannot_listen, why};
  moves = true;
  if (next->port == 0 || !before) co_return outcome{};
  std::optional<net::address> there, here;
  const std::function<void()> look_up = [&] {
    net::failure ignored_why;
    there = net::address::resolve(*next, ignored_why);
    here = net::address::resolve(*before, ignored_why);
  };
  co_await in_workshop(look_up);
  if (!there)
    co_return outcome{how::cannot_listen, fmt::format("lookup {}: no such host", next->host)};
  moves = !here || there->to_endpoint() != here->to_endpoint();
  co_return outcome{};
}

}  // namespace surgeline::sidecar
