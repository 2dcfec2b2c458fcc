#include "surgeline/traffic/client_table.hpp"

#include <gtest/gtest.h>

namespace surgeline::traffic {
namespace {

TEST(ClientTable, CountsEachClientsConnectionsFromOne) {
  client_table table;
  EXPECT_EQ(table.next("a"), 1);
  EXPECT_EQ(table.next("b"), 1);
  EXPECT_EQ(table.next("a"), 2);
}

TEST(ClientTable, StaysBounded) {
  client_table table(100);
  for (int i = 0; i < 10'000; ++i) table.next(std::to_string(i));
  EXPECT_LE(table.size(), 100);
}

TEST(ClientTable, RemembersWhoComesOften) {
  client_table table(100);
  std::uint64_t last = 0;
  for (int i = 0; i < 10'000; ++i) {
    table.next(std::to_string(i));
    if (i % 40 == 0) {
      EXPECT_EQ(table.next("regular"), ++last);
    }
  }
}

}  // namespace
}  // namespace surgeline::traffic
