#include "surgeline/app/audit_file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>

#include "surgeline/config/json.hpp"

namespace surgeline::app {

void audit_file::write(const admin::handled& one) {
  const std::time_t now = std::time(nullptr);
  config::table line;
  line.put("when", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now)));
  line.put("who", one.who);
  if (!one.certificate.empty()) line.put("certificate", one.certificate);
  line.put("from", one.from);
  line.put("method", one.method);
  line.put("path", one.path);
  line.put("body_bytes", static_cast<std::int64_t>(one.body));
  line.put("status", std::int64_t{one.status});
  if (!one.told.empty()) line.put("told", one.told);
  out_ << config::to_json(line) << '\n' << std::flush;
}

}  // namespace surgeline::app
