#pragma once

#include <cstdint>
#include <string>

#include "house.hpp"

namespace surgeline::sidecar {

/// A toxic whose first attribute has a value.
inline toxic make_toxic(
    const std::string& type,
    std::int64_t value,
    const std::string& name = "bad",
    fault::direction towards = fault::direction::to_client
) {
  toxic made{.name = name, .type = type, .towards = towards, .attributes = *attributes_of(type)};
  if (!made.attributes.empty()) made.attributes[0].value = value;
  return made;
}

/// A house in which toxics are put on its proxy.
class ward : public house {
 public:
  using house::house;

  outcome add(const toxic& what, const std::string& proxy = "front") {
    return told([&](auto answered) { one->add_toxic(proxy, what, answered); });
  }
  outcome change(const toxic& what) {
    return told([&](auto answered) { one->change_toxic("front", what, answered); });
  }
  outcome remove(const std::string& name = "bad") {
    return told([&](auto answered) { one->remove_toxic("front", name, answered); });
  }
  outcome reset() {
    return told([&](auto answered) { one->reset(answered); });
  }
  outcome close(const std::string& proxy) {
    return told([&](auto answered) { one->change_guest(proxy, {.enabled = false}, answered); });
  }
};

}  // namespace surgeline::sidecar
