#pragma once

#include <memory>
#include <string>

#include "surgeline/core/problem.hpp"

namespace boost::asio::ssl {
class context;
}

namespace surgeline::admin {

/// A file in PEM, as it was read; without a name: there is none.
struct pem {
  std::string file, text;
};

/// What one end of TLS shows, and whose certificates it believes.
struct tls_papers {
  pem certificate;  ///< its own first, then those that lead to its authority
  pem key;
  pem authority;  ///< who signs what the other side shows
};

/// One end of TLS 1.2 or 1.3: secrets, which nothing prints.
class tls_credentials {
 public:
  /// A server's. With an authority every client has to show a certificate that it signed. Null when `found` got a problem.
  static std::shared_ptr<const tls_credentials> of_server(
      const tls_papers& papers,
      problems& found
  );
  /// A client's: without an authority it believes those of the system, without a certificate it shows none.
  static std::shared_ptr<const tls_credentials> of_client(
      const tls_papers& papers,
      problems& found
  );
  tls_credentials(const tls_credentials&) = delete;
  tls_credentials& operator=(const tls_credentials&) = delete;
  ~tls_credentials();

  boost::asio::ssl::context& context() const { return *context_; }
  /// True for a server that wants to be shown certificates.
  bool asks_clients() const { return asks_clients_; }

 private:
  tls_credentials();
  bool take_in(const tls_papers& papers, problems& found);

  std::unique_ptr<boost::asio::ssl::context> context_;
  bool asks_clients_ = false;
};

}  // namespace surgeline::admin
