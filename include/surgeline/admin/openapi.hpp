#pragma once

#include <string>

namespace surgeline::admin {

/// The native API as an OpenAPI 3.1 document, in JSON: made of the same table that calls are answered from, and of the
/// declarations that bodies are read by.
const std::string& openapi();

/// The operations as a reference page, in Markdown.
std::string api_markdown();

}  // namespace surgeline::admin
