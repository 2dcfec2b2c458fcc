#include "repo/cpp_text.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

namespace surgeline::repo {

namespace {

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\n");
  if (from == std::string_view::npos) return "";
  return std::string(text.substr(from, text.find_last_not_of(" \t\n") - from + 1));
}

/// Without `public:` and its like.
std::string without_labels(std::string head) {
  static const std::regex label(R"(^\s*(public|private|protected)\s*:(?!:))");
  for (std::smatch match; std::regex_search(head, match, label);) head = match.suffix().str();
  return head;
}

/// Without leading `template <...>` and attributes.
std::string without_introduction(std::string head) {
  static const std::regex attribute(R"(^\s*\[\[[^\]]*\]\]\s*)");
  head = trimmed(std::regex_replace(head, attribute, ""));
  if (!head.starts_with("template")) return head;
  int open = 0;
  for (auto at = head.find('<'); at < head.size(); ++at) {
    if (head[at] == '<') ++open;
    if (head[at] == '>' && --open == 0) return without_introduction(head.substr(at + 1));
  }
  return head;
}

/// The head outside of parentheses and square brackets, `()` and `[]` left in their place.
std::string outside_parentheses(std::string_view head) {
  std::string outside;
  int open = 0;
  for (const char c : head) {
    if (c == ')' || c == ']') --open;
    if (open == 0) outside.push_back(c);
    if (c == '(' || c == '[') ++open;
  }
  return outside;
}

bool is_in_initialiser_list(const std::string& outside) {
  static const std::regex colon(R"(\).*[^:]:[^:])");
  return std::regex_search(outside, colon) && !outside.ends_with(')') && !outside.ends_with('}');
}

block_kind kind_of(const std::string& whole_head) {
  static const std::regex name_space(R"(^(inline\s+)?namespace\b|^extern "\s*"$)");
  static const std::regex type(R"(^(typedef\s+)?(class|struct|union|enum)\b)");
  static const std::regex constrained_type(R"(^requires\b.*\b(class|struct|union)\s+\w+)");
  static const std::regex operator_name(R"(\boperator\s*(\(\)|[^\s\w(]+))");
  static const std::regex assignment(R"((^|[^=<>!])=([^=]|$))");

  const auto head = without_introduction(whole_head);
  auto outside = trimmed(outside_parentheses(std::regex_replace(head, operator_name, "operator")));
  std::ranges::replace(outside, '\n', ' ');
  if (std::regex_search(head, name_space)) return block_kind::name_space;
  if (std::regex_search(head, type)) return block_kind::type;
  if (std::regex_search(outside, constrained_type)) return block_kind::type;
  if (std::regex_search(outside, assignment)) return block_kind::other;
  if (outside.find('(') == std::string::npos) return block_kind::other;
  return is_in_initialiser_list(outside) ? block_kind::other : block_kind::function;
}

/// Finds the blocks of code from which everything else is blanked.
class block_scanner {
 public:
  explicit block_scanner(std::string code) : code_(std::move(code)) {}

  std::vector<block> found() && {
    for (at_ = 0; at_ < code_.size(); ++at_) step(code_[at_]);
    return std::move(blocks_);
  }

 private:
  struct open_brace {
    std::size_t index;      ///< in blocks_
    std::size_t head_from;  ///< where the head began
    int parentheses;        ///< open outside of the brace
  };

  void step(char c) {
    if (c == '(' || c == '[') ++parentheses_;
    if (c == ')' || c == ']') --parentheses_;
    if (c == ';' && parentheses_ == 0) head_from_ = at_ + 1;
    if (c == '{') open();
    if (c == '}' && !open_.empty()) close();
  }

  void open() {
    const bool looks_inside = open_.empty() || kind_of_open() == block_kind::name_space ||
                              kind_of_open() == block_kind::type;
    open_.push_back({block::outermost, head_from_, parentheses_});
    if (looks_inside && parentheses_ == 0) record();
    parentheses_ = 0;
    head_from_ = at_ + 1;
  }

  void record() {
    const auto head = without_labels(code_.substr(head_from_, at_ - head_from_));
    const auto begin = std::min(head.find_first_not_of(" \t\n"), head.size());
    const auto parent = open_.size() < 2 ? block::outermost : open_[open_.size() - 2].index;
    open_.back().index = blocks_.size();
    blocks_.push_back({kind_of(head), trimmed(head), line_of(at_ - head.size() + begin), 0, parent}
    );
  }

  void close() {
    const auto kind = kind_of_open();
    const auto brace = open_.back();
    open_.pop_back();
    if (brace.index != block::outermost) blocks_[brace.index].last_line = line_of(at_);
    parentheses_ = brace.parentheses;
    // `int x{1}` and `: member{1}` go on after the brace; a body ends what was before it.
    head_from_ = kind == block_kind::other ? brace.head_from : at_ + 1;
  }

  block_kind kind_of_open() const {
    const auto index = open_.back().index;
    return index == block::outermost ? block_kind::other : blocks_[index].kind;
  }

  std::size_t line_of(std::size_t position) const {
    const auto end = code_.begin() + static_cast<std::ptrdiff_t>(position);
    return 1 + static_cast<std::size_t>(std::count(code_.begin(), end, '\n'));
  }

  std::string code_;
  std::size_t at_ = 0, head_from_ = 0;
  int parentheses_ = 0;
  std::vector<open_brace> open_;
  std::vector<block> blocks_;
};

bool is_hidden(const block& scope) {
  static const std::regex hidden(R"(namespace(\s+detail)?\s*$|::detail\s*$)");
  return scope.kind != block_kind::name_space || std::regex_search(scope.head, hidden);
}

}  // namespace

std::vector<include_line> includes(std::string_view text) {
  static const std::regex directive(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<include_line> all;
  std::istringstream in{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    std::smatch match;
    if (std::regex_search(line, match, directive))
      all.push_back({match[2], match[1] == "\"", number});
  }
  return all;
}

std::vector<block> blocks(std::string_view text) { return block_scanner(code_only(text)).found(); }

std::vector<block> public_types(std::string_view text) {
  std::vector<block> types;
  const auto all = blocks(text);
  for (const auto& candidate : all) {
    const bool specialises = std::regex_search(candidate.head, std::regex(R"(^template\s*<\s*>)"));
    bool hidden = candidate.kind != block_kind::type || specialises;
    for (auto at = candidate.parent; at != block::outermost; at = all[at].parent) {
      hidden = hidden || is_hidden(all[at]);
    }
    if (!hidden) types.push_back(candidate);
  }
  return types;
}

}  // namespace surgeline::repo
