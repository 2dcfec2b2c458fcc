#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace surgeline::admin {

/// What an answer goes on with for as long as whoever asked listens; everything on the thread of the listener.
class feed {
 public:
  /// Bytes that may wait for a slow reader; then it is over for that one.
  static constexpr std::size_t most_waiting = std::size_t{1} << 20;

  /// Adds to what is to be said; nothing more once it is over.
  void say(const std::string& text);
  /// Nothing more comes.
  void end();

  /// What waits to be said; it does not wait any more.
  std::string take();
  /// Whether something waits that nobody has taken.
  bool has_more() const { return !waiting_.empty(); }
  bool is_over() const { return over_; }
  /// `bell` is called when there is something to take, or the end has come.
  void on_more(std::function<void()> bell) { bell_ = std::move(bell); }

 private:
  std::string waiting_;
  bool over_ = false;
  std::function<void()> bell_;
};

}  // namespace surgeline::admin
