#include <gtest/gtest.h>

#include "real/http_site.hpp"

namespace surgeline::real {
namespace {

using HttpStreams = tests_of<node_site>;

TEST_F(HttpStreams, StayOpenWhileALatencyIsArmedThatReachesThem) {
  EXPECT_TRUE(here.finds("streams.mjs $control"));
}

}  // namespace
}  // namespace surgeline::real
