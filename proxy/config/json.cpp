#include "surgeline/config/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "text.hpp"

namespace surgeline::config {

namespace {

namespace json = boost::json;

/// A key as a part of a JSON pointer (RFC 6901).
std::string pointer_part(std::string_view key) {
  std::string part = "/";
  for (const char c : key) {
    if (c == '~')
      part += "~0";
    else if (c == '/')
      part += "~1";
    else
      part += c;
  }
  return part;
}

/// Builds our tree from what Boost's parser sees; its own one forgets keys that are there twice.
class builder {
 public:
  static constexpr std::size_t max_object_size = most_values;
  static constexpr std::size_t max_array_size = most_values;
  static constexpr std::size_t max_key_size = largest_file;
  static constexpr std::size_t max_string_size = largest_file;

  std::string file;
  value root;
  problems repeated;

  explicit builder(std::string of) : file(std::move(of)) {}

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code& error) { return open(array{}, error); }
  bool on_object_begin(json::error_code& error) { return open(table{}, error); }
  bool on_array_end(std::size_t, json::error_code&) { return close(); }
  bool on_object_end(std::size_t, json::error_code&) { return close(); }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return collect(part); }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    return collect(part);
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    collect(part);
    key_ = std::exchange(text_, {});
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code& error) {
    collect(part);
    return add(std::exchange(text_, {}), error);
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t is, json::string_view, json::error_code& error) {
    return add(is, error);
  }
  bool on_uint64(std::uint64_t is, json::string_view, json::error_code& error) {
    return add(static_cast<double>(is), error);
  }
  bool on_double(double is, json::string_view, json::error_code& error) { return add(is, error); }
  bool on_bool(bool is, json::error_code& error) { return add(is, error); }
  bool on_null(json::error_code& error) { return add(std::monostate{}, error); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  bool collect(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }

  value made(value::variant data) {
    std::string pointer;
    if (!open_ones_.empty()) {
      const value& above = open_ones_.back();
      const array* list = above.as<array>();
      pointer = above.where.pointer +
                (list != nullptr ? fmt::format("/{}", list->size()) : pointer_part(key_));
    }
    return {std::move(data), {.file = file, .pointer = std::move(pointer)}};
  }

  void put(value done, std::string its_key) {
    if (open_ones_.empty()) {
      root = std::move(done);
    } else if (array* list = open_ones_.back().as<array>()) {
      list->push_back(std::move(done));
    } else {
      place where = done.where;
      open_ones_.back().as<table>()->entries.push_back(
          {std::move(its_key), std::move(where), std::move(done)}
      );
    }
  }

  bool add(value::variant data, json::error_code& error) {
    if (++values_ > most_values) return refuse(error);
    value done = made(std::move(data));
    put(std::move(done), std::exchange(key_, {}));
    return true;
  }

  bool open(value::variant data, json::error_code& error) {
    if (++values_ > most_values) return refuse(error);
    open_ones_.push_back(made(std::move(data)));
    keys_.push_back(std::exchange(key_, {}));
    return true;
  }

  bool close() {
    value done = std::move(open_ones_.back());
    open_ones_.pop_back();
    std::string its_key = std::move(keys_.back());
    keys_.pop_back();
    if (table* fields = done.as<table>()) drop_repeated(*fields);
    put(std::move(done), std::move(its_key));
    return true;
  }

  void drop_repeated(table& fields) {
    std::unordered_set<std::string> seen;
    std::erase_if(fields.entries, [&](const entry& each) {
      if (seen.insert(each.key).second) return false;
      repeated.add(
          each.key_where,
          fmt::format("`{}` is there twice", excerpt(each.key)),
          "every key once"
      );
      return true;
    });
  }

  static bool refuse(json::error_code& error) {
    error = json::error::array_too_large;
    return false;
  }

  std::string text_, key_;
  std::vector<value> open_ones_;
  std::vector<std::string> keys_;  ///< of the open ones
  std::size_t values_ = 0;
};

std::string what_is_wrong(const json::error_code& error, bool at_end) {
  if (error == json::error::incomplete || at_end) return "the JSON ends too early";
  if (error == json::error::too_deep)
    return fmt::format("more than {} levels of objects and lists", deepest_nesting);
  if (error == json::error::array_too_large) return fmt::format("more than {} values", most_values);
  if (error == json::error::extra_data) return "something follows the JSON value";
  return "not JSON: " + error.message();
}

std::string json_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      (result += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20)
      result += fmt::format("\\u{:04x}", c);
    else
      result += c;
  }
  return result += '"';
}

/// Writes one value; `margin` is how far its lines are indented already.
struct json_writer {
  int indent;
  int margin;

  std::string write(const value& shown) const { return std::visit(*this, shown.data); }

  template <class Items, class Text>
  std::string bracketed(char open, const Items& items, char close, Text text) const {
    if (items.empty()) return {open, close};
    const int inner = margin + indent;
    const auto line = [&](int by) {
      return indent > 0 ? "\n" + std::string(static_cast<std::size_t>(by), ' ') : std::string();
    };
    std::string all;
    for (const auto& each : items) {
      all += all.empty() ? line(inner) : "," + (indent > 0 ? line(inner) : " ");
      all += text(each, json_writer{indent, inner});
    }
    return open + all + line(margin) + close;
  }

  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool is) const { return is ? "true" : "false"; }
  std::string operator()(std::int64_t is) const { return std::to_string(is); }
  std::string operator()(double is) const {
    return std::isfinite(is) ? fmt::format("{}", is) : "null";
  }
  std::string operator()(const std::string& is) const { return json_string(is); }
  std::string operator()(const array& is) const {
    return bracketed('[', is, ']', [](const value& each, const json_writer& inner) {
      return inner.write(each);
    });
  }
  std::string operator()(const table& is) const {
    return bracketed('{', is.entries, '}', [](const entry& each, const json_writer& inner) {
      return json_string(each.key) + ": " + inner.write(each.of);
    });
  }
};

}  // namespace

std::optional<value> from_json(std::string_view text, const std::string& file, problems& found) {
  if (!readable(text, file, found)) return std::nullopt;
  json::parse_options options;
  options.max_depth = deepest_nesting;
  json::basic_parser<builder> parser(options, file);
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = json::error::extra_data;
  if (error) {
    found.add(place_at(text, read, file), what_is_wrong(error, read == text.size()));
    return std::nullopt;
  }
  builder& built = parser.handler();
  for (const problem& each : built.repeated.list()) found.add(each.where, each.what, each.remedy);
  if (!built.repeated.empty()) return std::nullopt;
  return std::move(built.root);
}

std::string to_json(const value& shown, int indent) { return json_writer{indent, 0}.write(shown); }

}  // namespace surgeline::config
