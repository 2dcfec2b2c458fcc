#include "surgeline/admin/http_listener.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <utility>

#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::admin {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using protocol = asio::generic::stream_protocol;
using stream = boost::beast::basic_stream<protocol>;
using message = http::request<http::string_body>;

constexpr auto as_values = asio::as_tuple(asio::use_awaitable);
/// How long accepting rests when descriptors have run out.
constexpr std::chrono::milliseconds rest{50};
/// What somebody who was refused may still say.
constexpr std::size_t longest_parting = std::size_t{4} * 1024 * 1024;
constexpr std::chrono::seconds time_to_part{1};

request request_from(message&& from, std::string peer) {
  const auto text = [&](http::field of) { return std::string{from[of]}; };
  const std::string target{from.target()};
  const auto question = target.find('?');
  return {
      .method = std::string{from.method_string()},
      .path = target.substr(0, question),
      .query = question == std::string::npos ? "" : target.substr(question + 1),
      .body = std::move(from.body()),
      .host = text(http::field::host),
      .origin = text(http::field::origin),
      .agent = text(http::field::user_agent),
      .authorization = text(http::field::authorization),
      .peer = std::move(peer)
  };
}

http::response<http::string_body> message_from(response&& from, bool keep_alive) {
  http::response<http::string_body> made{static_cast<http::status>(from.status), 11};
  if (!from.type.empty()) made.set(http::field::content_type, from.type);
  made.set(http::field::cache_control, "no-store");
  if (!from.allow.empty()) made.set(http::field::allow, from.allow);
  for (const auto& [name, value] : from.more) made.set(name, value);
  made.keep_alive(keep_alive);
  made.body() = std::move(from.body);
  made.prepare_payload();
  return made;
}

/// What is said to somebody whose request could not be read; empty if nothing is.
std::optional<response> refusal_of(error_code error) {
  if (error == http::error::header_limit)
    return plain(431, "the head of the request is too long\n");
  if (error == http::error::body_limit) return plain(413, "the body of the request is too long\n");
  if (error.category() == make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream && error != http::error::partial_message)
    return plain(400, "this is no HTTP/1.1 request: " + error.message() + "\n");
  return {};
}

/// Beast takes a Transfer-Encoding that it does not know for none, and the body for the next request.
bool has_strange_encoding(const message& asked) {
  return asked.count(http::field::transfer_encoding) > 0 && !asked.chunked();
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
  desk(asio::io_context& on, net::listener at, handler handle_by, http_limits up_to)
      : context(on),
        listener(std::move(at)),
        handle(std::move(handle_by)),
        limits(up_to),
        waiting(on, listener.fd()),
        pause(on) {}
  ~desk() { stop(); }
  void stop() {
    if (waiting.is_open()) waiting.release();  // whoever waits on it is told
    pause.cancel();
    listener.close();
  }

  static asio::awaitable<void> accept(std::shared_ptr<desk> mine);
  static asio::awaitable<void> converse(
      std::shared_ptr<desk> mine,
      protocol::socket socket,
      std::string peer
  );
  static asio::awaitable<response> handle_one(desk& mine, const request& asked);
  static asio::awaitable<void> part(stream& from);
  static asio::awaitable<bool> reply(stream& to, response what, bool keep_alive, bool head_only);
  bool take_in(const std::shared_ptr<desk>& mine);

  asio::io_context& context;
  net::listener listener;
  const handler handle;
  const http_limits limits;
  asio::posix::stream_descriptor waiting;
  asio::steady_timer pause;
  std::size_t connections = 0;
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
    asio::co_spawn(context, converse(mine, std::move(socket), std::move(peer)), asio::detached);
  }
  return false;
}

asio::awaitable<void> http_listener::desk::converse(
    std::shared_ptr<desk> mine,
    protocol::socket socket,
    std::string peer
) {
  const std::unique_ptr<desk, void (*)(desk*)> counted{mine.get(), [](desk* at) {
                                                         --at->connections;
                                                       }};
  stream with(std::move(socket));
  boost::beast::flat_buffer buffer(mine->limits.head + mine->limits.body);
  for (bool goes_on = true; goes_on;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(mine->limits.head));
    parser.body_limit(mine->limits.body);
    with.expires_after(mine->limits.patience);
    const auto [error, bytes] = co_await http::async_read(with, buffer, parser, as_values);
    if (error) {
      if (auto said = refusal_of(error)) {
        co_await reply(with, *std::move(said), false, false);
        co_await part(with);
      }
      co_return;
    }
    message heard = parser.release();
    const bool strange = has_strange_encoding(heard);
    goes_on = heard.keep_alive() && !strange;
    const bool head_only = heard.method() == http::verb::head;
    const request asked = request_from(std::move(heard), peer);
    with.expires_never();
    response given = plain(400, "an unknown Transfer-Encoding\n");
    if (!strange) given = co_await handle_one(*mine, asked);
    with.expires_after(mine->limits.patience);
    goes_on = co_await reply(with, std::move(given), goes_on, head_only) && goes_on;
  }
}

/// Hears the other side out for a moment: closing on bytes that were not read sends an RST, which may overtake the answer.
asio::awaitable<void> http_listener::desk::part(stream& from) {
  std::array<char, 4096> ignored;
  std::size_t left = longest_parting;
  from.expires_after(time_to_part);
  while (left > 0) {
    const auto [error, bytes] = co_await from.async_read_some(asio::buffer(ignored), as_values);
    if (error) co_return;
    left -= std::min(left, bytes);
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
    stream& to,
    response what,
    bool keep_alive,
    bool head_only
) {
  auto made = message_from(std::move(what), keep_alive);
  if (head_only) {
    http::response<http::empty_body> head{std::move(made.base())};
    const auto [error, bytes] = co_await http::async_write(to, head, as_values);
    co_return !error;
  }
  const auto [error, bytes] = co_await http::async_write(to, made, as_values);
  if (!error && !keep_alive) {
    error_code ignored;
    to.socket().shutdown(protocol::socket::shutdown_send, ignored);
  }
  co_return !error;
}

std::unique_ptr<http_listener> http_listener::open(
    asio::io_context& context,
    const endpoint& where,
    handler handle,
    net::failure& why,
    http_limits limits
) {
  net::listener at = net::listen(where, why);
  if (!at) return nullptr;
  std::unique_ptr<http_listener> made{new http_listener};
  made->desk_ = std::make_shared<desk>(context, std::move(at), std::move(handle), limits);
  asio::co_spawn(context, desk::accept(made->desk_), asio::detached);
  return made;
}

http_listener::~http_listener() {
  if (desk_) desk_->stop();
}

const endpoint& http_listener::local() const { return desk_->listener.local(); }

}  // namespace surgeline::admin
