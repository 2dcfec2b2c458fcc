#include "bench/http/contestants.hpp"

#include <fmt/format.h>

#include <charconv>

#include "bench/comparison/client.hpp"
#include "bench/comparison/floor.hpp"
#include "bench/comparison/ours.hpp"
#include "bench/http/upstream.hpp"

namespace surgeline::bench {
namespace {

/// A good response's bytes, by its content-length; HAProxy writes names in small letters.
std::size_t size_of_response(std::string_view begun) {
  constexpr std::string_view empty_line = "\r\n\r\n", name = "ontent-", rest = "ength: ";
  const std::size_t end = begun.find(empty_line);
  if (end == std::string_view::npos) return 0;
  if (!begun.starts_with("HTTP/1.1 200")) give_up("not a good response");
  std::size_t length = 0;
  for (std::size_t at = begun.find(name); at < end; at = begun.find(name, at + 1)) {
    const std::string_view what = begun.substr(at + name.size() + 1, end);
    if (what.starts_with(rest))
      std::from_chars(what.data() + rest.size(), what.data() + what.size(), length);
  }
  if (length == 0) give_up("a response without a length");
  return end + empty_line.size() + length;
}

/// Lets a client keep its connection for ever, and keeps those to the upstream for the next request of anybody.
/// Nothing is logged, and no body goes through a file.
std::string nginx_block(
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files,
    std::string_view more
) {
  std::string text = "http {\n  access_log off;\n  proxy_max_temp_file_size 0;\n";
  for (const std::string_view what : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    text += fmt::format("  {}_temp_path {};\n", what, files.path(fmt::format("{}_temp", what)));
  return text + fmt::format(
                    "  upstream bench {{ server {}; keepalive 600; keepalive_requests 1000000000; "
                    "keepalive_timeout 1h; }}\n"
                    "  server {{ listen {}; keepalive_requests 1000000000; keepalive_timeout 1h;\n"
                    "    location / {{ proxy_pass http://bench; proxy_http_version 1.1; "
                    "proxy_set_header Connection \"\"; }}\n{}  }}\n}}\n",
                    upstream.text(),
                    listen.text(),
                    more
                );
}

constexpr std::string_view haproxy_pooled =
    "  mode http\n  http-reuse always\n  timeout http-keep-alive 1h\n"
    "  default-server pool-purge-delay 1h\n";

}  // namespace

dialogue get(std::size_t bytes, std::string_view field) {
  return {
      fmt::format(
          "GET /{} HTTP/1.1\r\nHost: bench.example\r\nUser-Agent: bench\r\nAccept: */*\r\n{}\r\n",
          bytes,
          field
      ),
      size_of_response
  };
}

dialogue get(std::size_t bytes) { return get(bytes, ""); }

dialogue get_with_id(std::size_t bytes) {
  constexpr std::string_view id = "00000000-0000-4000-8000-000000000000\r\n";
  dialogue made = get(bytes, fmt::format("x-request-id: {}", id));
  made.number_at = made.request.find(id);
  return made;
}

std::optional<command> speaking_http(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
) {
  const auto haproxy_with = [&](haproxy_settings how) {
    return haproxy_command(contestant, listen, upstream, files, how);
  };
  if (contestant == haproxy) return haproxy_with({.defaults = haproxy_pooled});
  if (contestant == haproxy_paired) {
    return haproxy_with(
        {.defaults = "  mode http\n  http-reuse never\n  timeout http-keep-alive 1h\n"}
    );
  }
  if (contestant == haproxy_tuned) {
    const std::string defaults = fmt::format("{}  option splice-response\n", haproxy_pooled);
    return haproxy_with(
        {.global = "  maxpipes 400\n  tune.pipesize 1048576\n  tune.bufsize 131072\n",
         .defaults = defaults}
    );
  }
  if (contestant == nginx)
    return nginx_command(contestant, files, nginx_block(listen, upstream, files, ""));
  if (contestant == nginx_tuned) {
    // What comes goes on at once, in pieces that are as large as ours.
    constexpr std::string_view large =
        "    proxy_buffering off; proxy_buffers 3 256k; proxy_buffer_size 256k;\n"
        "    proxy_busy_buffers_size 256k;\n";
    return nginx_command(contestant, files, nginx_block(listen, upstream, files, large));
  }
  return itself_as(contestant, listen, upstream);
}

std::vector<role> http_roles() {
  const auto proxy = [](bool observes) {
    return [observes](const endpoint& where, const endpoint& upstream) {
      traffic::http_options http{.routes = {{.id = "other"}}, .observes = observes};
      serve_ours({.listen = {where}, .upstream = {upstream}, .http = std::move(http)});
    };
  };
  return {
      {answers, [](const endpoint& where, const endpoint&) { serve_answers(where); }},
      {bare, serve_floor},
      {ours, proxy(true)},
      {control, proxy(true)},
      {unobserving, proxy(false)},
  };
}

}  // namespace surgeline::bench
