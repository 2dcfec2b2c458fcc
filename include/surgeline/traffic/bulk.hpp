#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "surgeline/net/pipe_pool.hpp"

namespace surgeline::traffic {

/// Knows when so much travels in one direction that the kernel should move it, and holds the pipe while bytes are in it.
/// A run of full reads begins it; a run of small ones ends it.
class bulk {
 public:
  /// Without a pool everything is copied.
  explicit bulk(net::pipe_pool* pool) : pool_(pool) {}
  bulk(const bulk&) = delete;
  bulk& operator=(const bulk&) = delete;
  ~bulk() { give_back(); }

  /// Hears how many bytes one read brought, and whether it filled the buffer.
  void saw(std::size_t bytes, bool full);
  bool is_flowing() const { return flowing_; }

  /// An empty pipe, until it is given back; null when there is none to be had. Only while it holds none.
  net::pipe* take();
  /// Gives an empty pipe to others; does nothing without one.
  void give_back();
  /// The pipe with bytes in it; null when there is none.
  net::pipe* pipe() const { return pipe_.get(); }

 private:
  net::pipe_pool* const pool_;
  std::unique_ptr<net::pipe> pipe_;
  bool flowing_ = false;
  std::uint8_t in_a_row_ = 0;  // full reads before it flows, small ones while it does
};

}  // namespace surgeline::traffic
