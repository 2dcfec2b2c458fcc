#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "surgeline/admin/http.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/sidecar/armory.hpp"
#include "surgeline/sidecar/guest.hpp"

namespace surgeline::admin {

/// An answer in JSON.
response json(unsigned status, const config::value& what);

/// What went wrong in one sentence, and what to do about it if that is known.
response failure(unsigned status, std::string what, std::string remedy = {});

/// Everything that is wrong with a body at once, each thing with its JSON pointer, or line and column where it is no JSON;
/// `of` says what the body should have been.
response refusal(const problems& found, std::string_view of);

/// Why a plan or a fault did not come in force; `given` is not `given`.
response refusal(const sidecar::grant& given);

/// How a change of proxies failed.
response refusal(const sidecar::outcome& went, const std::string& proxy);

/// A body as a `T`; what is wrong with it is in `found`.
template <class T>
std::optional<T> read_body(const std::string& body, problems& found) {
  const auto tree = config::from_json(body, "", found);
  if (!tree) return {};
  T made = config::decode<T>(*tree, found);
  if (!found.empty()) return {};
  return made;
}

/// The element of a list that has that id.
std::optional<config::value> called(config::array all, const std::string& id);

response no_lease(const std::string& id);

}  // namespace surgeline::admin
