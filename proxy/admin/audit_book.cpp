#include "surgeline/admin/audit_book.hpp"

#include "surgeline/core/utc.hpp"

namespace surgeline::admin {

const config::value& audit_book::write(
    const handled& one,
    std::chrono::system_clock::time_point when
) {
  config::table line;
  line.put("n", ++written_);
  line.put("when", utc_seconds(when));
  line.put("who", one.who);
  if (!one.certificate.empty()) line.put("certificate", one.certificate);
  line.put("from", one.from);
  line.put("method", one.method);
  line.put("path", one.path);
  line.put("body_bytes", static_cast<std::int64_t>(one.body));
  line.put("status", std::int64_t{one.status});
  if (!one.told.empty()) line.put("told", one.told);
  entries_.emplace_back(std::move(line));
  if (entries_.size() > kept) entries_.pop_front();
  return entries_.back();
}

}  // namespace surgeline::admin
