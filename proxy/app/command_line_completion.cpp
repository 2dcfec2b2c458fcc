#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

#include "surgeline/app/command_line.hpp"

namespace surgeline::app {
namespace {

using visitor = std::function<void(const command_help&)>;

void visit_all(const command_help& from, const visitor& see) {
  see(from);
  for (const command_help& one : from.commands) visit_all(one, see);
}

/// `arm` of `ctl arm`.
std::string last_word(const command_help& of) { return of.name.substr(of.name.rfind(' ') + 1); }

bool is_word(const command_option& one) { return one.names.empty(); }

/// What may come next in a command: its commands, and the words that one of its places may be.
std::vector<std::string> next_words(const command_help& of) {
  std::vector<std::string> words;
  for (const command_help& one : of.commands) words.push_back(last_word(one));
  for (const command_option& one : of.options) {
    if (is_word(one)) words.insert(words.end(), one.choices.begin(), one.choices.end());
  }
  return words;
}

std::vector<std::string> flags(const command_help& of) {
  std::vector<std::string> all;
  for (const command_option& one : of.options)
    all.insert(all.end(), one.names.begin(), one.names.end());
  return all;
}

bool takes_files(const command_help& of) {
  return std::ranges::any_of(of.options, [](const command_option& one) {
    return is_word(one) && one.is_path;
  });
}

/// A command's path in a shell pattern; that of the whole is empty.
std::string path_of(const command_help& of, const command_help& whole) {
  return &of == &whole ? "" : of.name;
}

/// A text between single quotes, for every shell.
std::string quoted(std::string_view text) {
  std::string made = "'";
  for (const char one : text) {
    if (one == '\'')
      made += "'\\''";
    else
      made += one;
  }
  return made + "'";
}

}  // namespace

std::string bash_completion(const command_help& of) {
  std::string known, cases;
  visit_all(of, [&](const command_help& one) {
    const std::string path = path_of(one, of);
    if (!path.empty()) known += fmt::format("{}'{}'", known.empty() ? "" : " | ", path);
    const auto words = next_words(one), names = flags(one);
    cases += fmt::format(
        "    '{}')\n      words={} flags={} files={}\n      ;;\n",
        path,
        quoted(fmt::format("{}", fmt::join(words, " "))),
        quoted(fmt::format("{}", fmt::join(names, " "))),
        takes_files(one) ? "yes" : "no"
    );
  });
  return fmt::format(
      R"(# bash completion for surgeline: surgeline docs completion-bash > /etc/bash_completion.d/surgeline
_surgeline() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" path='' next words='' flags='' files=no
  local -i i
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="${{path:+$path }}${{COMP_WORDS[i]}}"
    case "$next" in
      {}) path="$next" ;;
    esac
  done
  case "$path" in
{}  esac
  if [[ "$current" == -* ]]; then words="$flags"; fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  if [[ "$files" == yes || "${{COMP_WORDS[COMP_CWORD - 1]}}" == -* ]] && ((${{#COMPREPLY[@]}} == 0)); then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}}
complete -o filenames -F _surgeline surgeline
)",
      known,
      cases
  );
}

namespace {

/// In `_arguments` a colon parts, and brackets end.
std::string zsh_text(std::string_view text) {
  std::string made;
  for (const char one : text) {
    if (one == '[' || one == ']' || one == ':') made += '\\';
    made += one;
  }
  return made;
}

std::string zsh_option(const command_option& one) {
  const std::string action = !one.choices.empty() ? fmt::format("({})", fmt::join(one.choices, " "))
                             : one.is_path        ? "_files"
                                                  : "";
  if (is_word(one)) return quoted(fmt::format("*:{}:{}", zsh_text(one.value), action));
  std::string all;
  for (const std::string& name : one.names) {
    const std::string value =
        one.value.empty() ? "" : fmt::format(":{}:{}", zsh_text(one.value), action);
    all += (all.empty() ? "" : " ") +
           quoted(fmt::format("{}[{}]{}", name, zsh_text(one.about), value));
  }
  return all;
}

std::string zsh_function(const command_help& of) {
  std::string name = of.name;
  std::ranges::replace(name, ' ', '_');
  const bool is_whole = name == "surgeline";
  std::string body = fmt::format("_surgeline{}() {{\n", is_whole ? "" : "_" + name);
  std::string arguments = "  _arguments -C";
  for (const command_option& one : of.options) arguments += " \\\n    " + zsh_option(one);
  if (of.commands.empty()) return body + arguments + "\n}\n";
  body += "  local state line\n" + arguments +
          " \\\n    '1:command:->command' '*::argument:->argument'\n";
  body += "  case $state in\n    command)\n      local -a commands=(\n";
  std::string calls;
  for (const command_help& one : of.commands) {
    const std::string last = last_word(one);
    std::string called = one.name;
    std::ranges::replace(called, ' ', '_');
    body += "        " + quoted(last + ":" + zsh_text(one.about)) + "\n";
    calls += fmt::format("        {}) _surgeline_{} ;;\n", last, called);
  }
  return body +
         "      )\n      _describe command commands ;;\n    argument)\n      case $line[1] in\n" +
         calls + "      esac ;;\n  esac\n}\n";
}

}  // namespace

std::string zsh_completion(const command_help& of) {
  std::string script =
      "#compdef surgeline\n"
      "# zsh completion: surgeline docs completion-zsh > a folder of $fpath, as _surgeline\n";
  visit_all(of, [&](const command_help& one) { script += zsh_function(one); });
  return script +
         "if [ \"$funcstack[1]\" = _surgeline ]; then _surgeline \"$@\"; else compdef _surgeline "
         "surgeline; fi\n";
}

std::string fish_completion(const command_help& of) {
  std::string script =
      "# fish completion: surgeline docs completion-fish > "
      "~/.config/fish/completions/surgeline.fish\n"
      "complete -c surgeline -f\n";
  visit_all(of, [&](const command_help& one) {
    const std::string path = path_of(one, of);
    std::string when = "__fish_use_subcommand";
    if (!path.empty()) {
      when = "__fish_seen_subcommand_from " + path.substr(0, path.find(' '));
      if (const auto gap = path.find(' '); gap != std::string::npos)
        when += "; and __fish_seen_subcommand_from " + path.substr(gap + 1);
    }
    const std::string line = "complete -c surgeline -n " + quoted(when);
    for (const command_help& next : one.commands) {
      const std::string last = last_word(next);
      script += fmt::format("{} -a {} -d {}\n", line, last, quoted(next.about));
    }
    for (const command_option& option : one.options) {
      if (is_word(option)) {
        if (option.is_path) script += line + " -F\n";
        if (!option.choices.empty())
          script +=
              line + " -a " + quoted(fmt::format("{}", fmt::join(option.choices, " "))) + "\n";
        continue;
      }
      script += line;
      for (const std::string& name : option.names)
        script += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.value.empty()) script += option.is_path ? " -r -F" : " -x";
      script += " -d " + quoted(option.about) + "\n";
    }
  });
  return script;
}

}  // namespace surgeline::app
