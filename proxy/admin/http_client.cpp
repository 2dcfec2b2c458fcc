#include "surgeline/admin/http_client.hpp"

#include <fmt/format.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/http.hpp>
#include <sstream>
#include <utility>

#include "conduit.hpp"
#include "http_message.hpp"
#include "surgeline/net/address.hpp"

namespace surgeline::admin {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t longest_answer = std::size_t{16} * 1024 * 1024;

std::string bytes_of(const endpoint& whom, const question& what) {
  http::request<http::string_body> made{http::string_to_verb(what.method), what.path, 11};
  made.set(http::field::host, whom.kind == endpoint::family::tcp ? whom.text() : "localhost");
  made.set(http::field::content_type, "application/json");
  if (!what.key.empty()) made.set(http::field::authorization, "Bearer " + what.key);
  made.keep_alive(false);
  made.body() = what.body;
  made.prepare_payload();
  std::ostringstream bytes;
  bytes << made;
  return bytes.str();
}

/// What the certificate of a sidecar has to be for; a unix socket has no name.
std::string name_of(const endpoint& whom) {
  return whom.kind == endpoint::family::tcp ? whom.host : "localhost";
}

/// One conversation: what came back, or why nothing did.
struct conversation {
  const endpoint& whom;
  net::address to;
  std::string asked;
  duration patience;
  std::shared_ptr<const tls_credentials> tls;
  std::optional<reply> heard;
  error_code failed;
  std::string distrusted;  ///< why the certificate that was shown is not believed
};

asio::awaitable<void> converse(conversation& one) {
  conduit with(co_await asio::this_coro::executor);
  with.expires_after(one.patience);
  one.failed = co_await with.connect({one.to.data(), one.to.size()});
  if (one.failed) co_return;
  if (one.tls) {
    one.failed = co_await with.approach(one.tls, name_of(one.whom));
    if (one.failed) one.distrusted = with.distrust();
    if (one.failed) co_return;
  }
  // Whoever refuses may have said why before everything was sent.
  const error_code unsent = co_await with.write(asio::buffer(one.asked));
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(longest_answer);
  one.failed = co_await read_message<false>(with, buffer, parser);
  if (one.failed && unsent && one.failed == asio::error::eof) one.failed = unsent;
  if (one.failed) co_return;
  auto answered = parser.release();
  one.heard = reply{answered.result_int(), std::move(answered.body())};
}

/// Why nothing came back, for a person.
std::string sentence_about(const conversation& one) {
  const std::string who = one.whom.text();
  if (!one.distrusted.empty())
    return fmt::format("the certificate of {} is not believed: {}", who, one.distrusted);
  switch (tls_trouble_of(one.failed)) {
    case tls_trouble::no_tls:
      return who + " does not speak TLS: ask http://";
    case tls_trouble::wants_certificate:
      return who + " wants to be shown a certificate: --cert and --key-file name one";
    case tls_trouble::distrusts_ours:
      return who + " does not believe the certificate of --cert";
    case tls_trouble::other:
      break;
  }
  return fmt::format("no answer from {}: {}", who, one.failed.message());
}

}  // namespace

std::optional<reply> ask(
    const endpoint& whom,
    const question& what,
    duration patience,
    net::failure& why,
    std::shared_ptr<const tls_credentials> tls
) {
  const auto to = net::address::resolve(whom, why);
  if (!to) return {};
  asio::io_context context(1);
  conversation one{whom, *to, bytes_of(whom, what), patience, std::move(tls), {}, {}, {}};
  asio::co_spawn(context, converse(one), asio::detached);
  context.run();
  if (!one.heard) why = {one.failed, sentence_about(one)};
  return std::move(one.heard);
}

}  // namespace surgeline::admin
