#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/http/message_head.hpp"
#include "surgeline/lab/channel.hpp"
#include "surgeline/lab/frame_reader.hpp"
#include "surgeline/lab/message_reader.hpp"
#include "surgeline/resilience/outcome.hpp"

namespace surgeline::lab {

/// What a caller says to a service on one connection, in whatever he speaks: frames begin with a zero, HTTP with a letter.
/// Frames may come in any number; of HTTP requests one at a time, and what comes behind it waits.
class guest {
 public:
  /// Requests that wait behind another may have so many bytes; who sends more is cut off.
  static constexpr std::size_t most_waiting = std::size_t{1} << 20;

  explicit guest(http::head_reader& heads) : frames_(model::frame::sort::ask), heads_(heads) {}

  /// What he asks, or no longer waits for, goes to `asks` as a frame; its attempt is the number that `answer` is to be given.
  /// False when it makes no sense.
  template <class Asks>
  bool hear(std::span<const std::byte> bytes, const Asks& asks) {
    if (bytes.empty()) return true;
    if (speaks_ == language::unknown)
      speaks_ = bytes.front() == std::byte{0} ? language::frames : language::http;
    if (speaks_ == language::frames) return frames_.read(bytes, asks);
    return hear_http(bytes) && ask_next(asks);
  }
  /// Says how what he asked as this number ended. Then the next that waits is to be asked for.
  void answer(std::uint64_t number, resilience::outcome how, channel& to);
  /// Asks what has waited behind what was answered; false when it makes no sense.
  template <class Asks>
  bool go_on(const Asks& asks) {
    if (!http_ || http_->asked || http_->waiting.empty()) return true;
    const auto waiting = std::exchange(http_->waiting, {});
    return hear_http(waiting) && ask_next(asks);
  }
  /// True when the connection ends behind what was said.
  bool closes() const { return http_ && http_->closes && !http_->asked; }

 private:
  enum class language : std::uint8_t { unknown, frames, http };
  /// What there is of HTTP, for those who speak it.
  struct conversation final : message_reader::head_listener {
    explicit conversation(http::head_reader& heads) : reader(heads) { reader.tells(*this); }
    void head_came(const http::message_head& head) override {
      is_head = head.method == "HEAD";
      closes = !head.keeps_alive;
      const auto named = head.request().header("x-request-id");
      key = named ? hash_of(*named) : 0;
    }
    message_reader reader;
    std::vector<std::byte> waiting;  // behind the request that is being worked on
    std::uint64_t requests = 0;
    std::uint64_t key = 0;  // of the logical request
    bool asked = false;     // a request is being worked on
    bool is_head = false, closes = false;
  };

  bool hear_http(std::span<const std::byte> bytes);
  template <class Asks>
  bool ask_next(const Asks& asks) {
    if (http_->asked || !http_->reader.is_done()) return true;
    http_->asked = true;
    asks(model::frame{.attempt = http_->requests, .key = http_->key});
    return true;
  }

  frame_reader frames_;
  http::head_reader& heads_;
  std::unique_ptr<conversation> http_;
  language speaks_ = language::unknown;
};

}  // namespace surgeline::lab
