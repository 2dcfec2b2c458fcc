#include "http_message.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http.hpp>
#include <sstream>
#include <utility>

namespace surgeline::admin {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::beast::flat_buffer;
using boost::system::error_code;

/// What is read at once.
constexpr std::size_t mouthful = std::size_t{16} * 1024;

http::response<http::string_body> message_from(response&& from, bool keep_alive) {
  http::response<http::string_body> made{static_cast<http::status>(from.status), 11};
  if (!from.type.empty()) made.set(http::field::content_type, from.type);
  made.set(http::field::cache_control, "no-store");
  if (!from.allow.empty()) made.set(http::field::allow, from.allow);
  for (const auto& [name, value] : from.more) made.set(name, value);
  made.keep_alive(keep_alive && !from.goes_on);
  made.body() = std::move(from.body);
  if (!from.goes_on) made.prepare_payload();  // else the connection's end is its end
  return made;
}

}  // namespace

template <bool is_request>
asio::awaitable<error_code> read_message(
    conduit& from,
    flat_buffer& buffer,
    http::basic_parser<is_request>& into
) {
  into.eager(true);
  error_code error = http::error::need_more;
  while (!into.is_done()) {
    if (buffer.size() > 0) {
      buffer.consume(into.put(buffer.data(), error));
      if (into.is_done()) break;
      if (error && error != http::error::need_more) co_return error;
      if (!error && buffer.size() > 0) continue;
    }
    const std::size_t room = std::min(mouthful, buffer.max_size() - buffer.size());
    if (room == 0) co_return http::error::buffer_overflow;
    const auto got = co_await from.read_some(buffer.prepare(room));
    if (got.error == asio::error::eof && into.got_some()) {
      into.put_eof(error);
      co_return error;
    }
    if (got.error) co_return got.error;
    buffer.commit(got.bytes);
  }
  co_return error_code{};
}

template asio::awaitable<error_code> read_message<
    true>(conduit&, flat_buffer&, http::basic_parser<true>&);
template asio::awaitable<error_code> read_message<
    false>(conduit&, flat_buffer&, http::basic_parser<false>&);

request request_from(message&& from, const std::string& peer, const std::string& certificate) {
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
      .peer = peer,
      .certificate = certificate
  };
}

std::string bytes_of(response&& what, bool keep_alive, bool head_only) {
  const auto made = message_from(std::move(what), keep_alive);
  std::ostringstream bytes;
  bytes << made.base();
  return head_only ? bytes.str() : bytes.str() + made.body();
}

std::optional<response> refusal_of(error_code error) {
  if (error == http::error::header_limit)
    return plain(431, "the head of the request is too long\n");
  if (error == http::error::body_limit) return plain(413, "the body of the request is too long\n");
  if (error.category() == make_error_code(http::error::bad_method).category() &&
      error != http::error::end_of_stream && error != http::error::partial_message)
    return plain(400, "this is no HTTP/1.1 request: " + error.message() + "\n");
  return {};
}

bool has_strange_encoding(const message& asked) {
  return asked.count(http::field::transfer_encoding) > 0 && !asked.chunked();
}

}  // namespace surgeline::admin
