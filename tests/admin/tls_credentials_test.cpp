#include "surgeline/admin/tls_credentials.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tls.hpp"

namespace surgeline::admin {
namespace {

using testing::HasSubstr;

/// The first thing that is wrong with what a server is to show.
problem first_problem(const tls_papers& papers) {
  problems found;
  EXPECT_FALSE(tls_credentials::of_server(papers, found));
  return found.empty() ? problem{} : found.list().front();
}

TEST(TlsCredentials, AskClientsForCertificatesOfTheirAuthority) {
  const test_authority authority;
  const auto own = authority.for_this_machine();
  EXPECT_FALSE(server_with(papers_of(own))->asks_clients());
  EXPECT_TRUE(server_with(papers_of(own, authority.certificate()))->asks_clients());
}

TEST(TlsCredentials, NameTheFileThatIsNoCertificate) {
  const auto own = test_authority().for_this_machine();
  const problem wrong = first_problem(papers_of({"nonsense", own.key}));
  EXPECT_EQ(wrong.where.file, "cert.pem");
  EXPECT_EQ(wrong.what, "this is no certificate in PEM");
}

TEST(TlsCredentials, NameTheFileThatIsNoKey) {
  const auto own = test_authority().for_this_machine();
  const problem wrong = first_problem(papers_of({own.certificate, "nonsense"}));
  EXPECT_EQ(wrong.where.file, "key.pem");
  EXPECT_THAT(wrong.what, HasSubstr("no private key"));
}

TEST(TlsCredentials, AreOfOnePair) {
  const test_authority authority;
  const auto one = authority.for_this_machine(), other = authority.for_this_machine();
  EXPECT_THAT(
      first_problem(papers_of({one.certificate, other.key})).what,
      HasSubstr("not that of the certificate in cert.pem")
  );
}

TEST(TlsCredentials, WantAnAuthorityThatIsOne) {
  const auto own = test_authority().for_this_machine();
  EXPECT_EQ(first_problem(papers_of(own, "nonsense")).where.file, "ca.pem");
}

TEST(TlsCredentials, QuoteNoSecret) {
  const auto own = test_authority().for_this_machine();
  const problem wrong = first_problem(papers_of({own.certificate, own.key.substr(0, 100)}));
  EXPECT_THAT(wrong.what + wrong.remedy, testing::Not(HasSubstr(own.key.substr(40, 20))));
}

}  // namespace
}  // namespace surgeline::admin
