#include <fmt/format.h>

#include "html_parts.hpp"
#include "surgeline/report/digest.hpp"

namespace surgeline::report {

void open_document(markup& out, std::string_view title) {
  static constexpr std::string_view policy =
      "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'";
  const std::string style = page_style();
  out.raw("<!doctype html>\n").open("html", {{"lang", "en"}}).open("head");
  out.raw("<meta charset=\"utf-8\">\n");
  // The page needs nothing from anywhere and runs nothing, whatever a scenario's texts may try.
  out.raw(fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n",
      fmt::format(fmt::runtime(policy), sha256_in_base64(style))
  ));
  out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
  out.leaf("title", title);
  out.open("style").raw(style).close().close().open("body");
}

void close_document(markup& out, const invocation& from, std::string_view beside) {
  const std::string made_by = from.version.empty() ? "Surgeline" : "Surgeline " + from.version;
  out.leaf("footer", fmt::format("{}. The same numbers for machines are in {}.", made_by, beside));
  out.close().close();
}

void open_table(
    markup& out,
    std::string_view caption,
    const std::vector<std::string_view>& heads,
    std::string look
) {
  open_scroll(out, caption);
  out.open("table", {{"class", std::move(look)}});
  if (!caption.empty()) out.leaf("caption", caption);
  out.open("thead").open("tr");
  for (const std::string_view each : heads) {
    const bool right = each.starts_with('>');
    const std::string_view words = each.substr(right ? 1 : 0);
    const std::string side = right ? "number" : "words";
    if (words.empty())
      out.leaf("td", "", {{"class", side}});
    else
      out.leaf("th", words, {{"scope", "col"}, {"class", side}});
  }
  out.close().close().open("tbody");
}

void open_scroll(markup& out, std::string_view name) {
  out.open(
      "div",
      {{"class", "scroll"},
       {"tabindex", "0"},
       {"role", "group"},
       {"aria-label", std::string{name.empty() ? "Table" : name}}}
  );
}

void close_table(markup& out) { out.close().close().close(); }

void add_cell(markup& out, std::string_view text, std::string look) {
  if (look.empty())
    out.leaf("td", text);
  else
    out.leaf("td", text, {{"class", std::move(look)}});
}

}  // namespace surgeline::report
