#pragma once

#include <cstddef>
#include <span>
#include <system_error>

namespace surgeline::net {
class pipe;
}

namespace surgeline::traffic {

/// Whoever owns streams.
class stream_owner {
 public:
  /// Something about a stream has changed: it is worth another look. The stream may be destroyed from here.
  virtual void stirred() = 0;

 protected:
  ~stream_owner() = default;
};

/// What one attempt to move bytes came to; nothing of all that: it would have blocked.
struct transfer {
  std::size_t bytes = 0;
  bool end = false;       ///< receive only: the other side has said all it wanted
  std::error_code error;  ///< the stream is lost
};

/// One side of a connection as the relays see it: bytes in, bytes out, never blocking. What lies between (plain sockets,
/// TLS) and how it learns that it may go on is the implementation's; it stirs its owner when it does.
class stream {
 public:
  stream() = default;
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
  virtual ~stream() = default;

  /// True while it is being set up: nothing can be moved yet.
  bool is_opening() const { return opening_; }
  /// True when `receive` may give something.
  bool is_readable() const { return readable_; }
  /// True when `send` may take something.
  bool is_writable() const { return writable_; }
  /// True when it has failed or the other side has reset it; what was received before can still be read.
  bool is_broken() const { return broken_; }

  /// Takes what has arrived, at most `into.size()` > 0 bytes.
  virtual transfer receive(std::span<std::byte> into) = 0;
  /// Hands on as much as is taken, from the front.
  virtual transfer send(std::span<const std::byte> from) = 0;
  /// True when the kernel can move its bytes by itself; it cannot where they are not what the wire carries (TLS).
  virtual bool can_splice() const { return false; }
  /// Like `receive`, into an empty pipe; when nothing moves, `receive` knows why. Only if `can_splice`.
  virtual transfer fill(net::pipe& into, std::size_t most);
  /// Like `send`, from a pipe. Only if `can_splice`.
  virtual transfer pour(net::pipe& from);
  /// Says that nothing more will be sent; receiving goes on.
  virtual void finish() = 0;
  /// True when the other side has got all that was sent, as far as is known.
  virtual bool is_taken() const { return true; }
  /// Ends at once, in a way that the other side notices as an error.
  virtual void reset() = 0;
  /// Why it is broken.
  virtual std::error_code error() = 0;
  /// Stirs the owner again after others have had their turn.
  virtual void again() = 0;

 protected:
  bool opening_ = false, readable_ = false, writable_ = false, broken_ = false;
};

inline transfer stream::fill(net::pipe&, std::size_t) { return {}; }
inline transfer stream::pour(net::pipe&) { return {}; }

}  // namespace surgeline::traffic
