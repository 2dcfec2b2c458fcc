#include "surgeline/scenario/mix.hpp"

#include <algorithm>
#include <string_view>

#include "codecs.hpp"
#include "surgeline/core/request_head.hpp"

namespace surgeline::scenario {
namespace {

bool is_method(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter < 0x7f; });
}

}  // namespace

void mix_entry::check(config::checker& in) const {
  if (!is_method(method))
    in.problem("method", "a method is written in capitals, like `POST`", "use letters alone");
  if (method == "CONNECT") in.problem("method", "a load cannot open tunnels", "use another method");
  if (!path.starts_with('/') || !is_visible(path))
    in.problem("path", "a path begins with `/` and has no spaces", "encode what is none of it");
  in.at_most_one({"body", "body_file"});
  surgeline::fault::check_fields(headers, "headers", in);
  for (const auto& [name, value] : headers) {
    for (const std::string_view ours : {"host", "x-request-id", "x-envoy-attempt-count"}) {
      if (is_same_name(name, ours))
        in.problem("headers", "`" + name + "` is set by the load itself");
    }
  }
}

}  // namespace surgeline::scenario

namespace surgeline::config {

bool codec<scenario::file_bytes>::read(const value& from, scenario::file_bytes& into, reader& in) {
  const auto* path = from.as<std::string>();
  if (path == nullptr || path->empty()) {
    in.problem(from.where, "a path is expected, like \"body.json\"");
    return false;
  }
  const auto bytes = in.files() ? in.files()(*path) : std::nullopt;
  if (!bytes) {
    in.problem(from.where, "cannot read " + *path, in.files() ? "" : "no files here: write `body`");
    return false;
  }
  into = {*path, *bytes};
  return true;
}

value codec<scenario::file_bytes>::write(const scenario::file_bytes& from) { return from.path; }

value codec<scenario::file_bytes>::json_schema() { return text_schema(); }

}  // namespace surgeline::config
