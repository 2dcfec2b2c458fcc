#include <algorithm>
#include <cctype>

#include "repo/cpp_text.hpp"

namespace surgeline::repo {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Walks over the text once and blanks what is no code.
class blanker {
 public:
  explicit blanker(std::string_view text) : text_(text), code_(text) {}

  std::string blanked() && {
    while (at_ < text_.size()) step();
    return std::move(code_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (starts("//")) return blank_until(end_of_line());
    if (starts("/*")) return blank_until(after("*/", at_ + 2));
    if (c == '#' && first_on_line()) return blank_until(end_of_directive());
    if (c == '"') return is_raw() ? blank_until(end_of_raw()) : blank_literal('"');
    if (c == '\'' && !is_digit_separator()) return blank_literal('\'');
    ++at_;
  }

  bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  std::size_t after(std::string_view what, std::size_t from) const {
    const auto found = text_.find(what, from);
    return found == std::string_view::npos ? text_.size() : found + what.size();
  }

  std::size_t end_of_line() const { return std::min(text_.find('\n', at_), text_.size()); }

  std::size_t end_of_directive() const {
    auto end = end_of_line();
    while (end < text_.size() && text_[end - 1] == '\\') {
      end = std::min(text_.find('\n', end + 1), text_.size());
    }
    return end;
  }

  bool first_on_line() const {
    const auto before = text_.substr(0, at_).find_last_not_of(" \t");
    return before == std::string_view::npos || text_[before] == '\n';
  }

  /// The identifier or number that ends just before here.
  std::string_view word_before() const {
    auto from = at_;
    while (from > 0 && (is_word(text_[from - 1]) || text_[from - 1] == '\'')) --from;
    return text_.substr(from, at_ - from);
  }

  bool is_raw() const {
    const auto prefix = word_before();
    return prefix == "R" || prefix == "u8R" || prefix == "uR" || prefix == "UR" || prefix == "LR";
  }

  bool is_digit_separator() const {
    const auto number = word_before();
    return !number.empty() && std::isdigit(static_cast<unsigned char>(number.front())) != 0;
  }

  std::size_t end_of_raw() const {
    const auto open = std::min(text_.find('(', at_), text_.size());
    const auto delimiter = std::string(text_.substr(at_ + 1, open - at_ - 1));
    return after(")" + delimiter + "\"", open);
  }

  /// Keeps the quotes, so that `extern "C"` still looks like one.
  void blank_literal(char quote) {
    auto end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    ++at_;
    blank_until(std::min(end, text_.size()));
    if (at_ < text_.size()) ++at_;
  }

  void blank_until(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (code_[at_] != '\n') code_[at_] = ' ';
    }
  }

  std::string_view text_;
  std::string code_;
  std::size_t at_ = 0;
};

}  // namespace

std::string code_only(std::string_view text) { return blanker(text).blanked(); }

}  // namespace surgeline::repo
