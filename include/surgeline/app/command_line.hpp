#pragma once

#include <string>
#include <vector>

namespace surgeline::app {

/// Something that a command takes.
struct command_option {
  std::vector<std::string>
      names;          ///< `--seed`, or `-q` and `--quiet`; none for a word by its place
  std::string value;  ///< what stands for it: `FILE`; empty for a flag
  std::string about;
  bool is_path = false;              ///< it names a file or a folder
  std::vector<std::string> choices;  ///< what it may be, where that is a list
};

/// A command as its help describes it.
struct command_help {
  std::string name;  ///< `ctl arm`; `surgeline` for the whole
  std::string about, footer;
  std::vector<command_option> options;
  std::vector<command_help> commands;
};

/// The whole command line, from its declarations.
command_help command_line();

/// As a manual page in roff, for `docs man`.
std::string manual_page(const command_help& of);

/// What completes it in a shell, for `docs completion-<shell>`.
std::string bash_completion(const command_help& of);
std::string zsh_completion(const command_help& of);
std::string fish_completion(const command_help& of);

}  // namespace surgeline::app
