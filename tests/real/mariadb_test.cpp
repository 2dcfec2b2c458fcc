#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real/mariadb_site.hpp"

namespace surgeline::real {
namespace {

using testing::HasSubstr;

using Mariadb = tests_of<mariadb_site>;

TEST_F(Mariadb, StoresAndReturnsEveryRow) { EXPECT_TRUE(here.does("there_and_back")); }

TEST_F(Mariadb, HasTheSameTableAsWithoutASidecar) {
  EXPECT_TRUE(here.does("there_and_back"));
  const std::string with = here.get("directly -e 'checksum table trial.t extended'");
  EXPECT_TRUE(here.does("directly -e \"$load_rows\""));
  EXPECT_EQ(here.get("directly -e 'checksum table trial.t extended'"), with);
}

TEST_F(Mariadb, StoresAndReturnsEveryRowOnASlowWay) {
  const auto size = here.files().read("rows.tsv").size();
  here.arm(slow_way);
  const auto done = here.run("there_and_back");
  EXPECT_EQ(done.exit_code, 0) << done.said;
  EXPECT_GE(done.took, 2 * least_time(size));
}

TEST_F(Mariadb, SeesAResetAsAReset) {
  here.arm(R"({ "id": "torn", "kind": "reset" })");
  EXPECT_EQ(here.how_it_ends_after("hello"), std::errc::connection_reset);
  EXPECT_THAT(
      here.run("through -e 'select 1'").said,
      HasSubstr("system error: 104")
  );  // ECONNRESET
}

TEST_F(Mariadb, WorksAgainWhenTheFaultsAreCleared) {
  here.arm(R"({ "id": "torn", "kind": "reset" })");
  EXPECT_FALSE(here.does("through -e 'select 1'"));
  here.clear();
  EXPECT_TRUE(here.does("there_and_back"));
}

}  // namespace
}  // namespace surgeline::real
