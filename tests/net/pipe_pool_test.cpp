#include "surgeline/net/pipe_pool.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <utility>

namespace surgeline::net {
namespace {

TEST(PipePool, GivesAPipeAgain) {
  pipe_pool pool;
  auto first = pool.take();
  const pipe* const which = first.get();
  pool.give_back(std::move(first));
  EXPECT_EQ(pool.take().get(), which);
  EXPECT_EQ(pool.size(), 1);
}

TEST(PipePool, MakesNoMoreThanItsLimit) {
  pipe_pool pool(2);
  const auto first = pool.take(), second = pool.take();
  EXPECT_TRUE(first && second);
  EXPECT_FALSE(pool.take());
}

TEST(PipePool, DoesNotGiveAPipeThatIsNotEmpty) {
  pipe_pool pool(1);
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
  const descriptor near{ends[0]}, far{ends[1]};
  auto used = pool.take();
  std::error_code error;
  ASSERT_EQ(send(far.get(), "left", 4, 0), 4);
  used->fill(near.get(), 4, error);
  pool.give_back(std::move(used));
  const auto next = pool.take();
  ASSERT_TRUE(next);
  EXPECT_TRUE(next->is_empty());
}

}  // namespace
}  // namespace surgeline::net
