#include <fmt/format.h>

#include "surgeline/app/command_line.hpp"
#include "surgeline/app/version.hpp"

namespace surgeline::app {
namespace {

/// Text that roff prints as it is: no escapes, no requests at the beginnings of lines, no hyphens that are minus signs.
std::string plain(std::string_view text) {
  std::string made;
  for (const char one : text) {
    const bool starts_line = made.empty() || made.back() == '\n';
    if (starts_line && (one == '.' || one == '\'')) made += "\\&";
    if (one == '\\')
      made += "\\e";
    else if (one == '-')
      made += "\\-";
    else
      made += one;
  }
  return made;
}

std::string bold(std::string_view text) { return "\\fB" + plain(text) + "\\fR"; }

/// Paragraphs as they are; lines that begin with spaces stay lines.
std::string paragraphs(std::string_view text) {
  std::string made;
  bool verbatim = false;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const bool keeps_shape = line.starts_with(' ');
    if (keeps_shape != verbatim) made += keeps_shape ? ".nf\n" : ".fi\n";
    verbatim = keeps_shape;
    made += line.empty() ? ".PP\n" : plain(line) + "\n";
  }
  return made + (verbatim ? ".fi\n" : "");
}

std::string described(const command_option& one) {
  std::string names;
  for (const std::string& name : one.names) names += (names.empty() ? "" : ", ") + bold(name);
  const std::string value = one.value.empty() ? "" : "\\fI" + plain(one.value) + "\\fR";
  const std::string gap = names.empty() || value.empty() ? "" : " ";
  return ".TP\n" + names + gap + value + "\n" + plain(one.about) + "\n";
}

std::string command_page(const command_help& of) {
  std::string page = ".SS " + bold("surgeline " + of.name) + "\n" + plain(of.about) + ".\n";
  for (const command_option& one : of.options) page += described(one);
  if (!of.footer.empty()) page += ".PP\n" + paragraphs(of.footer);
  for (const command_help& one : of.commands) page += command_page(one);
  return page;
}

}  // namespace

std::string manual_page(const command_help& of) {
  std::string page = fmt::format(
      ".TH SURGELINE 1 \"\" \"surgeline {}\" \"User Commands\"\n"
      ".SH NAME\nsurgeline \\- chaos and fault injection for cascading failures\n"
      ".SH SYNOPSIS\n.B surgeline\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n"
      ".SH DESCRIPTION\n",
      plain(version)
  );
  page += paragraphs(of.about);
  page += ".SH COMMANDS\n";
  for (const command_help& one : of.commands) page += command_page(one);
  page += ".SH OPTIONS\n";
  for (const command_option& one : of.options) page += described(one);
  return page + ".SH NOTES\n" + paragraphs(of.footer);
}

}  // namespace surgeline::app
