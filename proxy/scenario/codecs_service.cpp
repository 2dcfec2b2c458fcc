#include "codecs_service.hpp"

#include <charconv>

namespace surgeline::config {

bool codec<scenario::failure_outcome>::read(
    const value& from,
    scenario::failure_outcome& into,
    reader& in
) {
  using sort = scenario::failure_outcome::sort;
  const auto* text = from.as<std::string>();
  if (text != nullptr && (*text == "reset" || *text == "hang")) {
    into = {.what = *text == "reset" ? sort::reset : sort::hang};
    return true;
  }
  int status = 0;
  if (text != nullptr) {
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, status);
    if (read.ec != std::errc{} || read.ptr != end) status = 0;
  }
  if (status < 500 || status > 599)
    return in.wrong(from, "a status from \"500\" to \"599\", \"reset\" or \"hang\"");
  into = {.what = sort::status, .status = static_cast<std::uint16_t>(status)};
  return true;
}

value codec<scenario::failure_outcome>::write(const scenario::failure_outcome& from) {
  using sort = scenario::failure_outcome::sort;
  if (from.what == sort::reset) return "reset";
  if (from.what == sort::hang) return "hang";
  return std::to_string(from.status);
}

}  // namespace surgeline::config
