#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace surgeline::repo {

/// A fenced block of a Markdown page.
struct fenced_block {
  std::string language;
  std::string text;
  std::size_t line = 0;  ///< of the block's first line, from 1
};

/// The fenced blocks of a page, in order; an indented fence ends at one with the same mark.
std::vector<fenced_block> fenced_blocks(std::string_view page);

/// A link to a file of the repository.
struct file_link {
  std::string target;  ///< without its `#anchor`
  std::size_t line = 0;
};

/// Links and pictures outside of fenced blocks whose targets are relative paths.
std::vector<file_link> file_links(std::string_view page);

}  // namespace surgeline::repo
