#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/admin/audit_book.hpp"
#include "surgeline/admin/glances.hpp"
#include "surgeline/admin/http_listener.hpp"
#include "surgeline/admin/key_ring.hpp"
#include "surgeline/app/hosted_runs.hpp"
#include "surgeline/app/line_file.hpp"
#include "surgeline/app/options.hpp"
#include "surgeline/app/privileges.hpp"
#include "surgeline/app/service_manager.hpp"
#include "surgeline/sidecar/measurements.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::app {

/// One `surgeline serve` from its start to its end: the sidecar, its two listeners and the signals, on the calling thread.
class serving {
 public:
  /// `guests` are made before the API opens.
  serving(
      const options& asked,
      scenario::file from,
      std::vector<sidecar::guest_request> guests,
      sidecar::sidecar::decision_log log
  );
  serving(const serving&) = delete;
  serving& operator=(const serving&) = delete;

  /// Serves until it is told to end. Returns the exit code.
  int run();

 private:
  void take_in_guests();
  void begin();
  bool open_listeners();
  std::unique_ptr<admin::http_listener> open_listener(
      const char* what,
      const endpoint& where,
      admin::handler handle,
      admin::tls_source tls
  );
  admin::handler control_handler();
  bool open_audit();
  bool find_account();
  bool become_account();
  void read_keys(problems& found);
  void read_tls(problems& found);
  void read_door_again();
  void say_who_may();
  std::string path_beside_file(const std::string& path) const;
  void say_hello();
  void watch_signals();
  void hear(int signal);
  void reload();
  void finish_reload(const sidecar::reload_result& result);
  void end();

  const options& asked_;
  std::vector<sidecar::guest_request> guests_;
  boost::asio::io_context control_{1};
  boost::asio::signal_set signals_;
  service_manager manager_;
  sidecar::sidecar sidecar_;
  sidecar::measurements measurements_;
  std::shared_ptr<const admin::key_ring> keys_;  // none: everybody who reaches it may drive it
  admin::tls_papers papers_;
  std::shared_ptr<const admin::tls_credentials> tls_, telemetry_tls_;  // none: in clear
  admin::audit_book calls_;
  std::optional<line_file> audit_;
  hosted_runs runs_;
  admin::glances glances_;
  std::unique_ptr<admin::http_listener> control_listener_, telemetry_listener_;
  std::optional<account> account_;  // whom it becomes, or has become
  std::string source_;              // of the file that is read again; the reader's while it reads
  int exit_code_ = 0;
  bool reloading_ = false;
  bool reload_again_ = false;
};

}  // namespace surgeline::app
