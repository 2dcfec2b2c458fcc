#include "surgeline/fault/control_group.hpp"

namespace surgeline::fault {

bool control_group::holds(const subject& who, const request& what) const {
  if (needs_head() && !what.head.header(of_.key.header)) return false;
  return is_chosen(of_.key.key_of(who, what));
}

bool control_group::is_chosen(std::uint64_t key) const {
  static const std::uint64_t name = hash_of("control group");
  return dice_.draw(name, key, 0) < of_.share.part;
}

}  // namespace surgeline::fault
