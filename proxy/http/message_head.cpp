#include "surgeline/http/message_head.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <cstring>
#include <string>
#include <utility>

namespace surgeline::http {
namespace {

namespace beast = boost::beast;
namespace protocol = beast::http;

constexpr std::string_view status_line_start = "HTTP/1.1 200";

/// A status line needs its second space even where no reason follows; a server that leaves it out is understood by everybody.
bool lacks_reason(std::string_view raw) {
  return raw.starts_with("HTTP/1.") && raw.size() > status_line_start.size() &&
         raw[status_line_start.size()] == '\r';
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// True when a request line ends in a version, though perhaps in none that is known here.
bool names_version(std::string_view raw) {
  const std::string_view line = raw.substr(0, raw.find('\r'));
  constexpr std::string_view shape = "HTTP/d.d";
  if (line.size() < shape.size() || std::ranges::count(line, ' ') != 2) return false;
  const std::string_view version = line.substr(line.size() - shape.size());
  return version.starts_with(shape.substr(0, shape.size() - 3)) &&
         is_digits(version.substr(5, 1)) && version[6] == '.' && is_digits(version.substr(7));
}

bad_message sort_of(const beast::error_code& error, std::string_view raw) {
  if (error == protocol::error::bad_version && names_version(raw)) return bad_message::version;
  if (error == protocol::error::header_limit) return bad_message::too_large;
  return bad_message::malformed;
}

}  // namespace

std::optional<std::size_t> head_scan::end_of(std::string_view bytes) {
  while (line_ < bytes.size() && !malformed_) {
    const std::string_view rest = bytes.substr(line_);
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest.substr(0, end);
    const bool ends_well = line.ends_with('\r') && line.find('\r') == line.size() - 1;
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    if (!ends_well || continues || std::memchr(line.data(), '\0', line.size()) != nullptr) {
      malformed_ = true;
    }
    line_ += static_cast<std::uint32_t>(end + 1);
    if (line.size() == 1 && ends_well) return line_;
  }
  return std::nullopt;
}

/// Beast checks the grammar; what it lets pass or decides in its own way is decided here.
template <bool IsRequest>
class head_reader::parser final : public protocol::basic_parser<IsRequest> {
 public:
  explicit parser(head_reader& into) : into_(into) {
    this->header_limit(std::numeric_limits<std::uint32_t>::max());
    this->body_limit(boost::none);
    this->skip(true);
    into_.fields_.clear();
    into_.head_ = {};
  }

  beast::error_code read(std::string_view raw) {
    beast::error_code error;
    into_.head_.raw = raw;
    std::string_view rest = raw;
    if (!IsRequest && lacks_reason(raw)) {
      std::string line{raw.substr(0, status_line_start.size())};
      line += " \r\n";
      this->put({line.data(), line.size()}, error);
      if (error != protocol::error::need_more) return error;
      rest.remove_prefix(line.size() - 1);
    }
    this->put({rest.data(), rest.size()}, error);
    return error;
  }

 private:
  using string_view = beast::string_view;
  using error_code = beast::error_code;
  static std::string_view view(string_view text) { return {text.data(), text.size()}; }

  void
  on_request_impl(protocol::verb, string_view method, string_view target, int version, error_code&)
      override {
    into_.head_.method = view(method);
    into_.head_.target = view(target);
    into_.head_.keeps_alive = version > 10;
  }
  void on_response_impl(int code, string_view, int version, error_code&) override {
    into_.head_.status = static_cast<unsigned>(code);
    into_.head_.keeps_alive = version > 10;
  }
  void on_field_impl(protocol::field name, string_view text, string_view value, error_code& error)
      override {
    if (into_.fields_.size() == into_.most_fields_) {
      error = protocol::error::header_limit;
      return;
    }
    into_.fields_.push_back({view(text), view(value)});
    message_head& head = into_.head_;
    if (name == protocol::field::content_length) {
      if (!takes_length(view(value))) error = protocol::error::bad_content_length;
    } else if (name == protocol::field::transfer_encoding) {
      // Any other coding, or a second one, is read differently by different readers.
      const bool known = !coded_ && beast::iequals(value, "chunked");
      coded_ = true;
      if (!known) error = protocol::error::bad_transfer_encoding;
    } else if (name == protocol::field::connection) {
      for (const string_view one : protocol::token_list{value}) {
        if (beast::iequals(one, "close")) head.keeps_alive = false;
        if (beast::iequals(one, "keep-alive")) head.keeps_alive = true;
        if (beast::iequals(one, "upgrade")) head.upgrades = true;
      }
    } else if (name == protocol::field::host) {
      // Two readers might send it to two places.
      if (std::exchange(has_host_, true)) error = protocol::error::bad_field;
    } else if (name == protocol::field::expect) {
      head.expects_continue = beast::iequals(value, "100-continue");
    }
  }
  void on_header_impl(error_code& error) override {
    message_head& head = into_.head_;
    head.fields = into_.fields_;
    if (coded_ && has_length_) error = protocol::error::bad_transfer_encoding;
    if (coded_) head.framing = framing::chunked;
    if (has_length_) head.framing = framing::length;
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view, error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view, error_code&) override { return 0; }
  void on_finish_impl(error_code&) override {}

  /// Digits alone, as many as fit; if it is said twice, the same twice.
  bool takes_length(std::string_view text) {
    constexpr std::size_t most_digits = 18;
    if (!is_digits(text) || text.size() > most_digits) return false;
    std::uint64_t length = 0;
    for (const char digit : text) length = length * 10 + static_cast<std::uint64_t>(digit - '0');
    if (has_length_ && length != into_.head_.length) return false;
    has_length_ = true;
    into_.head_.length = length;
    return true;
  }

  head_reader& into_;
  bool coded_ = false, has_length_ = false, has_host_ = false;
};

const message_head* head_reader::request(std::string_view raw, bad_message& why) {
  parser<true> reading(*this);
  if (const auto error = reading.read(raw)) {
    why = sort_of(error, raw);
    return nullptr;
  }
  return &head_;
}

const message_head* head_reader::response(
    std::string_view raw,
    std::string_view to_method,
    bad_message& why
) {
  parser<false> reading(*this);
  if (const auto error = reading.read(raw)) {
    why = sort_of(error, raw);
    return nullptr;
  }
  constexpr unsigned no_content = 204, not_modified = 304;
  const bool is_success = head_.status / 100 == 2;
  const bool has_none = head_.status / 100 == 1 || head_.status == no_content ||
                        head_.status == not_modified || to_method == "HEAD" ||
                        (to_method == "CONNECT" && is_success);
  if (has_none) {
    head_.framing = framing::none;
  } else if (head_.framing == framing::none) {
    head_.framing = framing::until_close;
    head_.keeps_alive = false;
  }
  return &head_;
}

}  // namespace surgeline::http
