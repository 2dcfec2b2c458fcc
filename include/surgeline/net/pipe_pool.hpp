#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "surgeline/net/pipe.hpp"

namespace surgeline::net {

/// The pipes of one worker: made when they are needed, kept for the next who needs one. They are few, because each takes
/// two descriptors, and because whoever uses one holds it only while bytes are in it.
class pipe_pool {
 public:
  /// There are never more than `limit` at once.
  explicit pipe_pool(std::size_t limit = 32) : limit_(limit) {}

  /// An empty pipe; null when all are in use, or no more can be made.
  std::unique_ptr<pipe> take();
  /// Takes one back; what is still in it is lost.
  void give_back(std::unique_ptr<pipe> used);

  /// How many there are, in use or not.
  std::size_t size() const { return made_; }

 private:
  const std::size_t limit_;
  std::size_t made_ = 0;
  std::vector<std::unique_ptr<pipe>> idle_;
};

}  // namespace surgeline::net
