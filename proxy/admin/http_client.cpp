#include "surgeline/admin/http_client.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <utility>

#include "surgeline/net/address.hpp"

namespace surgeline::admin {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using protocol = asio::generic::stream_protocol;

constexpr auto as_values = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t longest_answer = std::size_t{16} * 1024 * 1024;

http::request<http::string_body> message_from(const endpoint& whom, const question& what) {
  http::request<http::string_body> made{http::string_to_verb(what.method), what.path, 11};
  made.set(http::field::host, whom.kind == endpoint::family::tcp ? whom.text() : "localhost");
  made.set(http::field::content_type, "application/json");
  if (!what.key.empty()) made.set(http::field::authorization, "Bearer " + what.key);
  made.keep_alive(false);
  made.body() = what.body;
  made.prepare_payload();
  return made;
}

/// One conversation: what came back, or why nothing did.
struct conversation {
  net::address to;
  http::request<http::string_body> asked;
  duration patience;
  std::optional<reply> heard;
  error_code failed;
};

asio::awaitable<void> converse(conversation& one) {
  boost::beast::basic_stream<protocol> with(co_await asio::this_coro::executor);
  with.expires_after(one.patience);
  const protocol::endpoint to(one.to.data(), one.to.size());
  std::tie(one.failed) = co_await with.async_connect(to, as_values);
  if (one.failed) co_return;
  std::size_t bytes = 0;
  std::tie(one.failed, bytes) = co_await http::async_write(with, one.asked, as_values);
  if (one.failed) co_return;
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(longest_answer);
  std::tie(one.failed, bytes) = co_await http::async_read(with, buffer, parser, as_values);
  if (one.failed) co_return;
  auto answered = parser.release();
  one.heard = reply{answered.result_int(), std::move(answered.body())};
}

}  // namespace

std::optional<reply> ask(
    const endpoint& whom,
    const question& what,
    duration patience,
    net::failure& why
) {
  const auto to = net::address::resolve(whom, why);
  if (!to) return {};
  asio::io_context context(1);
  conversation one{*to, message_from(whom, what), patience, {}, {}};
  asio::co_spawn(context, converse(one), asio::detached);
  context.run();
  if (!one.heard) why = {one.failed, "no answer from " + whom.text() + ": " + one.failed.message()};
  return std::move(one.heard);
}

}  // namespace surgeline::admin
