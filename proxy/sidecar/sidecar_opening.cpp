#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "surgeline/net/address.hpp"
#include "surgeline/scenario/upstream_list.hpp"
#include "surgeline/sidecar/sidecar.hpp"

/// Proxies that are opened and closed while the sidecar runs.
namespace surgeline::sidecar {
namespace {

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

}  // namespace

/// Opens a proxy that is closed.
sidecar::later<outcome> sidecar::start(const std::string& name) {
  const auto of_file = std::ranges::find(closed_, name, &closed_proxy::id);
  const bool is_guest = of_file == closed_.end();
  const std::string asked = is_guest ? guests_[name].listen : of_file->at.text();
  std::string wrong;
  const auto at = listen_address(asked, wrong);
  if (!at) co_return outcome{outcome::how::cannot_listen, "listen tcp: " + wrong};
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
        outcome::how::cannot_listen,
        fmt::format("listen tcp: lookup {}: no such host", at->host)
    };
  if (!opening_ && why.code == std::errc::operation_not_permitted) {
    const auto& to = written.upstream.endpoints.front();
    co_return outcome{outcome::how::not_allowed, scenario::refusal_of_upstream(to)};
  }
  if (!opening_) {
    const std::string where = at->host == "::" ? asked : found->to_endpoint().text();
    co_return outcome{outcome::how::cannot_listen, listen_words(why, where)};
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
    co_return outcome{outcome::how::ending, "the sidecar is ending"};
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
    if (std::ranges::any_of(one.written.upstream.endpoints, is_name)) named.push_back(one.through);
  }
  if (named.empty() || looking_up_.exchange(true)) return;
  boost::asio::post(resolver_, [this, named = std::move(named)] {
    for (const auto& one : named) one->look_up();
    looking_up_ = false;
  });
}

}  // namespace surgeline::sidecar
