#include "surgeline/admin/key_ring.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "surgeline/core/letter.hpp"
#include "surgeline/core/request_head.hpp"

namespace surgeline::admin {
namespace {

constexpr std::string_view space = " \t\r";

/// The next word of a line, which loses it.
std::string_view take_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(space), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(space));
  line.remove_prefix(word.size());
  return word;
}

std::optional<role> role_named(std::string_view word) {
  if (word == "viewer") return role::views;
  if (word == "operator") return role::operates;
  return {};
}

/// Looks at every character, whatever it has seen.
bool is_same_secret(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    difference |= static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]);
  return difference == 0;
}

}  // namespace

std::optional<key_ring> key_ring::read(
    std::string_view text,
    const std::string& file,
    problems& found
) {
  problems mine;
  key_ring made;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line = line.substr(0, line.find('#'));
    const std::string_view what = take_word(line), name = take_word(line), key = take_word(line);
    if (what.empty()) continue;
    const place here{.file = file, .line = number, .column = 1};
    const auto may = role_named(what);
    if (!may) {
      mine.add(here, "a line begins with `viewer` or `operator`", "operator ci 3f9c…");
    } else if (key.empty() || !take_word(line).empty()) {
      mine.add(here, "a line has a role, a name and a key", "operator ci 3f9c…");
    } else if (key.size() < shortest_key) {
      mine.add(
          here,
          fmt::format("the key of `{}` has less than {} characters", name, shortest_key),
          "make one with: openssl rand -hex 32"
      );
    } else {
      made.keys_.push_back({std::string{key}, {std::string{name}, *may}});
    }
  }
  if (mine.empty() && made.keys_.empty())
    mine.add({.file = file}, "there is no key in it", "operator ci 3f9c…");
  found.add(mine);
  if (!mine.empty()) return {};
  return made;
}

const key_holder* key_ring::holder_of(std::string_view authorization) const {
  const std::string_view scheme = take_word(authorization), given = take_word(authorization);
  if (!is_same_name(scheme, "Bearer")) return nullptr;
  const key_holder* found = nullptr;
  for (const key& one : keys_) {
    if (is_same_secret(one.secret, given)) found = &one.of;
  }
  return found;
}

}  // namespace surgeline::admin
