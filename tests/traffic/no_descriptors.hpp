#pragma once

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "surgeline/net/address.hpp"
#include "surgeline/net/descriptor.hpp"
#include "wire.hpp"

namespace surgeline::traffic {

/// Leaves the process with no descriptor to spare while it exists.
class no_descriptors {
 public:
  /// Apart from `spared` ones.
  explicit no_descriptors(rlim_t spared = 0) {
    getrlimit(RLIMIT_NOFILE, &before_);
    const net::descriptor next{dup(0)};
    const rlimit none{
        .rlim_cur = static_cast<rlim_t>(next.get()) + spared,
        .rlim_max = before_.rlim_max
    };
    setrlimit(RLIMIT_NOFILE, &none);
  }
  no_descriptors(const no_descriptors&) = delete;
  no_descriptors& operator=(const no_descriptors&) = delete;
  ~no_descriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

/// A client that has its descriptor before there are none left, and connects then.
struct early_client {
  explicit early_client(const endpoint& to) : socket(::socket(AF_INET, SOCK_STREAM, 0)) {
    net::failure why;
    where = *net::address::resolve(to, why);
  }
  void connect() const { EXPECT_EQ(::connect(socket.get(), where.data(), where.size()), 0); }
  wire ends() { return wire{std::move(socket)}; }

  net::descriptor socket;
  net::address where;
};

}  // namespace surgeline::traffic
