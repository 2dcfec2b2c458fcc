#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/exchange_effect.hpp"
#include "surgeline/fault/head_edit.hpp"

namespace surgeline::fault {

/// Which message of an exchange.
enum class message : std::uint8_t { request, response };

/// A request or a response arrives with other headers, another status or another body. Of several each changes what those
/// before it in the file have left.
struct http_rewrite {
  message on = message::response;
  head_fields set, add;
  std::vector<std::string> remove;
  std::optional<std::uint32_t> status;
  std::optional<std::string> body;

  static constexpr auto schema() {
    return config::describe(
        "http_rewrite",
        "A request or a response is changed on its way.",
        config::optional(&http_rewrite::on, "on", "what is changed"),
        config::optional(&http_rewrite::set, "set", "headers in place of all of that name"),
        config::optional(&http_rewrite::add, "add", "headers behind those that are there"),
        config::optional(&http_rewrite::remove, "remove", "headers that go, by name"),
        config::optional(
            &http_rewrite::status,
            "status",
            "in place of a response's",
            {.min = 200, .max = 599}
        ),
        config::optional(&http_rewrite::body, "body", "in place of what came")
    );
  }
  void check(config::checker& in) const;

  exchange_effect on_request(const request_context& at) const {
    return on == message::request ? changed(at.raw, true) : exchange_effect{};
  }
  exchange_effect on_response(const response_context& at) const {
    return on == message::response ? changed(at.raw, at.has_body) : exchange_effect{};
  }

  bool operator==(const http_rewrite&) const = default;

 private:
  exchange_effect changed(std::string_view head, bool has_body) const;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::message> = std::array{
    named{surgeline::fault::message::request, "request", "on its way to the upstream"},
    named{surgeline::fault::message::response, "response", "on its way to the client"},
};
