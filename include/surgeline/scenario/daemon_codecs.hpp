#pragma once

#include "surgeline/config/decode.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/scenario/daemon.hpp"
#include "surgeline/scenario/daemon_target.hpp"

namespace surgeline::config {

/// A list of hosts, or a prefix with a count.
template <>
struct codec<scenario::host_list> {
  static bool read(const value& from, scenario::host_list& into, reader& in);
  static value write(const scenario::host_list& from);
  static std::string type_name() { return "list of host names, or { prefix, count }"; }
  static value json_schema();
};

/// A status, or `"continue"`.
template <>
struct codec<scenario::late_waiter> {
  static bool read(const value& from, scenario::late_waiter& into, reader& in);
  static value write(const scenario::late_waiter& from);
  static std::string type_name() { return "status 400..599, or `continue`"; }
  static value json_schema();
};

/// `"together"`, `"independent"`, or a table with a stagger.
template <>
struct codec<scenario::synchrony> {
  static bool read(const value& from, scenario::synchrony& into, reader& in);
  static value write(const scenario::synchrony& from);
  static std::string type_name() { return "`together` `independent`, or { stagger }"; }
  static value json_schema();
};

}  // namespace surgeline::config
