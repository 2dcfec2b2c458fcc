#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/checker.hpp"

namespace surgeline::fault {

/// Headers with their values, as they are written.
using head_fields = std::map<std::string, std::string>;

/// What to change about a head: what is removed goes first, then what is set takes its place, then what is added follows.
struct head_edit {
  head_fields set, add;  ///< in place of all of that name; behind those that are there
  std::vector<std::string> remove;
  std::optional<unsigned> status;       ///< of a response, with its usual reason
  std::optional<std::uint64_t> length;  ///< of the body, in place of whatever framed it
};

/// The head with these changes; every other byte of it stays, and one without an empty line at its end is left as it is.
std::string edited(std::string_view head, const head_edit& by);

/// The usual reason behind a status; `Unknown` where there is none.
std::string_view reason_of(unsigned status);

/// Problems with what is not a header: a name that is no token, a value that would break the line, and what frames a body.
void check_fields(const head_fields& fields, std::string_view key, config::checker& in);

}  // namespace surgeline::fault
