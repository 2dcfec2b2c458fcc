#include "repo/markdown.hpp"

#include <regex>
#include <sstream>

namespace surgeline::repo {

namespace {

struct marked_line {
  std::string text;
  std::size_t number;
  bool opens, closes, inside;
  std::string language;
};

/// The lines of a page, each told whether it belongs to a fenced block.
std::vector<marked_line> marked_lines(std::string_view page) {
  static const std::regex fence(R"(^\s*(```+|~~~+)\s*([\w-]*))");
  std::vector<marked_line> lines;
  std::istringstream in{std::string(page)};
  std::string mark;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    const bool is_fence = std::regex_search(line, match, fence);
    const bool opens = is_fence && mark.empty();
    const bool closes = is_fence && !opens && match[1] == mark;
    lines.push_back(
        {line, ++number, opens, closes, !mark.empty() && !closes, opens ? match[2].str() : ""}
    );
    if (opens) mark = match[1];
    if (closes) mark.clear();
  }
  return lines;
}

}  // namespace

std::vector<fenced_block> fenced_blocks(std::string_view page) {
  std::vector<fenced_block> blocks;
  for (const auto& line : marked_lines(page)) {
    if (line.opens) blocks.push_back({line.language, "", line.number + 1});
    if (line.inside) blocks.back().text += line.text + "\n";
  }
  return blocks;
}

std::vector<file_link> file_links(std::string_view page) {
  static const std::regex link(R"(\]\(([^)#\s]+)(#[^)\s]*)?\))");
  std::vector<file_link> links;
  for (const auto& line : marked_lines(page)) {
    if (line.opens || line.inside || line.closes) continue;
    for (auto at = std::sregex_iterator(line.text.begin(), line.text.end(), link);
         at != std::sregex_iterator();
         ++at) {
      const auto target = (*at)[1].str();
      if (target.find(':') == std::string::npos) links.push_back({target, line.number});
    }
  }
  return links;
}

}  // namespace surgeline::repo
