#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "counter.hpp"
#include "support/certificates.hpp"
#include "surgeline/admin/http_client.hpp"
#include "surgeline/admin/tls_credentials.hpp"

namespace surgeline::admin {

inline tls_papers papers_of(const certified& own, const std::string& authority = {}) {
  tls_papers made{.certificate = {"cert.pem", own.certificate}, .key = {"key.pem", own.key}};
  if (!authority.empty()) made.authority = {"ca.pem", authority};
  return made;
}

inline std::shared_ptr<const tls_credentials> server_with(const tls_papers& papers) {
  problems found;
  auto made = tls_credentials::of_server(papers, found);
  EXPECT_TRUE(made);
  return made;
}

inline std::shared_ptr<const tls_credentials> client_with(const tls_papers& papers) {
  problems found;
  auto made = tls_credentials::of_client(papers, found);
  EXPECT_TRUE(made);
  return made;
}

/// One that shows no certificate.
inline std::shared_ptr<const tls_credentials> client_that_believes(const test_authority& whom) {
  return client_with({.authority = {"ca.pem", whom.certificate()}});
}

/// What came back from a listener that speaks TLS, or the sentence why nothing did.
struct told {
  std::optional<reply> heard;
  std::string why;
};

inline told ask_secretly(const endpoint& whom, std::shared_ptr<const tls_credentials> as) {
  net::failure why;
  auto heard = ask(whom, {.path = "/"}, std::chrono::seconds{10}, why, std::move(as));
  return {std::move(heard), why.what};
}

}  // namespace surgeline::admin
