#include "markup.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

/// Elements within a line, where a line break would be seen as a space.
constexpr std::array<std::string_view, 9>
    inline_tags{"a", "b", "code", "i", "small", "span", "strong", "title", "tspan"};

}  // namespace

void markup::start(std::string_view tag, attributes with) {
  (made_ += '<') += tag;
  for (const auto& [name, value] : with) {
    ((made_ += ' ') += name) += "=\"";
    (made_ += escape_html(value)) += '"';
  }
}

markup& markup::open(std::string_view tag, attributes with) {
  start(tag, with);
  made_ += '>';
  open_.emplace_back(tag);
  return *this;
}

markup& markup::close() {
  assert(!open_.empty());
  ((made_ += "</") += open_.back()) +=
      std::ranges::find(inline_tags, open_.back()) == inline_tags.end() ? ">\n" : ">";
  open_.pop_back();
  return *this;
}

markup& markup::text(std::string_view what) {
  made_ += escape_html(what);
  return *this;
}

markup& markup::leaf(std::string_view tag, std::string_view what, attributes with) {
  return open(tag, with).text(what).close();
}

markup& markup::empty(std::string_view tag, attributes with) {
  start(tag, with);
  made_ += "/>\n";
  return *this;
}

markup& markup::raw(std::string_view done) {
  made_ += done;
  return *this;
}

std::string markup::take() {
  assert(open_.empty());
  return std::move(made_);
}

}  // namespace surgeline::report
