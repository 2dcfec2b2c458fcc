#pragma once

#include <string>
#include <string_view>

namespace surgeline::app {

/// Tells systemd how a service with `Type=notify` is doing; nothing happens where nobody wants to know (no `NOTIFY_SOCKET`).
class service_manager {
 public:
  /// Reads the environment.
  service_manager();

  void ready(std::string_view status) const;
  void reloading() const;
  void stopping() const;

 private:
  void tell(const std::string& state) const;

  std::string socket_;  // empty: nobody wants to know
};

}  // namespace surgeline::app
