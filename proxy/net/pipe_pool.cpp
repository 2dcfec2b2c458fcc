#include "surgeline/net/pipe_pool.hpp"

#include <utility>

namespace surgeline::net {

std::unique_ptr<pipe> pipe_pool::take() {
  if (!idle_.empty()) {
    std::unique_ptr<pipe> next = std::move(idle_.back());
    idle_.pop_back();
    return next;
  }
  if (made_ == limit_) return nullptr;
  auto made = std::make_unique<pipe>();
  if (!*made) return nullptr;
  ++made_;
  return made;
}

void pipe_pool::give_back(std::unique_ptr<pipe> used) {
  if (used->is_empty())
    idle_.push_back(std::move(used));
  else
    --made_;  // emptying it would cost more than another one does
}

}  // namespace surgeline::net
