#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "surgeline/admin/glance_stream.hpp"
#include "surgeline/admin/run_desk.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// Shows a sidecar to pages.
class glances {
 public:
  /// `version` is the program's; `runs` may be null, and else outlives this.
  glances(
      boost::asio::io_context& control,
      const sidecar::sidecar& of,
      std::string version,
      const run_desk* runs
  );

  glance_stream& stream() { return stream_; }

  /// Whoever has a name and armed something: a fault by its id, or a lease.
  void note(const std::string& armed, const std::string& who);

 private:
  glance_parts look();
  void look_at_layout();

  const sidecar::sidecar& of_;
  const std::string version_;
  const run_desk* const runs_;
  std::map<std::string, std::string> who_;  // armed what, by fault or lease
  std::size_t mark_ = 0;
  std::uint64_t number_ = 0;  // of the layout; 0 before the first look
  std::shared_ptr<const std::string> layout_;
  glance_stream stream_;
};

}  // namespace surgeline::admin
