#include <gtest/gtest.h>

#include <string>

#include "real/http_site.hpp"

namespace surgeline::real {
namespace {

/// It trusts ids, and where there is none a fingerprint.
class site_with_fingerprints : public node_site {
 public:
  site_with_fingerprints()
      : node_site(
            "identify_attempts = [\"x-request-id\", \"fingerprint\"]\nobserve = { window = \"2s\" "
            "}\n"
        ) {}
};

/// It trusts what it does if nobody says otherwise.
class site_as_it_is : public node_site {
 public:
  site_as_it_is() : node_site("observe = { window = \"2s\" }\n") {}
};

class HttpRetries : public tests_of<site_with_fingerprints>,
                    public testing::WithParamInterface<const char*> {
 protected:
  /// What a library's own events say, against the sidecar's counters.
  testing::AssertionResult counted(const std::string& how) {
    return here.finds(std::string("retries.mjs ") + GetParam() + " " + how);
  }
  void inject_failures() {
    here.arm(R"({ "id": "fifth", "kind": "http_status", "status": 503, "probability": "20%" })");
  }
};

TEST_P(HttpRetries, AreCountedAsTheLibraryDoesWhereItSendsAnId) {
  EXPECT_TRUE(counted("id upstream"));
}

TEST_P(HttpRetries, OfInjectedFailuresAreCountedAsTheLibraryDoesWhereItSendsAnId) {
  inject_failures();
  EXPECT_TRUE(counted("id injected"));
}

TEST_P(HttpRetries, OfInjectedFailuresAreCountedWithinTwoPercentByFingerprint) {
  inject_failures();
  EXPECT_TRUE(counted("likeness injected"));
}

INSTANTIATE_TEST_SUITE_P(
    Libraries,
    HttpRetries,
    testing::Values("got", "axios", "undici"),
    [](const auto& one) { return std::string(one.param); }
);

using HttpCrowd = tests_of<site_with_fingerprints>;
using HttpCrowdWithoutIds = tests_of<site_as_it_is>;

TEST_F(HttpCrowd, ThatAsksTheSameIsNoCrowdOfRetries) { EXPECT_TRUE(here.finds("crowd.mjs 0 50")); }

TEST_F(HttpCrowd, AtOneAddressIsNoCrowdOfRetriesWhenOneInAHundredFails) {
  EXPECT_TRUE(here.finds("crowd.mjs 1 1"));
}

TEST_F(HttpCrowdWithoutIds, IsNoCrowdOfRetriesHoweverManyFail) {
  EXPECT_TRUE(here.finds("crowd.mjs 30 50"));
}

}  // namespace
}  // namespace surgeline::real
