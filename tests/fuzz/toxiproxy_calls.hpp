#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/admin/toxiproxy_json.hpp"
#include "surgeline/admin/toxiproxy_path.hpp"

namespace surgeline::fuzz {

/// Stops the program unless something holds of `text`.
inline void must(bool holds, const char* what, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

/// A toxic that was read can be armed, and is read again as it is shown.
inline void check_toxic(const sidecar::toxic& one, std::string_view text) {
  must(wrong_with(one).empty(), "a toxic that cannot be", text);
  must(sidecar::faults_of(one, "proxy").size() <= 2, "too many faults", text);
  admin::reading how;
  const auto again = admin::read_toxic(admin::to_json(one), {}, how);
  must(again && *again == one && how.warnings.empty(), "a toxic that is shown as another", text);
}

inline void check_guest(const sidecar::guest_request& one, std::string_view text) {
  must(!one.name.empty() && !one.upstream.empty(), "a proxy without a name or upstream", text);
  must(one.name.find('/') == std::string::npos, "a name that no path can have", text);
  for (const sidecar::toxic& each : one.toxics) check_toxic(each, text);
  const sidecar::guest shown{one.name, one.listen, one.upstream, one.enabled};
  admin::reading how;
  const auto again = admin::read_guest(admin::to_json(shown, one.toxics), how);
  must(again.has_value(), "a proxy that cannot be read again", text);
  must(
      again->name == one.name && again->listen == one.listen && again->upstream == one.upstream &&
          again->enabled == one.enabled && again->toxics == one.toxics,
      "a proxy that is shown as another",
      text
  );
  std::string why;
  const auto address = sidecar::listen_address(one.listen, why);
  must(address.has_value() == why.empty(), "an address that is wrong without a reason", text);
  sidecar::upstream_address(one.upstream);
}

/// Reads `text` as each body that the API takes, and as a path; stops the program where what comes of it cannot be.
inline void check_toxiproxy_calls(std::string_view text) {
  const auto check_reason = [&](bool read, const admin::reading& how) {
    must(read != how.failed(), "neither read nor refused", text);
    admin::quoted(how.why);
  };
  admin::reading one, list, change, made, changed;
  const auto guest = admin::read_guest(text, one);
  check_reason(guest.has_value(), one);
  if (guest) check_guest(*guest, text);
  const auto guests = admin::read_guests(text, list);
  check_reason(guests.has_value(), list);
  for (const auto& each : guests.value_or(std::vector<sidecar::guest_request>{}))
    check_guest(each, text);
  check_reason(admin::read_change(text, change).has_value(), change);
  const auto toxic = admin::read_toxic(text, {}, made);
  check_reason(toxic.has_value(), made);
  if (toxic) check_toxic(*toxic, text);
  for (const char* type : {"latency", "slicer", "bandwidth", "noop"}) {
    sidecar::toxic before{.name = "t", .type = type, .attributes = *sidecar::attributes_of(type)};
    if (std::string_view{type} == "slicer") before.attributes[0].value = 9;
    admin::reading how;
    const auto after = admin::read_toxic_change(text, before, how);
    check_reason(after.has_value(), how);
    if (after) check_toxic(*after, text);
  }
  for (const char* pattern :
       {"/version", "/proxies/{proxy}", "/proxies/{proxy}/toxics", "/proxies/{proxy}/toxics/{toxic}"
       }) {
    const auto named = admin::fit(text, pattern);
    const bool wants = std::string_view{pattern}.find("{proxy}") != std::string_view::npos;
    if (named) must(named->proxy.empty() != wants, "a path without a name", text);
  }
}

}  // namespace surgeline::fuzz
