#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "surgeline/net/address.hpp"
#include "surgeline/sidecar/sidecar.hpp"

/// Proxies that come and go while the sidecar runs.
namespace surgeline::sidecar {
namespace {

using how = outcome::how;

outcome unknown() { return {how::no_proxy, "proxy not found"}; }

/// Why nobody can listen there, in the words that clients of Toxiproxy know.
std::string listen_words(const net::failure& why, const std::string& at) {
  const auto bind = [&](std::string_view reason) {
    return fmt::format("listen tcp {}: bind: {}", at, reason);
  };
  if (why.code == std::errc::address_in_use) return bind("address already in use");
  if (why.code == std::errc::permission_denied) return bind("permission denied");
  if (why.code == std::errc::address_not_available) return bind("cannot assign requested address");
  return fmt::format("listen tcp {}: {}", at, why.what);
}

/// True for a name that is looked up, and may mean something else later.
bool is_name(const endpoint& of) {
  if (of.kind != endpoint::family::tcp || of.host == "localhost") return false;
  boost::system::error_code error;
  boost::asio::ip::make_address(of.host, error);
  return error.failed();
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
  guests_[asked.name] = not_open(asked);
  outcome went = place_all(asked);
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
  co_await stop(asked.name);
  forget_toxics_of(asked.name);
  guests_[asked.name] = not_open(asked);
  outcome went = place_all(asked);
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

/// Opens a proxy that is closed.
sidecar::later<outcome> sidecar::start(const std::string& name) {
  const auto of_file = std::ranges::find(closed_, name, &closed_proxy::id);
  const bool is_guest = of_file == closed_.end();
  const std::string asked = is_guest ? guests_[name].listen : of_file->at.text();
  std::string wrong;
  const auto at = listen_address(asked, wrong);
  if (!at) co_return outcome{how::cannot_listen, "listen tcp: " + wrong};
  const scenario::proxy written = is_guest ? as_written(guests_[name], *at) : of_file->written;
  scenario::proxy asked_for = written;
  if (!is_guest) asked_for.listen = of_file->at;
  const scenario::file in = file_;
  net::failure why;
  std::optional<net::address> found;
  const std::function<void()> open = [&] {
    found = net::address::resolve(*asked_for.listen, why);
    if (found) opening_ = open_one(in, asked_for, why, is_guest);
    const bool lacks_v6 = why.code == std::errc::address_family_not_supported;
    if (opening_ || !lacks_v6 || at->host != "::") return;
    asked_for.listen->host = "0.0.0.0";
    opening_ = open_one(in, asked_for, why, is_guest);
  };
  co_await in_workshop(open);
  if (!found)
    co_return outcome{
        how::cannot_listen,
        fmt::format("listen tcp: lookup {}: no such host", at->host)
    };
  if (!opening_) {
    const std::string where = at->host == "::" ? asked : found->to_endpoint().text();
    co_return outcome{how::cannot_listen, listen_words(why, where)};
  }
  proxies_.push_back({written, std::exchange(opening_, {}), {}, is_guest});
  if (is_guest) {
    guests_[name].listen = proxies_.back().through->addresses().front().text();
    guests_[name].enabled = true;
  } else {
    std::erase_if(closed_, [&](const closed_proxy& one) { return one.id() == name; });
  }
  if (draining_) {
    co_await stop(name);
    co_return outcome{how::ending, "the sidecar is ending"};
  }
  co_await in_force_on(name);
  co_return outcome{};
}

/// Closes a proxy if it is open, with every connection; what its faults did is heard for the last time.
sidecar::later<void> sidecar::stop(const std::string& name) {
  const auto open =
      std::ranges::find(proxies_, name, [](const served_proxy& one) { return one.written.id; });
  if (open == proxies_.end()) co_return;
  closing_ = std::move(open->through);
  if (open->is_guest)
    guests_[name].enabled = false;
  else
    closed_.push_back({open->written, closing_->addresses().front()});
  proxies_.erase(open);
  const std::function<void()> close = [this] { closing_->cut_off(); };
  co_await in_workshop(close);
  ask(*closing_, [] {});
  // Whoever gives it up last waits for the workers.
  boost::asio::post(workshop_, [one = std::exchange(closing_, {})] {});
}

/// What a name means may change, and what nobody knew may come.
void sidecar::look_up_again() {
  std::vector<std::shared_ptr<traffic::proxy>> named;
  for (const served_proxy& one : proxies_) {
    if (one.is_guest && is_name(one.written.upstream.endpoints.front()))
      named.push_back(one.through);
  }
  if (named.empty() || looking_up_.exchange(true)) return;
  boost::asio::post(resolver_, [this, named = std::move(named)] {
    for (const auto& one : named) one->look_up();
    looking_up_ = false;
  });
}

}  // namespace surgeline::sidecar
