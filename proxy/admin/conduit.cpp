#include "conduit.hpp"

#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace surgeline::admin {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

/// What somebody who was refused may still say.
constexpr std::size_t longest_parting = std::size_t{4} * 1024 * 1024;
constexpr std::chrono::seconds time_to_part{1};

std::string text_of(const ASN1_STRING* from) {
  unsigned char* made = nullptr;
  const int size = from == nullptr ? -1 : ASN1_STRING_to_UTF8(&made, from);
  if (size < 0) return {};
  std::string text(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
  OPENSSL_free(made);
  return text;
}

std::string common_name(const X509* of) {
  const X509_NAME* const subject = X509_get_subject_name(of);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  return at < 0 ? "" : text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
}

/// The first of its other names that is a text: a host's, an address of mail, a URI.
std::string first_other_name(const X509* of) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> all(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(of, NID_subject_alt_name, nullptr, nullptr)),
      &GENERAL_NAMES_free
  );
  for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
    int kind = 0;
    const void* const value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all.get(), i), &kind);
    if (kind == GEN_DNS || kind == GEN_EMAIL || kind == GEN_URI)
      return text_of(static_cast<const ASN1_STRING*>(value));
  }
  return {};
}

/// Says whose certificate is wanted, and to a name also which.
void expect_host(SSL* of, const std::string& host) {
  boost::system::error_code no_address;
  asio::ip::make_address(host, no_address);
  if (no_address) {
    // What the macro of this name does, with a cast that says so.
    SSL_ctrl(
        of,
        SSL_CTRL_SET_TLSEXT_HOSTNAME,
        TLSEXT_NAMETYPE_host_name,
        const_cast<char*>(host.c_str())
    );
    SSL_set1_host(of, host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(of), host.c_str());
  }
}

}  // namespace

conduit::awaitable<conduit::error_code> conduit::connect(protocol::endpoint to) {
  const auto [error] = co_await clear_.async_connect(to, as_values);
  // The request would wait for the other side's acknowledgement of the handshake.
  const int on = 1;
  if (!error) setsockopt(clear_.socket().native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  co_return error;
}

void conduit::forget_tls() {
  const long verified = SSL_get_verify_result(secure_->native_handle());
  if (verified != X509_V_OK) distrust_ = X509_verify_cert_error_string(verified);
  secure_.reset();
  credentials_ = nullptr;
}

conduit::awaitable<conduit::error_code> conduit::welcome(std::shared_ptr<const tls_credentials> ours
) {
  credentials_ = std::move(ours);
  secure_.emplace(clear_, credentials_->context());
  const auto [error] = co_await secure_->async_handshake(ssl::stream_base::server, as_values);
  if (error) forget_tls();
  co_return error;
}

conduit::awaitable<conduit::error_code> conduit::approach(
    std::shared_ptr<const tls_credentials> ours,
    std::string host
) {
  credentials_ = std::move(ours);
  secure_.emplace(clear_, credentials_->context());
  expect_host(secure_->native_handle(), host);
  const auto [error] = co_await secure_->async_handshake(ssl::stream_base::client, as_values);
  if (error) forget_tls();
  co_return error;
}

conduit::awaitable<conduit::received> conduit::read_some(asio::mutable_buffer into) {
  if (secure_) {
    const auto [error, bytes] = co_await secure_->async_read_some(into, as_values);
    co_return received{error, bytes};
  }
  const auto [error, bytes] = co_await clear_.async_read_some(into, as_values);
  co_return received{error, bytes};
}

conduit::awaitable<conduit::error_code> conduit::write(asio::const_buffer all) {
  if (secure_) {
    const auto [error, bytes] = co_await asio::async_write(*secure_, all, as_values);
    co_return error;
  }
  const auto [error, bytes] = co_await asio::async_write(clear_, all, as_values);
  co_return error;
}

conduit::awaitable<void> conduit::finish() {
  if (secure_) {
    clear_.expires_after(time_to_part);
    co_await secure_->async_shutdown(as_values);
  }
  error_code ignored;
  clear_.socket().shutdown(protocol::socket::shutdown_send, ignored);
}

conduit::awaitable<void> conduit::hear_out() {
  std::array<char, 4096> unheard;
  std::size_t left = longest_parting;
  clear_.expires_after(time_to_part);
  while (left > 0) {
    const auto [error, bytes] = co_await clear_.async_read_some(asio::buffer(unheard), as_values);
    if (error) co_return;
    left -= std::min(left, bytes);
  }
}

std::string conduit::peer_certificate() const {
  if (!secure_) return {};
  // Asio's handle is const for who may only look.
  auto* const native = const_cast<secure_stream&>(*secure_).native_handle();
  const std::unique_ptr<X509, decltype(&X509_free)> shown(
      SSL_get1_peer_certificate(native),
      &X509_free
  );
  if (!shown) return {};
  std::string name = common_name(shown.get());
  return name.empty() ? first_other_name(shown.get()) : name;
}

tls_trouble tls_trouble_of(boost::system::error_code error) {
  if (error.category() != asio::error::get_ssl_category()) return tls_trouble::other;
  switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
    case SSL_R_HTTP_REQUEST:
    case SSL_R_WRONG_VERSION_NUMBER:
      return tls_trouble::no_tls;
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
      return tls_trouble::wants_certificate;
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
      return tls_trouble::distrusts_ours;
    default:
      return tls_trouble::other;
  }
}

}  // namespace surgeline::admin
