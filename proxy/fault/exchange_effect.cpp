#include "surgeline/fault/exchange_effect.hpp"

#include <utility>

namespace surgeline::fault {

exchange_effect operator+(exchange_effect first, exchange_effect second) {
  if (!first.ends()) {
    first.answer = std::move(second.answer);
    first.hangs = second.hangs;
    first.body_limit = second.body_limit;
    first.body_end = second.body_end;
  } else {
    second.bytes.then = action::pass;
    second.bytes.limit = effect::everything;
  }
  first.bytes = first.bytes + second.bytes;
  if (second.head) first.head = std::move(second.head);
  if (second.body) first.body = std::move(second.body);
  first.extra += second.extra;
  first.closes = first.closes || second.closes;
  if (!first.again) first.again = second.again, first.again_by = second.again_by;
  return first;
}

}  // namespace surgeline::fault
