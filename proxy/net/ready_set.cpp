#include "surgeline/net/ready_set.hpp"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <span>

#include "surgeline/net/socket.hpp"

namespace surgeline::net {
namespace {

/// Events that are handled between two looks at everything else the worker does.
constexpr int batch_size = 256;

/// What an event carries: the descriptor, and which registration of it is meant.
constexpr std::uint64_t key_of(int socket, std::uint32_t generation) {
  return std::uint64_t{generation} << 32 | static_cast<std::uint32_t>(socket);
}
constexpr std::uint32_t events_of(interest in) {
  if (in == interest::arrivals) return EPOLLIN | EPOLLET | EPOLLEXCLUSIVE;
  return EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
}
/// Adds to an epoll set. Closing a descriptor takes it out; one that stayed open was only forgotten, and is added anew.
bool watch(int set, int socket, epoll_event& what) {
  if (epoll_ctl(set, EPOLL_CTL_ADD, socket, &what) == 0) return true;
  return errno == EEXIST && epoll_ctl(set, EPOLL_CTL_DEL, socket, nullptr) == 0 &&
         epoll_ctl(set, EPOLL_CTL_ADD, socket, &what) == 0;
}
constexpr std::size_t slot_of(std::uint64_t key) { return static_cast<std::uint32_t>(key); }
constexpr std::uint32_t generation_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> 32);
}

}  // namespace

void registration::again() {
  if (set_ != nullptr) set_->ask_for_turn(key_);
}

void registration::release() {
  if (set_ != nullptr) std::exchange(set_, nullptr)->forget(key_);
}

/// The epoll set as a descriptor of the io_context.
struct ready_set::reactor {
  explicit reactor(ready_set& set, boost::asio::io_context& context)
      : owner(set), epoll(context, epoll_create1(EPOLL_CLOEXEC)) {}

  void wait() {
    epoll.async_wait(
        boost::asio::posix::stream_descriptor::wait_read,
        [this](boost::system::error_code error) {
          if (error) return;
          owner.handle_batch();
          wait();
        }
    );
  }

  ready_set& owner;
  boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type> epoll;
};

ready_set::ready_set(boost::asio::io_context& context)
    : reactor_(std::make_unique<reactor>(*this, context)) {
  reactor_->wait();
}

ready_set::~ready_set() = default;

void ready_set::detach() { reactor_.reset(); }

registration ready_set::add(
    int socket,
    ready_handler& handler,
    std::error_code& error,
    interest in
) {
  const auto at = static_cast<std::size_t>(socket);
  if (at >= slots_.size()) slots_.resize(at + 1);
  slot& mine = slots_[at];
  epoll_event wanted{};
  wanted.events = events_of(in);
  wanted.data.u64 = key_of(socket, mine.generation + 1);
  if (!watch(reactor_->epoll.native_handle(), socket, wanted)) {
    error = last_error();
    return {};
  }
  ++mine.generation;
  mine.handler = &handler;
  return {*this, wanted.data.u64};
}

void ready_set::handle_batch() {
  std::array<epoll_event, batch_size> events;
  const int count = epoll_wait(reactor_->epoll.native_handle(), events.data(), batch_size, 0);
  batch_time_ = std::chrono::steady_clock::now();
  for (const epoll_event& one :
       std::span(events).first(static_cast<std::size_t>(std::max(count, 0)))) {
    tell(one.data.u64, one.events);
  }
}

void ready_set::ask_for_turn(std::uint64_t key) {
  again_.push_back(key);
  if (again_.size() > 1 || !reactor_) return;
  boost::asio::post(reactor_->epoll.get_executor(), [this] { take_turns(); });
}

void ready_set::take_turns() {
  const std::vector<std::uint64_t> turns = std::exchange(again_, {});
  batch_time_ = std::chrono::steady_clock::now();
  for (const std::uint64_t key : turns) tell(key, 0);
}

ready_handler* ready_set::handler_of(std::uint64_t key) const {
  const std::size_t at = slot_of(key);
  const bool current = at < slots_.size() && slots_[at].generation == generation_of(key);
  return current ? slots_[at].handler : nullptr;
}

void ready_set::tell(std::uint64_t key, std::uint32_t events) {
  if (ready_handler* const told = handler_of(key)) told->ready(events);
}

void ready_set::forget(std::uint64_t key) {
  if (handler_of(key) != nullptr) slots_[slot_of(key)].handler = nullptr;
}

}  // namespace surgeline::net
