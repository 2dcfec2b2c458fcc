#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "surgeline/lab/daemon_host.hpp"
#include "surgeline/traffic/doorkeeper.hpp"
#include "surgeline/traffic/proxy_options.hpp"

namespace surgeline::sidecar {

/// The door through which the connections of a proxy, or its exchanges, come to a daemon.
class daemon_door final : public traffic::doorkeeper {
 public:
  /// `number` is the door's at the daemon; the daemon lives longer.
  daemon_door(
      lab::daemon_host& to,
      std::uint32_t number,
      const scenario::attachment& how,
      const scenario::proxy& of,
      std::size_t endpoints
  );

  std::unique_ptr<stay> come(const fault::subject& who, net::worker& on, told_to answer) override;

 private:
  lab::daemon_host& to_;
  std::uint32_t number_;
  scenario::late_waiter late_;
  std::vector<std::uint32_t> instances_;  // by endpoint
};

/// Has the connections and exchanges of a proxy pass its doors, in file order; `daemons` are the file's.
void put_doors(
    traffic::proxy_options& into,
    const scenario::file& in,
    const scenario::proxy& of,
    std::size_t endpoints,
    const std::vector<std::unique_ptr<lab::daemon_host>>& daemons
);

}  // namespace surgeline::sidecar
