#include "surgeline/admin/http_listener.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <utility>

#include "conduit.hpp"
#include "http_message.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::admin {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using protocol = conduit::protocol;

/// How long accepting rests when descriptors have run out.
constexpr std::chrono::milliseconds rest{50};

/// How long a feed is silent at most.
constexpr std::chrono::seconds sign_of_life{5};

response too_many_listen() {
  return refused(
      503,
      "as many listen here as may",
      "ask for what there is now and then, or wait until somebody has left"
  );
}

/// Where an answer is put that is not there yet.
struct tray {
  explicit tray(asio::io_context& context) : wake(context) {}
  std::optional<response> filled;
  asio::steady_timer wake;
};

}  // namespace

/// The listening socket, and what its connections share.
struct http_listener::desk {
  desk(asio::io_context& on, net::listener at, handler handle_by, http_limits up_to, tls_source by)
      : context(on),
        listener(std::move(at)),
        handle(std::move(handle_by)),
        limits(up_to),
        credentials(std::move(by)),
        waiting(on, listener.fd()),
        pause(on) {}
  ~desk() { stop(); }
  void stop() {
    if (waiting.is_open()) waiting.release();  // whoever waits on it is told
    pause.cancel();
    listener.close();
  }

  static asio::awaitable<void> accept(std::shared_ptr<desk> mine);
  static asio::awaitable<void> greet(
      std::shared_ptr<desk> mine,
      protocol::socket socket,
      std::string peer
  );
  static asio::awaitable<bool> secure(desk& mine, conduit& with);
  static asio::awaitable<void> converse(desk& mine, conduit& with, const std::string& peer);
  static asio::awaitable<response> handle_one(desk& mine, const request& asked);
  static asio::awaitable<bool> reply(conduit& to, response what, bool keep_alive, bool head_only);
  static asio::awaitable<void> go_on(desk& mine, conduit& to, response what, bool head_only);
  bool take_in(const std::shared_ptr<desk>& mine);

  asio::io_context& context;
  net::listener listener;
  const handler handle;
  const http_limits limits;
  const tls_source credentials;
  asio::posix::stream_descriptor waiting;
  asio::steady_timer pause;
  std::size_t connections = 0, feeds = 0;
};

asio::awaitable<void> http_listener::desk::accept(std::shared_ptr<desk> mine) {
  for (;;) {
    const auto [error] =
        co_await mine->waiting.async_wait(asio::posix::stream_descriptor::wait_read, as_values);
    if (error) co_return;
    if (mine->take_in(mine)) continue;
    mine->pause.expires_after(rest);
    co_await mine->pause.async_wait(as_values);
  }
}

/// Takes in who waits; false when somebody has to go on waiting in the backlog, for there are too many.
bool http_listener::desk::take_in(const std::shared_ptr<desk>& mine) {
  while (connections < limits.connections) {
    net::address from;
    std::error_code failed;
    net::descriptor made = net::accept(listener.fd(), from, failed);
    if (!made) return failed == std::errc::operation_would_block;
    std::string peer = net::peer_identity(made.get(), from);
    protocol::socket socket(context);
    error_code error;
    socket.assign(protocol(from.family(), 0), made.get(), error);
    if (error) return false;
    made.release();
    ++connections;
    asio::co_spawn(context, greet(mine, std::move(socket), std::move(peer)), asio::detached);
  }
  return false;
}

/// One connection, from its first byte to its last.
asio::awaitable<void> http_listener::desk::greet(
    std::shared_ptr<desk> mine,
    protocol::socket socket,
    std::string peer
) {
  const std::unique_ptr<desk, void (*)(desk*)> counted{mine.get(), [](desk* at) {
                                                         --at->connections;
                                                       }};
  conduit with(std::move(socket));
  if (co_await secure(*mine, with)) co_await converse(*mine, with, peer);
}

/// Shakes hands, where that is done here; false if it came to nothing.
asio::awaitable<bool> http_listener::desk::secure(desk& mine, conduit& with) {
  auto ours = mine.credentials ? mine.credentials() : nullptr;
  if (!ours) co_return true;
  with.expires_after(mine.limits.patience);
  const error_code error = co_await with.welcome(std::move(ours));
  if (!error) co_return true;
  if (tls_trouble_of(error) == tls_trouble::no_tls)
    co_await reply(with, plain(400, "TLS is spoken here: ask https://\n"), false, false);
  co_await with.hear_out();
  co_return false;
}

asio::awaitable<void> http_listener::desk::converse(
    desk& mine,
    conduit& with,
    const std::string& peer
) {
  const std::string certificate = with.peer_certificate();
  boost::beast::flat_buffer buffer(mine.limits.head + mine.limits.body);
  for (bool goes_on = true; goes_on;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(mine.limits.head));
    parser.body_limit(mine.limits.body);
    with.expires_after(mine.limits.patience);
    const error_code error = co_await read_message<true>(with, buffer, parser);
    if (error) {
      if (auto said = refusal_of(error)) {
        co_await reply(with, *std::move(said), false, false);
        co_await with.hear_out();
      }
      co_return;
    }
    message heard = parser.release();
    const bool strange = has_strange_encoding(heard);
    goes_on = heard.keep_alive() && !strange;
    const bool head_only = heard.method() == http::verb::head;
    const request asked = request_from(std::move(heard), peer, certificate);
    with.expires_never();
    response given = plain(400, "an unknown Transfer-Encoding\n");
    if (!strange) given = co_await handle_one(mine, asked);
    with.expires_after(mine.limits.patience);
    if (given.goes_on && mine.feeds >= mine.limits.feeds) given = too_many_listen();
    if (given.goes_on) co_return co_await go_on(mine, with, std::move(given), head_only);
    goes_on = co_await reply(with, std::move(given), goes_on, head_only) && goes_on;
  }
}

asio::awaitable<response> http_listener::desk::handle_one(desk& mine, const request& asked) {
  const auto given = std::make_shared<tray>(mine.context);
  mine.handle(asked, [given](response made) {
    if (!given->filled) given->filled = std::move(made);
    given->wake.cancel();
  });
  if (!given->filled) {
    given->wake.expires_after(mine.limits.handling);
    co_await given->wake.async_wait(as_values);
  }
  if (!given->filled) co_return plain(503, "a worker is too busy to answer\n");
  co_return *std::move(given->filled);
}

asio::awaitable<bool> http_listener::desk::reply(
    conduit& to,
    response what,
    bool keep_alive,
    bool head_only
) {
  const std::string bytes = bytes_of(std::move(what), keep_alive, head_only);
  const error_code error = co_await to.write(asio::buffer(bytes));
  if (!error && !keep_alive) co_await to.finish();
  co_return !error;
}

/// Says what comes as it comes; now and then a word nobody reads, for only a write tells that somebody has left.
asio::awaitable<void> http_listener::desk::go_on(
    desk& mine,
    conduit& to,
    response what,
    bool head_only
) {
  const std::shared_ptr<feed> from = what.goes_on;
  ++mine.feeds;
  const std::unique_ptr<desk, void (*)(desk*)> counted{&mine, [](desk* at) { --at->feeds; }};
  const auto bell = std::make_shared<asio::steady_timer>(mine.context);
  from->on_more([bell] { bell->cancel(); });
  const std::string head = bytes_of(std::move(what), false, head_only);
  bool listens = !co_await to.write(asio::buffer(head));
  while (listens && !head_only) {
    const bool is_last = from->is_over();
    const std::string next = from->take();
    if (next.empty() && is_last) break;
    if (next.empty()) {
      bell->expires_after(sign_of_life);
      const auto [woken] = co_await bell->async_wait(as_values);
      if (woken) continue;
    }
    const std::string said = next.empty() ? ":\n\n" : next;
    to.expires_after(mine.limits.patience);
    listens = !co_await to.write(asio::buffer(said));
  }
  from->on_more({});
  from->end();
  co_await to.finish();
}

std::unique_ptr<http_listener> http_listener::open(
    asio::io_context& context,
    const endpoint& where,
    handler handle,
    net::failure& why,
    http_limits limits,
    tls_source credentials
) {
  net::listener at = net::listen(where, why);
  if (!at) return nullptr;
  std::unique_ptr<http_listener> made{new http_listener};
  made->desk_ = std::make_shared<desk>(
      context,
      std::move(at),
      std::move(handle),
      limits,
      std::move(credentials)
  );
  asio::co_spawn(context, desk::accept(made->desk_), asio::detached);
  return made;
}

http_listener::~http_listener() {
  if (desk_) desk_->stop();
}

const endpoint& http_listener::local() const { return desk_->listener.local(); }

}  // namespace surgeline::admin
