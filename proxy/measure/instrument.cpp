#include "surgeline/measure/instrument.hpp"

namespace surgeline::measure {

namespace {
constexpr bool in_order() {
  for (std::size_t i = 0; i < instruments.size(); ++i) {
    if (static_cast<std::size_t>(instruments[i].what) != i) return false;
  }
  return true;
}
static_assert(in_order(), "instruments stand in the order of the enum");
}  // namespace

std::string_view word(subject_kind kind) {
  switch (kind) {
    case subject_kind::load:
      return "load";
    case subject_kind::service:
      return "service";
    case subject_kind::proxy:
      return "proxy";
    case subject_kind::policy:
      return "policy";
  }
  return "";
}

}  // namespace surgeline::measure
