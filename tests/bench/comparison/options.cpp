#include "bench/comparison/options.hpp"

#include <algorithm>
#include <stdexcept>

namespace surgeline::bench {

options options::parse(const std::vector<std::string>& arguments) {
  options made;
  for (auto at = arguments.begin(); at != arguments.end(); ++at) {
    const auto value = [&] {
      if (at + 1 == arguments.end()) throw std::invalid_argument(*at + " needs a value");
      return *++at;
    };
    if (*at == "--quick")
      made.quick = true;
    else if (*at == "--help" || *at == "-h")
      made.help = true;
    else if (*at == "--only")
      made.only.push_back(value());
    else if (*at == "--json")
      made.json = value();
    else
      throw std::invalid_argument("there is no option " + *at);
  }
  return made;
}

bool options::wants(std::string_view id, std::string_view group) const {
  const auto names = [&](const std::string& one) { return one == id || one == group; };
  return only.empty() || std::ranges::any_of(only, names);
}

}  // namespace surgeline::bench
