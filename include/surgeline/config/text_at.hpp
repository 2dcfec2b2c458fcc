#pragma once

#include <string>

#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// The text at the end of a path; empty where there is none, or something else.
template <class... Steps>
std::string text_at(const value& in, const Steps&... path) {
  const value* const at = find(in, path...);
  const auto* is = at == nullptr ? nullptr : at->template as<std::string>();
  return is == nullptr ? "" : *is;
}

/// Whether there is a `true` at the end of a path.
template <class... Steps>
bool is_true_at(const value& in, const Steps&... path) {
  const value* const at = find(in, path...);
  return at != nullptr && *at == value(true);
}

}  // namespace surgeline::config
