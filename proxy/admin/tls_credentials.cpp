#include "surgeline/admin/tls_credentials.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509err.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>

namespace surgeline::admin {
namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

/// Nobody's key is asked for on a terminal.
std::string no_password(std::size_t /*longest*/, ssl::context::password_purpose /*what_for*/) {
  return {};
}

bool belongs_to_another_certificate(error_code error) {
  const auto code = static_cast<unsigned long>(error.value());
  return ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH;
}

/// What a key is that cannot be taken.
problem problem_with_key(const tls_papers& papers, error_code error) {
  const place here{.file = papers.key.file};
  if (belongs_to_another_certificate(error)) {
    return {
        here,
        fmt::format("this key is not that of the certificate in {}", papers.certificate.file),
        "both have to be of one pair"
    };
  }
  return {here, "this is no private key in PEM, or it has a password", "openssl genpkey makes one"};
}

}  // namespace

tls_credentials::tls_credentials() : context_(std::make_unique<ssl::context>(ssl::context::tls)) {
  SSL_CTX* const native = context_->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  // A session that goes on elsewhere would be of the certificates that were in force when it began.
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_num_tickets(native, 0);
  context_->set_password_callback(no_password);
}

tls_credentials::~tls_credentials() = default;

/// False when `found` got a problem.
bool tls_credentials::take_in(const tls_papers& papers, problems& found) {
  error_code error;
  if (!papers.certificate.file.empty()) {
    context_->use_certificate_chain(boost::asio::buffer(papers.certificate.text), error);
    if (error) {
      found.add(
          {.file = papers.certificate.file},
          "this is no certificate in PEM",
          "-----BEGIN CERTIFICATE----- begins one"
      );
      return false;
    }
    context_->use_private_key(boost::asio::buffer(papers.key.text), ssl::context::pem, error);
    if (error) {
      const problem wrong = problem_with_key(papers, error);
      found.add(wrong.where, wrong.what, wrong.remedy);
      return false;
    }
  }
  if (papers.authority.file.empty()) return true;
  context_->add_certificate_authority(boost::asio::buffer(papers.authority.text), error);
  if (!error && papers.authority.text.find("-----BEGIN") != std::string::npos) return true;
  found.add(
      {.file = papers.authority.file},
      "there is no certificate in it that could sign others",
      "-----BEGIN CERTIFICATE----- begins one"
  );
  return false;
}

std::shared_ptr<const tls_credentials> tls_credentials::of_server(
    const tls_papers& papers,
    problems& found
) {
  const std::shared_ptr<tls_credentials> made{new tls_credentials};
  if (!made->take_in(papers, found)) return nullptr;
  made->asks_clients_ = !papers.authority.file.empty();
  made->context_->set_verify_mode(
      made->asks_clients_ ? ssl::verify_peer | ssl::verify_fail_if_no_peer_cert : ssl::verify_none
  );
  return made;
}

std::shared_ptr<const tls_credentials> tls_credentials::of_client(
    const tls_papers& papers,
    problems& found
) {
  const std::shared_ptr<tls_credentials> made{new tls_credentials};
  if (!made->take_in(papers, found)) return nullptr;
  if (papers.authority.file.empty()) {
    error_code ignored;  // a system without any believes nobody
    made->context_->set_default_verify_paths(ignored);
  }
  made->context_->set_verify_mode(ssl::verify_peer);
  return made;
}

}  // namespace surgeline::admin
