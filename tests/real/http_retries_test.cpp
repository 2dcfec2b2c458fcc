#include <gtest/gtest.h>

#include <cstdio>

#include "real/http_site.hpp"

namespace surgeline::real {
namespace {

/// A server that fails by chance, and a sidecar that groups attempts.
class flaky_site : public node_site {
 public:
  explicit flaky_site(const std::string& more) : node_site(more) {
    define("all=\"$through $past $telemetry\"");
  }

  /// Whether a client program ends well; what it has found is printed.
  testing::AssertionResult finds(const std::string& line) const {
    const outcome done = run("node $clients/" + line + " $all");
    std::printf("%s", done.said.c_str());
    if (done.exit_code == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << line << "\nsays\n" << done.said;
  }
};

/// It trusts ids, and where there is none a fingerprint.
class site_with_fingerprints : public flaky_site {
 public:
  site_with_fingerprints()
      : flaky_site(
            "identify_attempts = [\"x-request-id\", \"fingerprint\"]\nobserve = { window = \"2s\" "
            "}\n"
        ) {}
};

/// It trusts what it does if nobody says otherwise.
class site_as_it_is : public flaky_site {
 public:
  site_as_it_is() : flaky_site("observe = { window = \"2s\" }\n") {}
};

class HttpRetries : public tests_of<site_with_fingerprints>,
                    public testing::WithParamInterface<const char*> {};

TEST_P(HttpRetries, AreCountedAsTheLibraryDoesWhereItSendsAnId) {
  EXPECT_TRUE(here.finds(std::string("retries.mjs ") + GetParam() + " id"));
}

TEST_P(HttpRetries, AreCountedWithinTwoPercentByFingerprint) {
  EXPECT_TRUE(here.finds(std::string("retries.mjs ") + GetParam() + " likeness"));
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
