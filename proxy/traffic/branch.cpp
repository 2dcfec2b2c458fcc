#include "surgeline/traffic/branch.hpp"

#include <utility>

#include "surgeline/net/socket.hpp"

namespace surgeline::traffic {
namespace {

/// Connections that are handled before others on the worker get their turn.
constexpr int connections_per_turn = 256;

}  // namespace

branch::branch(
    std::shared_ptr<premises> at,
    net::run_clock clock,
    net::worker& on,
    std::size_t connection_limit
)
    : premises_(std::move(at)),
      worker_(on),
      connection_limit_(connection_limit),
      around_(clock, on.buffer(), premises_->options.buffer_limit) {
  around_.hosts.resize(premises_->options.upstream.size());
}

void branch::open() {
  for (const auto& by : premises_->entrances) {
    acceptors_.push_back(std::make_unique<acceptor>(
        worker_,
        by->fd(),
        [this, &by = *by](net::descriptor client, const net::address& from) {
          welcome(by, std::move(client), from);
        }
    ));
  }
}

void branch::welcome(entrance& by, net::descriptor client, const net::address& from) {
  if (connections_.size() >= connection_limit_) {
    ++around_.connections.opened;
    ++around_.connections.ended[static_cast<std::size_t>(end_reason::limit)];
    return net::hard_reset(std::move(client));
  }
  entrance::visit in = by.greet(net::peer_identity(client.get(), from));
  connection& made = connections_.emplace_front(
      static_cast<connection_home&>(*this),
      worker_,
      around_,
      std::move(in),
      std::move(client)
  );
  made.place = connections_.begin();
  made.begin(premises_->options.connect_timeout);
}

void branch::bury(connection& ended) {
  if (next_in_round_ == ended.place) ++next_in_round_;
  connections_.erase(ended.place);
}

void branch::arm(std::shared_ptr<const fault::plan> next, std::function<void()> done) {
  around_.put_in_force(std::move(next));
  done_after_next_round_.push_back(std::move(done));
  if (!in_round_) begin_round();
}

void branch::begin_round() {
  in_round_ = true;
  done_after_round_ = std::exchange(done_after_next_round_, {});
  next_in_round_ = connections_.begin();
  walk();
}

void branch::walk() {
  for (int turns = connections_per_turn; turns > 0 && next_in_round_ != connections_.end();
       --turns) {
    connection& reached = *next_in_round_++;
    reached.replan();
  }
  if (next_in_round_ != connections_.end()) {
    return worker_.post([self = shared_from_this()] { self->walk(); });
  }
  in_round_ = false;
  for (const auto& done : std::exchange(done_after_round_, {})) done();
  if (!done_after_next_round_.empty() && !in_round_) begin_round();
}

void branch::close(std::function<void()> done) {
  acceptors_.clear();
  close_some(done);
}

void branch::close_some(const std::function<void()>& done) {
  for (int turns = connections_per_turn; turns > 0 && !connections_.empty(); --turns) {
    connections_.front().end(end_reason::closed, false);
  }
  if (connections_.empty()) return done();
  worker_.post([self = shared_from_this(), done] { self->close_some(done); });
}

}  // namespace surgeline::traffic
