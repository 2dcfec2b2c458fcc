#pragma once

#include <string>
#include <string_view>

namespace surgeline::report {

/// SHA-256 of bytes as 64 hexadecimal digits, as `sha256sum` prints it.
std::string sha256_in_hex(std::string_view bytes);
/// The same as 44 characters of base64, as a Content-Security-Policy names a style sheet.
std::string sha256_in_base64(std::string_view bytes);

}  // namespace surgeline::report
