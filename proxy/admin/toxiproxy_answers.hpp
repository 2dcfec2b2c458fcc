#pragma once

#include <string>
#include <string_view>

#include "surgeline/admin/http.hpp"
#include "surgeline/admin/toxiproxy_json.hpp"
#include "surgeline/sidecar/guest.hpp"

/// Answers of Toxiproxy's API.
namespace surgeline::admin {

response json(unsigned status, std::string body);
/// 204.
response done_with();
response failure(unsigned status, std::string_view why);
/// The status that clients know for a change that could not be made.
unsigned status_of(const sidecar::outcome& went);
response failure(const sidecar::outcome& went);
/// What was wrong with a body: all of it is 400, but a name that is taken.
response failure(const reading& of);
/// The answer, with what was ignored of the body in a header.
response warned(response made, const reading& of);

}  // namespace surgeline::admin
