#include "surgeline/fault/head_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "surgeline/core/letter.hpp"
#include "surgeline/core/request_head.hpp"

namespace surgeline::fault {
namespace {

/// A field with what continues it on further lines, as it came.
struct field_lines {
  std::string_view name;
  std::string text;
};

/// A head in pieces: its start line, its fields, and the line that ends it.
struct pieces {
  std::string start;
  std::vector<field_lines> fields;
  std::string_view end;
};

/// Takes a line off the front, with its end.
std::string_view line_of(std::string_view& rest) {
  const auto end = std::min(rest.find('\n'), rest.size() - 1);
  const std::string_view line = rest.substr(0, end + 1);
  rest.remove_prefix(end + 1);
  return line;
}

bool is_empty_line(std::string_view line) { return line == "\r\n" || line == "\n"; }

std::optional<pieces> taken_apart(std::string_view head) {
  if (head.empty()) return {};
  pieces made{.start = std::string(line_of(head))};
  while (!head.empty()) {
    const std::string_view line = line_of(head);
    if (is_empty_line(line)) {
      made.end = line;
      return made;
    }
    if ((line.front() == ' ' || line.front() == '\t') && !made.fields.empty()) {
      made.fields.back().text += line;
    } else {
      made.fields.push_back({line.substr(0, line.find(':')), std::string(line)});
    }
  }
  return {};
}

std::string put_together(const pieces& of) {
  std::string made = of.start;
  for (const field_lines& each : of.fields) made += each.text;
  return made += of.end;
}

void remove_all(pieces& from, std::string_view name) {
  std::erase_if(from.fields, [&](const field_lines& each) {
    return is_same_name(each.name, name);
  });
}

void add(pieces& to, std::string_view name, std::string_view value) {
  to.fields.push_back({name, fmt::format("{}: {}\r\n", name, value)});
}

void set(pieces& in, std::string_view name, std::string_view value) {
  const auto is_it = [&](const field_lines& each) { return is_same_name(each.name, name); };
  const auto first = std::ranges::find_if(in.fields, is_it);
  if (first == in.fields.end()) return add(in, name, value);
  first->text = fmt::format("{}: {}\r\n", name, value);
  in.fields.erase(std::remove_if(first + 1, in.fields.end(), is_it), in.fields.end());
}

constexpr std::array<std::pair<unsigned, std::string_view>, 34> reasons{{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {422, "Unprocessable Content"},
    {425, "Too Early"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {507, "Insufficient Storage"},
}};

/// A token of RFC 9110 §5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_in_token);
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

}  // namespace

std::string_view reason_of(unsigned status) {
  const auto known = std::ranges::find(reasons, status, &decltype(reasons)::value_type::first);
  return known == reasons.end() ? "Unknown" : known->second;
}

std::string edited(std::string_view head, const head_edit& by) {
  auto made = taken_apart(head);
  if (!made) return std::string(head);
  if (by.status && made->start.starts_with("HTTP/")) {
    const auto version = made->start.substr(0, made->start.find(' '));
    made->start = fmt::format("{} {} {}\r\n", version, *by.status, reason_of(*by.status));
  }
  for (const std::string& name : by.remove) remove_all(*made, name);
  for (const auto& [name, value] : by.set) set(*made, name, value);
  for (const auto& [name, value] : by.add) add(*made, name, value);
  if (by.length) {
    remove_all(*made, "transfer-encoding");
    set(*made, "Content-Length", std::to_string(*by.length));
  }
  return put_together(*made);
}

void check_fields(const head_fields& fields, std::string_view key, config::checker& in) {
  for (const auto& [name, value] : fields) {
    if (!is_token(name)) {
      in.problem(key, fmt::format("`{}` is not the name of a header", name));
    } else if (has_control(value)) {
      in.problem(key, fmt::format("the value of `{}` would break its line", name));
    } else if (is_same_name(name, "content-length") || is_same_name(name, "transfer-encoding")) {
      in.problem(
          key,
          fmt::format("`{}` frames the body: the proxy writes it", name),
          "say `body`, or use kind = \"http_malformed\""
      );
    }
  }
}

}  // namespace surgeline::fault
