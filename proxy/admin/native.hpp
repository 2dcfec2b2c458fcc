#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/admin/control.hpp"

namespace surgeline::admin {

/// What calls of the native API have to do with.
struct rooms {
  sidecar::sidecar& of;
  control_desks desks;
};

/// One call, with what stands in its path at the `{…}` of its pattern.
struct call {
  const request& asked;
  std::vector<std::string> names;

  const std::string& name() const { return names.front(); }
};

/// What a call does: it answers once.
using deed = void (*)(rooms& in, const call& one, const answer& give);

/// One operation of the native API: what OpenAPI says of it, and what it does.
struct operation {
  std::string_view method, path;
  std::string_view id;     ///< the name that generated clients call it by
  std::string_view about;  ///< one sentence
  std::string_view takes;  ///< the schema of its body; empty: there is none
  bool body_may_lack = false;
  unsigned good = 200;
  std::string_view gives;       ///< the schema of a good answer; empty: server-sent events
  std::vector<unsigned> bad{};  ///< what else it may answer, beside what every operation may
  std::vector<std::string_view> query{};
  deed carry_out = nullptr;
};

/// All of them, in the order in which they are shown.
const std::vector<operation>& operations();

/// Notes who armed what, once that is in force.
std::function<void(const std::string& armed)> noting(const rooms& in, const call& one);

// Those of each part.
std::vector<operation> plan_operations();
std::vector<operation> fault_operations();
std::vector<operation> proxy_operations();
std::vector<operation> daemon_operations();
std::vector<operation> run_operations();
std::vector<operation> book_operations();
std::vector<operation> glance_operations();

}  // namespace surgeline::admin
