#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/lab/program.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::runner {

/// The programs of a scenario: those of its services, which are to be ready before time starts, and those that are loads,
/// which start with it. They are stopped in the opposite order.
class programs {
 public:
  /// Where a proxy, by its index in the file, takes connections.
  using addresses = std::function<std::vector<endpoint>(std::size_t proxy)>;

  /// Starts nothing yet.
  programs(const scenario::file& from, addresses proxies);
  /// True when a file has such services.
  static bool any_in(const scenario::file& from);

  /// Starts the services' programs, one after the other, each once the one before is ready; `goes_on` is asked now and then
  /// whether to keep waiting. What went wrong, in one sentence; empty when all are ready.
  std::optional<std::string> start_services(const std::function<bool()>& goes_on);
  /// Starts those that are loads; as above.
  std::optional<std::string> start_loads();
  /// The first that has ended by itself, in one sentence; empty while all run.
  std::optional<std::string> look();
  /// Stops all.
  void stop();
  /// The end of what each has written, by the id of its service or load.
  std::map<std::string, std::string> outputs() const;

 private:
  struct running {
    std::string name;  ///< `service `app``
    std::string id;
    std::unique_ptr<lab::program> what;
  };

  std::optional<std::string> start(std::string name, std::string id, const scenario::program& what);
  std::optional<std::string> wait_for(
      running& one,
      const scenario::readiness& until,
      const std::function<bool()>& goes_on
  );
  lab::program_terms terms_of(const scenario::program& what) const;
  std::string address_of(const std::string& proxy) const;

  const scenario::file& from_;
  addresses proxies_;
  std::vector<running> running_;
  std::map<std::string, std::string> outputs_;
};

}  // namespace surgeline::runner
