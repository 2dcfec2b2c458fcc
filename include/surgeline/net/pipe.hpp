#pragma once

#include <cstddef>
#include <system_error>

#include "surgeline/net/descriptor.hpp"

namespace surgeline::net {

/// A pipe of the kernel's that bytes go through from one socket to another without being copied (splice).
class pipe {
 public:
  /// How much it is asked to hold; a process without privileges may be given less.
  static constexpr std::size_t wanted_capacity = 1024 * 1024;

  /// False as a condition when no descriptors are left for it.
  pipe();

  explicit operator bool() const { return static_cast<bool>(in_); }
  /// The most bytes it can hold; how many fit depends on how they lie in memory.
  std::size_t capacity() const { return capacity_; }
  /// Bytes that are in it now.
  std::size_t size() const { return size_; }
  bool is_empty() const { return size_ == 0; }

  /// Moves in what a socket has received, at most `most` bytes; how many. EAGAIN: nothing has arrived, or nothing fits.
  std::size_t fill(int socket, std::size_t most, std::error_code& error);
  /// Moves out to a socket what that takes, in order; how many bytes.
  std::size_t pour(int socket, std::error_code& error);

 private:
  descriptor out_, in_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
};

}  // namespace surgeline::net
