#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

#include "conduit.hpp"
#include "surgeline/admin/http.hpp"

namespace surgeline::admin {

using message = boost::beast::http::request<boost::beast::http::string_body>;

/// Reads one message whole: what comes behind it stays in `buffer`.
template <bool is_request>
boost::asio::awaitable<boost::system::error_code> read_message(
    conduit& from,
    boost::beast::flat_buffer& buffer,
    boost::beast::http::basic_parser<is_request>& into
);

/// What was asked; `peer` and `certificate` are who asks.
request request_from(message&& from, const std::string& peer, const std::string& certificate);
/// An answer as bytes; for HEAD without its body.
std::string bytes_of(response&& what, bool keep_alive, bool head_only);

/// What is said to somebody whose request could not be read; empty if nothing is.
std::optional<response> refusal_of(boost::system::error_code error);
/// True for a body whose end nobody knows: Beast takes a Transfer-Encoding that it does not know for none, and the body for
/// the next request.
bool has_strange_encoding(const message& asked);

}  // namespace surgeline::admin
