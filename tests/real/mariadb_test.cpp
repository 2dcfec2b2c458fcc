#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real/site.hpp"

namespace surgeline::real {
namespace {

using testing::HasSubstr;

/// A MariaDB with a file of rows, some of them long.
class mariadb_site : public site {
 public:
  mariadb_site() {
    become("mysql");
    must(R"(
      $as mariadb-install-db --no-defaults --datadir=$PWD/data --skip-test-db \
        --auth-root-authentication-method=normal
    )");
    start(
        "$as mariadbd --no-defaults --datadir=$PWD/data --socket=$PWD/direct.sock --port=$direct"
        " --bind-address=127.0.0.1 --skip-name-resolve --local-infile=1"
    );
    define(R"(
      client='mariadb --no-defaults --local-infile -u root -N -B'
      directly() { $client -S direct.sock "$@"; }
      through() { $client -h 127.0.0.1 -P $port "$@"; }
      load_rows="truncate trial.t; load data local infile 'rows.tsv' into table trial.t"
      there_and_back() {
        through -e "$load_rows" && through -e 'select * from trial.t order by id' | cmp - rows.tsv
      })");
    wait_until("directly -e 'select 1'");
    put_sidecar_before("127.0.0.1:$direct");
    must(R"(
      for row in {1..2000}; do
        word=$(head -c $((row / 2 + 1)) /dev/urandom | base64 --wrap=0)
        echo -e "$row\t$word"
      done >rows.tsv
      through -e 'create database trial; create table trial.t (id int primary key, word text)'
    )");
  }
};

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
