#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real/site.hpp"

namespace surgeline::real {
namespace {

using testing::HasSubstr;

/// A PostgreSQL on a unix socket with the accounts of pgbench, filled through the sidecar's TCP port.
class postgres_site : public site {
 public:
  postgres_site() {
    become("postgres");
    must("$as initdb -D data -U postgres -A trust -E UTF8 --locale=C --no-sync");
    start("$as postgres -D data -k $PWD -c listen_addresses= -c fsync=off", SIGINT);
    wait_until("pg_isready -h $PWD");
    put_sidecar_before("unix:$PWD/.s.PGSQL.5432");
    define(R"(
      export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres PGDATABASE=postgres
      sql() { psql --no-psqlrc -v ON_ERROR_STOP=1 -qAt "$@"; }
      there_and_back() {
        sql -c 'truncate rows' -c '\copy rows from rows.csv csv' &&
          sql -c '\copy (select * from rows order by id) to stdout csv' | cmp - rows.csv
      })");
    must(R"(
      pgbench -i -s 2 -q
      sql -c 'create table rows (id int primary key, word text)'
      for row in {1..20000}; do echo $row,$RANDOM$RANDOM$RANDOM$RANDOM$RANDOM; done >rows.csv
    )");
  }
};

using Postgres = tests_of<postgres_site>;

constexpr auto transactions = "sql -c 'select count(*) from pgbench_history'";
/// Every transaction of pgbench adds one number in four tables.
constexpr auto differences = R"(sql -c '
  select (select sum(abalance) from pgbench_accounts) - sum(delta),
         (select sum(tbalance) from pgbench_tellers) - sum(delta),
         (select sum(bbalance) from pgbench_branches) - sum(delta)
  from pgbench_history')";

TEST_F(Postgres, StoresAndReturnsEveryRow) { EXPECT_TRUE(here.does("there_and_back")); }

TEST_F(Postgres, KeepsItsBooksThroughABenchmark) {
  const auto before = std::stoi(here.get(transactions));
  EXPECT_THAT(here.get("pgbench -n -c 8 -j 2 -t 250"), HasSubstr("2000/2000"));
  EXPECT_EQ(here.get(transactions), std::to_string(before + 2000));
  EXPECT_EQ(here.get(differences), "0|0|0");
}

TEST_F(Postgres, StoresAndReturnsEveryRowOnASlowWay) {
  const auto size = here.files().read("rows.csv").size();
  here.arm(slow_way);
  const auto done = here.run("there_and_back");
  EXPECT_EQ(done.exit_code, 0) << done.said;
  EXPECT_GE(done.took, 2 * least_time(size));
}

TEST_F(Postgres, KeepsItsBooksThoughConnectionsAreReset) {
  here.arm(
      R"({ "id": "torn", "kind": "reset", "when": "after_request", "per": "request", "probability": "1%" })"
  );
  EXPECT_THAT(here.run("pgbench -n -c 8 -j 2 -t 250").said, HasSubstr("aborted"));
  here.clear();
  EXPECT_EQ(here.get(differences), "0|0|0");
}

TEST_F(Postgres, SeesAResetAsAReset) {
  here.arm(R"({ "id": "torn", "kind": "reset", "when": "after_request" })");
  EXPECT_EQ(
      here.how_it_ends_after(std::string("\0\0\0\x08\x04\xd2\x16\x2f", 8)),
      std::errc::connection_reset
  );  // SSLRequest
  EXPECT_THAT(here.run("sql -c 'select 1'").said, HasSubstr("closed the connection unexpectedly"));
}

TEST_F(Postgres, WorksAgainWhenTheFaultsAreCleared) {
  here.arm(R"({ "id": "torn", "kind": "reset" })");
  EXPECT_FALSE(here.does("sql -c 'select 1'"));
  here.clear();
  EXPECT_TRUE(here.does("there_and_back"));
}

}  // namespace
}  // namespace surgeline::real
