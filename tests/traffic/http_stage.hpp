#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "stage.hpp"

namespace surgeline::traffic {

/// A proxy that speaks HTTP, before one server.
inline proxy_options http(http_options how = {}) {
  if (how.routes.empty()) how.routes = {{.id = "other"}};
  proxy_options options;
  options.http = std::move(how);
  return options;
}

/// A request without a body.
inline std::string get(std::string_view path = "/", std::string_view fields = {}) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: x\r\n" + std::string{fields} + "\r\n";
}
/// A request with one.
inline std::string post(std::string_view body, std::string_view path = "/") {
  return "POST " + std::string{path} +
         " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string{body};
}
/// A good response.
inline std::string ok(std::string_view body, std::string_view fields = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string{fields} + "\r\n" + std::string{body};
}
/// A body in chunks of one size.
inline std::string chunked(std::string_view body, std::size_t size) {
  std::string made;
  for (std::size_t at = 0; at < body.size(); at += size) {
    const std::string_view piece = body.substr(at, size);
    char line[32];
    snprintf(line, sizeof line, "%zx\r\n", piece.size());
    made += line + std::string{piece} + "\r\n";
  }
  return made + "0\r\n\r\n";
}

/// The status of the response that a client hears next, with all of it in `whole` if it ends with the connection.
inline unsigned status_in(std::string_view text) {
  return text.size() < 12 ? 0 : static_cast<unsigned>(std::stoul(std::string{text.substr(9, 3)}));
}

}  // namespace surgeline::traffic
