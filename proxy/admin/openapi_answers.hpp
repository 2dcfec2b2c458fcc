#pragma once

#include <string_view>

namespace surgeline::admin {

/// The JSON Schemas of what the native API answers, by name.
extern const std::string_view answer_schemas;

}  // namespace surgeline::admin
