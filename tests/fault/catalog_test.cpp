#include "surgeline/fault/catalog.hpp"

#include <gtest/gtest.h>

namespace surgeline::fault {
namespace {

TEST(Catalog, NamesAKindAsAFileDoes) { EXPECT_EQ(name_of(kind{slow_accept{}}), "slow_accept"); }

}  // namespace
}  // namespace surgeline::fault
