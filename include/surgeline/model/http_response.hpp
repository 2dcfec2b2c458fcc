#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "surgeline/core/request_head.hpp"
#include "surgeline/model/http_message.hpp"
#include "surgeline/resilience/outcome.hpp"

namespace surgeline::model {

/// Writes how a lab service answers over HTTP, over what is in `into`: 200 when all is well, or well enough (then it says so in
/// `x-surgeline-outcome: degraded`), 503 from a full queue, 500 for the rest. `to_head` leaves the body out.
void write_response(resilience::outcome how, bool to_head, http_message& into);

/// What a lab caller makes of a response: good up to 399, `denied` up to 499, `rejected` at 503, else `failed`; a
/// `retry-after` in whole seconds counts, a date does not.
resilience::answer answer_of(unsigned status, std::span<const header_field> fields);

/// A longer head, or one with more fields, is no message to a lab party.
inline constexpr std::size_t longest_head = 64 * 1024, most_fields = 100;

/// What a lab caller makes of a response with such a head and so many bytes of body, written here or by a fault; `reset` when
/// it cannot be read. `to_head` says that no body is expected.
resilience::answer answer_in(std::string_view head, std::size_t body, bool to_head = false);

}  // namespace surgeline::model
