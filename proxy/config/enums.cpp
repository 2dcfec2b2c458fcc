#include "surgeline/config/enums.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text.hpp"

namespace surgeline::config {

std::optional<std::size_t> read_name(
    const value& from,
    const std::vector<std::string_view>& known,
    const std::vector<std::string_view>& planned,
    reader& in
) {
  const std::vector<std::string> names(known.begin(), known.end());
  const auto* text = from.as<std::string>();
  if (text == nullptr) {
    in.wrong(from, names.size() > 5 ? "a name such as " + either_of({names[0]}) : either_of(names));
    return std::nullopt;
  }
  const auto found = std::find(known.begin(), known.end(), *text);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  if (std::find(planned.begin(), planned.end(), *text) != planned.end()) {
    in.reject(from, fmt::format("cannot be \"{}\": it is planned, not in this version", *text));
  } else {
    in.reject(from, fmt::format("cannot be \"{}\"", excerpt(*text)), suggestion(*text, names));
  }
  return std::nullopt;
}

std::string names_type(const std::vector<std::string_view>& known) {
  std::string all;
  for (const auto name : known) all += fmt::format("{}`{}`", all.empty() ? "" : " ", name);
  return all;
}

}  // namespace surgeline::config
