#include "surgeline/fault/pattern.hpp"

#include <re2/re2.h>

#include <utility>

namespace surgeline::fault {
namespace {

re2::StringPiece piece(std::string_view of) { return {of.data(), of.size()}; }

std::shared_ptr<const re2::RE2> compiled(std::string_view of) {
  RE2::Options options(RE2::Latin1);  // bytes: what travels need not be UTF-8
  options.set_dot_nl(true);
  options.set_log_errors(false);
  return std::make_shared<const re2::RE2>(piece(of), options);
}

}  // namespace

pattern pattern::text(std::string same) {
  pattern made;
  made.text_ = std::move(same);
  return made;
}

pattern pattern::expression(std::string_view of) {
  pattern made;
  made.expression_ = compiled(of);
  return made;
}

pattern pattern::glob(std::string_view of) {
  if (of.find('*') == std::string_view::npos) return text(std::string(of));
  std::string expression;
  while (!of.empty()) {
    const auto star = std::min(of.find('*'), of.size());
    expression += RE2::QuoteMeta(piece(of.substr(0, star)));
    of.remove_prefix(star);
    const auto stars = std::min(of.find_first_not_of('*'), of.size());
    if (stars > 0) expression += stars == 1 ? "[^/]*" : ".*";
    of.remove_prefix(stars);
  }
  return pattern::expression(expression);
}

bool pattern::matches(std::string_view whole) const {
  return expression_ ? RE2::FullMatch(piece(whole), *expression_) : whole == text_;
}

std::optional<std::string> problem_of_expression(std::string_view of) {
  const auto made = compiled(of);
  if (made->ok()) return {};
  return made->error();
}

}  // namespace surgeline::fault
