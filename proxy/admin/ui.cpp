#include "surgeline/admin/ui.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>

#include "ui_files.hpp"

namespace surgeline::admin {
namespace {

constexpr std::string_view folder = "/ui/", first_page = "index.html", mark_place = "PAGE_MARK";

/// The page runs its own scripts, asks where it comes from, and nobody frames it.
constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const char* type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".js") || name.ends_with(".mjs")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return "text/plain; charset=utf-8";
}

/// FNV-1a of everything.
std::string mark_of_files() {
  std::uint64_t mark = 0xcbf29ce484222325;
  const auto mix = [&](std::string_view text) {
    for (const char letter : text)
      mark = (mark ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  };
  for (const ui_file& one : ui_files()) {
    mix(one.name);
    mix(one.bytes);
  }
  return fmt::format("{:016x}", mark);
}

response moved_to(const char* where) {
  response made = plain(308, {});
  made.more.emplace_back("Location", where);
  return made;
}

response shown(const ui_file& one) {
  response made{.status = 200, .body = std::string{one.bytes}, .type = type_of(one.name)};
  if (const auto at = made.body.find(mark_place); one.name == first_page && at != std::string::npos)
    made.body.replace(at, mark_place.size(), page_mark());
  made.more = {
      {"Content-Security-Policy", policy},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}
  };
  return made;
}

response file_called(std::string_view name) {
  for (const ui_file& one : ui_files()) {
    if (one.name == name) return shown(one);
  }
  return plain(404, "the page has no such file\n");
}

}  // namespace

std::string_view page_mark() {
  static const std::string mark = mark_of_files();
  return mark;
}

handler with_ui(handler rest) {
  return [rest = std::move(rest)](const request& asked, const answer& give) {
    const bool reads = asked.method == "GET" || asked.method == "HEAD";
    const std::string_view path = asked.path;
    if (reads && (path == "/" || path == "/ui")) return give(moved_to("/ui/"));
    if (!path.starts_with(folder)) return rest(asked, give);
    if (!reads) {
      response no = plain(405, "a page is read\n");
      no.allow = "GET, HEAD";
      return give(std::move(no));
    }
    const std::string_view name = path.substr(folder.size());
    give(file_called(name.empty() ? first_page : name));
  };
}

}  // namespace surgeline::admin
