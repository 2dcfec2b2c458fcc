#include "surgeline/scenario/addresses_in.hpp"

namespace surgeline::scenario {

std::string with_addresses(
    std::string_view text,
    const std::function<std::string(const std::string& id)>& address_of
) {
  constexpr std::string_view opening = "${proxy.", closing = ".address}";
  std::string result;
  for (;;) {
    const auto begin = text.find(opening);
    const auto end = begin == text.npos ? text.npos : text.find(closing, begin);
    if (end == text.npos) return result.append(text);
    const auto id = text.substr(begin + opening.size(), end - begin - opening.size());
    result.append(text.substr(0, begin)).append(address_of(std::string{id}));
    text.remove_prefix(end + closing.size());
  }
}

std::string address_variable(std::string_view proxy) {
  std::string name = "SURGELINE_PROXY_";
  for (const char c : proxy)
    name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

}  // namespace surgeline::scenario
