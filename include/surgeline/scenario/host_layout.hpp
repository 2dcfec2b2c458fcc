#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// A replica of a service, by their ordinals from 0.
struct resident {
  std::uint32_t service = 0;  ///< in the file
  std::uint32_t replica = 0;
  bool operator==(const resident&) const = default;
};

/// The hosts of a file, and the replicas of lab services that live on them; several services may share one.
class host_layout {
 public:
  explicit host_layout(const file& from);

  /// Their names, in the order in which the file's services come to live there.
  const std::vector<std::string>& hosts() const { return names_; }
  /// The replicas on a host that a fault touches.
  std::vector<resident> touched(std::uint32_t host, const fault& by) const;
  /// The hosts that a fault is for, ascending; what is left to chance is drawn from `dice`.
  std::vector<std::uint32_t> targets(const fault& of, const chance& dice) const;
  /// The labels of hosts.
  std::vector<std::string> labels() const;

 private:
  bool is_meant(std::uint32_t host, const fault& by) const;

  const file& from_;
  std::vector<std::string> names_;
  std::vector<std::vector<resident>> on_;  // by host
};

/// True when a fault of hosts may touch a service, wherever it lives.
bool may_touch(const fault& by, const service& whom);

/// True when some service gives a host this label.
bool has_label(const file& in, const std::string& host, const std::string& label);

}  // namespace surgeline::scenario
