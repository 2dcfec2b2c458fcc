#include "surgeline/model/http_requests.hpp"

#include <fmt/format.h>

#include <iterator>

namespace surgeline::model {
namespace {

/// Says who calls in its ids: no two routes of a file have the same.
std::string name_of(const scenario::file& from, const scenario::route& way) {
  const std::string& id = scenario::caller_id(from, way);
  return way.by ? fmt::format("{}.{}", id, way.by->entry) : id;
}

/// Finds method, target and fields in a head that was written here.
void index(http_message& in) {
  const std::string_view raw = in.raw();
  const std::string_view line = raw.substr(0, raw.find("\r\n"));
  in.method = line.substr(0, line.find(' '));
  in.target = line.substr(in.method.size() + 1, line.rfind(' ') - in.method.size() - 1);
  in.fields.clear();
  read_fields(raw, in.fields);
}

}  // namespace

http_requests::http_requests(const scenario::file& from, const scenario::route& way, chance dice)
    : caller_(name_of(from, way)),
      host_(from.services[way.service].id),
      dice_(dice),
      pick_name_(hash_of("mix." + caller_)),
      id_name_(hash_of("uuid." + caller_)) {
  if (!way.by) mix_ = from.loads[way.load].mix;
  if (mix_.empty()) mix_.emplace_back();
  for (const scenario::mix_entry& one : mix_) weights_ += one.weight;
}

const scenario::mix_entry& http_requests::pick(std::uint64_t number) const {
  if (mix_.size() == 1) return mix_.front();
  double left = dice_.draw(pick_name_, number, 0) * weights_;
  for (const scenario::mix_entry& one : mix_) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return mix_.back();
}

std::string http_requests::uuid(std::uint64_t number) const {
  const auto word = [&](std::uint64_t index) {
    return static_cast<std::uint64_t>(dice_.draw(id_name_, number, index) * 0x1p32);
  };
  const std::uint64_t second = word(1), third = word(2);
  return fmt::format(
      "{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}",
      word(0),
      second >> 16,
      second & 0xfff,
      0x8000 | (third >> 16 & 0x3fff),
      third & 0xffff,
      word(3)
  );
}

std::string http_requests::filled(std::string_view path, std::uint64_t number) const {
  std::string result;
  while (!path.empty()) {
    if (path.starts_with("{n}")) {
      result += fmt::format("{}", number);
      path.remove_prefix(3);
    } else if (path.starts_with("{uuid}")) {
      result += uuid(number);
      path.remove_prefix(6);
    } else {
      result += path.front();
      path.remove_prefix(1);
    }
  }
  return result;
}

void http_requests::write(std::uint64_t number, std::uint32_t ordinal, http_message& into) const {
  const scenario::mix_entry& what = pick(number);
  const std::string& body = what.content();
  into.text.clear();
  auto out = std::back_inserter(into.text);
  fmt::format_to(
      out,
      "{} {} HTTP/1.1\r\nhost: {}\r\nx-request-id: {}-{}\r\nx-envoy-attempt-count: {}\r\n",
      what.method,
      what.path.find('{') == std::string::npos ? what.path : filled(what.path, number),
      host_,
      caller_,
      number,
      ordinal
  );
  if (what.idempotency_key) fmt::format_to(out, "idempotency-key: {}\r\n", uuid(number));
  for (const auto& [name, value] : what.headers) fmt::format_to(out, "{}: {}\r\n", name, value);
  const bool may_have_body = what.method != "GET" && what.method != "HEAD";
  if (!body.empty() || may_have_body) fmt::format_to(out, "content-length: {}\r\n", body.size());
  into.text += "\r\n";
  into.head = into.text.size();
  into.text += body;
  index(into);
}

}  // namespace surgeline::model
