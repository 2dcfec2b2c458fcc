#include "surgeline/model/http_message.hpp"

#include <algorithm>

namespace surgeline::model {

void read_fields(std::string_view head, std::vector<header_field>& into) {
  constexpr std::string_view line_end = "\r\n";
  for (auto at = head.find(line_end); at != std::string_view::npos;) {
    const auto begin = at + line_end.size();
    at = head.find(line_end, begin);
    const std::string_view line = head.substr(begin, at == std::string_view::npos ? 0 : at - begin);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    into.push_back({line.substr(0, colon), value});
  }
}

}  // namespace surgeline::model
