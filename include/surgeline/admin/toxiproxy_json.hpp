#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/sidecar/guest.hpp"

/// Toxiproxy's bodies: read as Go reads them, without regard to the case of keys, leaving out what is unknown or null, and
/// nothing behind the first value.
namespace surgeline::admin {

/// What is wrong with a body, in the words that clients compare, and what was ignored of it.
struct reading {
  std::string why;                    ///< empty: nothing
  std::vector<std::string> warnings;  ///< a sentence each

  bool failed() const { return !why.empty(); }
};

/// A proxy that is to be made, with its toxics.
std::optional<sidecar::guest_request> read_guest(std::string_view body, reading& how);
/// A list of them; `null` is an empty one.
std::optional<std::vector<sidecar::guest_request>> read_guests(std::string_view body, reading& how);
/// What is to change of a proxy.
std::optional<sidecar::guest_change> read_change(std::string_view body, reading& how);
/// A toxic that is to be made beside those that are `there`; their names are taken.
std::optional<sidecar::toxic> read_toxic(
    std::string_view body,
    const std::vector<sidecar::toxic>& there,
    reading& how
);
/// A toxic with other attributes or toxicity: all of them, or none if something is wrong.
std::optional<sidecar::toxic> read_toxic_change(
    std::string_view body,
    const sidecar::toxic& before,
    reading& how
);

/// As they are answered.
std::string to_json(const sidecar::toxic& shown);
std::string to_json(const std::vector<sidecar::toxic>& shown);
std::string to_json(const sidecar::guest& shown, const std::vector<sidecar::toxic>& toxics);
/// A text with its quotes; `<`, `>` and `&` are escaped, so that no browser takes it for a page.
std::string quoted(std::string_view text);

}  // namespace surgeline::admin
