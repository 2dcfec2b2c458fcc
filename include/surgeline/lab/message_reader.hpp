#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "surgeline/http/body_frame.hpp"
#include "surgeline/http/message_head.hpp"
#include "surgeline/model/http_response.hpp"

namespace surgeline::lab {

/// Finds HTTP messages in the bytes of one connection, one after the other, however they were cut. Of each it keeps the head
/// until the next begins; bodies are counted past. What has no limit of its own here breaks it.
class message_reader {
 public:
  /// More is no message of the lab's, nor of a proxy's before it.
  static constexpr std::size_t longest_head = model::longest_head, most_fields = model::most_fields;
  static constexpr std::uint64_t largest_body = std::uint64_t{1} << 30;

  /// `heads` may serve many readers of one thread.
  explicit message_reader(http::head_reader& heads) : heads_(heads) {}

  /// The next message is a request; or the response to a request with this method.
  void expects_request() { begin(true, {}); }
  void expects_response(std::string_view to_method) { begin(false, to_method); }
  /// Takes what belongs to the message from the front of what has come; says how much that was.
  std::size_t take(std::span<const std::byte> arrived);
  /// The connection has ended: true when that is how the message ends.
  bool end() { return at_ == place::body && body_.end() && (at_ = place::done, true); }

  /// Something of it has come.
  bool has_begun() const { return at_ != place::head || !head_bytes_.empty(); }
  bool is_done() const { return at_ == place::done; }
  bool is_broken() const { return at_ == place::broken; }
  /// Called when a head is there, while it can be read.
  struct head_listener {
    virtual void head_came(const http::message_head& head) = 0;

   protected:
    ~head_listener() = default;
  };
  void tells(head_listener& of_heads) { listener_ = &of_heads; }

 private:
  enum class place : std::uint8_t { head, body, done, broken };

  void begin(bool request, std::string_view to_method);
  std::size_t take_head(std::string_view arrived);
  void read_head();

  http::head_reader& heads_;
  head_listener* listener_ = nullptr;
  std::string head_bytes_, to_method_;
  http::head_scan scan_;
  http::body_frame body_;
  place at_ = place::head;
  bool request_ = true;
};

}  // namespace surgeline::lab
