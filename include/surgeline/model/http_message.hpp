#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/request_head.hpp"

namespace surgeline::model {

/// One HTTP message of the lab as it travels: its head, with views of what is in it, and its body. It is not moved.
struct http_message {
  std::string text;      ///< head and body
  std::size_t head = 0;  ///< bytes of the head, with its empty line
  std::string_view method, target;
  unsigned status = 0;
  std::vector<header_field> fields;

  http_message() = default;
  http_message(const http_message&) = delete;
  http_message& operator=(const http_message&) = delete;

  std::string_view raw() const { return std::string_view{text}.substr(0, head); }
  std::size_t body() const { return text.size() - head; }
  request_head request() const { return {.method = method, .target = target, .fields = fields}; }
};

/// Adds the fields of a head that was written here or by a fault, as views of it.
void read_fields(std::string_view head, std::vector<header_field>& into);

}  // namespace surgeline::model
