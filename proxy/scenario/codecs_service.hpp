#pragma once

#include <string>

#include "surgeline/config/decode.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/scenario/failure.hpp"

namespace surgeline::config {

/// `"500"`, `"reset"` or `"hang"`.
template <>
struct codec<scenario::failure_outcome> {
  static bool read(const value& from, scenario::failure_outcome& into, reader& in);
  static value write(const scenario::failure_outcome& from);
  static std::string type_name() { return "`500`..`599`, `reset` or `hang`"; }
  static value json_schema() { return text_schema(); }
};

}  // namespace surgeline::config
