#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "surgeline/admin/tls_credentials.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::admin {

/// Errors come as values.
inline constexpr auto as_values = boost::asio::as_tuple(boost::asio::use_awaitable);

/// The bytes between us and one peer: in clear, or within TLS once hands have been shaken. One may read while another
/// writes.
class conduit {
 public:
  using protocol = boost::asio::generic::stream_protocol;
  using error_code = boost::system::error_code;
  template <class Value>
  using awaitable = boost::asio::awaitable<Value>;

  /// What came of a read.
  struct received {
    error_code error;
    std::size_t bytes = 0;
  };

  explicit conduit(protocol::socket connected) : clear_(std::move(connected)) {}
  explicit conduit(const boost::asio::any_io_executor& on) : clear_(on) {}
  conduit(const conduit&) = delete;
  conduit& operator=(const conduit&) = delete;

  /// What begins from now on fails with `beast::error::timeout` if it takes longer.
  void expires_after(duration patience) { clear_.expires_after(patience); }
  void expires_never() { clear_.expires_never(); }

  awaitable<error_code> connect(protocol::endpoint to);
  /// Shakes hands as the server; after a failure the bytes are in clear again, for a parting word.
  awaitable<error_code> welcome(std::shared_ptr<const tls_credentials> ours);
  /// Shakes hands as the client of a server that has to show a certificate for `host`.
  awaitable<error_code> approach(std::shared_ptr<const tls_credentials> ours, std::string host);

  awaitable<received> read_some(boost::asio::mutable_buffer into);
  awaitable<error_code> write(boost::asio::const_buffer all);
  /// Says that nothing more comes.
  awaitable<void> finish();
  /// Hears the other side out for a moment: closing on bytes that were not read sends an RST, which may overtake what was
  /// said last.
  awaitable<void> hear_out();

  /// The name on the certificate that the peer has shown: its common name, or else its first other one; empty without.
  std::string peer_certificate() const;
  /// Why the peer's certificate was not believed, in OpenSSL's words; empty if it was.
  const std::string& distrust() const { return distrust_; }

 private:
  using stream = boost::beast::basic_stream<protocol>;
  using secure_stream = boost::asio::ssl::stream<stream&>;
  void forget_tls();

  stream clear_;
  std::shared_ptr<const tls_credentials> credentials_;
  std::optional<secure_stream> secure_;  // over `clear_`
  std::string distrust_;
};

/// What an error of TLS says about the other side.
enum class tls_trouble : std::uint8_t {
  other,
  no_tls,             ///< it speaks in clear
  wants_certificate,  ///< and was shown none
  distrusts_ours,     ///< it does not believe the certificate that it was shown
};

tls_trouble tls_trouble_of(boost::system::error_code error);

}  // namespace surgeline::admin
