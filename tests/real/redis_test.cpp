#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real/redis_site.hpp"

namespace surgeline::real {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A Redis, and files of random bytes that become its values.
class redis_with_values : public redis_site {
 public:
  redis_with_values() {
    must(R"(
      for size in 1 100 4095 65536 262145 4194304; do head -c $size /dev/urandom >$size.value; done
    )");
    define(R"(
      put_all() { for file in *.value; do redis-cli -p $port -x set $file <$file || return; done; }
      compare_all() {
        for file in *.value; do
          redis-cli -p $port --raw get $file | head -c -1 | cmp - $file || return
        done
      })");
  }
  static constexpr std::size_t bytes = 1 + 100 + 4095 + 65536 + 262145 + 4194304;
};

using Redis = tests_of<redis_with_values>;

TEST_F(Redis, StoresAndReturnsEveryByte) { EXPECT_TRUE(here.does("put_all && compare_all")); }

TEST_F(Redis, GetsEveryRequestOfItsBenchmark) {
  here.get("redis-cli -p $direct config resetstat");
  const auto said =
      here.get("redis-benchmark -p $port -n 40000 -c 50 -P 16 -d 1000 -r 1000 -q -t set,get");
  EXPECT_THAT(said, Not(HasSubstr("Error")));
  const auto counted = here.get("redis-cli -p $direct info commandstats");
  EXPECT_THAT(counted, HasSubstr("cmdstat_set:calls=40000,"));
  EXPECT_THAT(counted, HasSubstr("cmdstat_get:calls=40000,"));
}

TEST_F(Redis, CopiesAllItsDataToAReplica) {
  EXPECT_TRUE(here.does("put_all && redis-cli -p $direct debug populate 20000 key 200"));
  const background_program replica = here.beside(
      "redis-server --port 0 --unixsocket $PWD/replica.sock --replicaof 127.0.0.1 $port --save ''"
      " --enable-debug-command local --dbfilename replica.rdb"
  );
  here.wait_until("redis-cli -s replica.sock info replication | grep -q link_status:up");
  EXPECT_EQ(
      here.get("redis-cli -s replica.sock debug digest"),
      here.get("redis-cli -p $direct debug digest")
  );
}

TEST_F(Redis, StoresAndReturnsEveryByteOnASlowWay) {
  here.arm(slow_way);
  const auto done = here.run("put_all && compare_all");
  EXPECT_EQ(done.exit_code, 0) << done.said;
  EXPECT_GE(done.took, 2 * least_time(redis_with_values::bytes));  // there, and back
}

TEST_F(Redis, SeesAResetAsAReset) {
  here.arm(R"({ "id": "torn", "kind": "reset", "when": "after_request" })");
  EXPECT_EQ(here.how_it_ends_after("PING\r\n"), std::errc::connection_reset);
  EXPECT_THAT(here.run("redis-cli -p $port ping").said, HasSubstr("Connection reset by peer"));
}

TEST_F(Redis, SeesAResetInTheMiddleOfAnAnswer) {
  here.arm(R"({ "id": "torn", "kind": "reset", "when": "mid_response" })");
  EXPECT_EQ(here.how_it_ends_after("LOLWUT\r\n"), std::errc::connection_reset);
}

TEST_F(Redis, WorksAgainWhenTheFaultsAreCleared) {
  here.arm(R"({ "id": "torn", "kind": "reset" })");
  EXPECT_FALSE(here.does("redis-cli -p $port ping"));
  here.clear();
  EXPECT_TRUE(here.does("put_all && compare_all"));
}

}  // namespace
}  // namespace surgeline::real
