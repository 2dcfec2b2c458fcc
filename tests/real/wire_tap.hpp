#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace surgeline::real {

/// Passes connections on to a server, and keeps what clients said, a list of bytes for each connection.
class wire_tap {
 public:
  explicit wire_tap(std::uint16_t to)
      : to_(tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), to)),
        door_(context_, {boost::asio::ip::make_address("127.0.0.1"), 0}),
        work_([this] {
          accept();
          context_.run();
        }) {}
  wire_tap(const wire_tap&) = delete;
  wire_tap& operator=(const wire_tap&) = delete;
  ~wire_tap() { context_.stop(); }

  std::uint16_t port() const { return door_.local_endpoint().port(); }
  std::vector<std::vector<std::byte>> said() const {
    const std::lock_guard hold(mutex_);
    return said_;
  }

 private:
  using tcp = boost::asio::ip::tcp;
  using error_code = boost::system::error_code;
  struct pair {
    explicit pair(boost::asio::io_context& on) : client(on), server(on) {}
    tcp::socket client, server;
    std::size_t number = 0;
  };
  using shared_pair = std::shared_ptr<pair>;
  struct one_way {
    shared_pair of;
    tcp::socket *from, *to;
    bool keeps;
    std::array<std::byte, 65536> bytes;
  };

  void accept() {
    auto made = std::make_shared<pair>(context_);
    door_.async_accept(made->client, [this, made](error_code error) {
      if (error) return;
      error_code refused;
      made->server.connect(to_, refused);
      if (!refused) {
        {
          const std::lock_guard hold(mutex_);
          made->number = said_.size();
          said_.emplace_back();
        }
        pass(std::make_shared<one_way>(one_way{made, &made->client, &made->server, true, {}}));
        pass(std::make_shared<one_way>(one_way{made, &made->server, &made->client, false, {}}));
      }
      accept();
    });
  }
  void pass(const std::shared_ptr<one_way>& way) {
    way->from->async_read_some(
        boost::asio::buffer(way->bytes),
        [this, way](error_code error, std::size_t count) {
          error_code ignored;
          if (!error) boost::asio::write(*way->to, boost::asio::buffer(way->bytes, count), ignored);
          if (error || ignored) {
            way->from->close(ignored);
            way->to->close(ignored);
            return;
          }
          if (way->keeps) {
            const std::lock_guard hold(mutex_);
            auto& kept = said_[way->of->number];
            kept.insert(
                kept.end(),
                way->bytes.begin(),
                way->bytes.begin() + static_cast<std::ptrdiff_t>(count)
            );
          }
          pass(way);
        }
    );
  }

  boost::asio::io_context context_{1};
  tcp::endpoint to_;
  tcp::acceptor door_;
  mutable std::mutex mutex_;
  std::vector<std::vector<std::byte>> said_;
  std::jthread work_;  // last: it uses the others
};

}  // namespace surgeline::real
