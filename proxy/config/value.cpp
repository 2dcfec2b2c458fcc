#include "surgeline/config/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "text.hpp"

namespace surgeline::config {

namespace {

/// How far a path could be followed.
struct walk {
  const value* at;  ///< null when it ends early
  place where;      ///< of the last step that could be taken
};

/// A header `[recovery]` starts before its key; it is what the user looks for.
const place& header_or_key(const entry& found) {
  const place& header = found.of.where;
  const bool is_header = header.line != 0 && header.line == found.key_where.line &&
                         header.column < found.key_where.column;
  return is_header ? header : found.key_where;
}

const value* element(const array& list, std::string_view name, const step& taken) {
  if (taken.is_index()) return taken.index() < list.size() ? &list[taken.index()] : nullptr;
  const auto ids = ids_of(name, list);
  const auto found = std::find(ids.begin(), ids.end(), taken.key());
  return found == ids.end() ? nullptr : &list[static_cast<std::size_t>(found - ids.begin())];
}

walk follow(const value& root, std::span<const step> path) {
  walk walked{&root, root.where};
  std::string_view name;
  for (const step& taken : path) {
    const value& here = *walked.at;
    walked.at = nullptr;
    if (const array* list = here.as<array>()) {
      walked.at = element(*list, name, taken);
      if (walked.at != nullptr) walked.where = walked.at->where;
    } else if (const table* keys = here.as<table>(); keys != nullptr && !taken.is_index()) {
      const auto found =
          std::find_if(keys->entries.begin(), keys->entries.end(), [&](const entry& each) {
            return each.key == taken.key();
          });
      if (found != keys->entries.end()) {
        walked = {&found->of, header_or_key(*found)};
        name = found->key;
      }
    }
    if (walked.at == nullptr) return walked;
  }
  return walked;
}

std::string_view text_of(const value& of, std::string_view key) {
  const table* keys = of.as<table>();
  const value* found = keys != nullptr ? keys->find(key) : nullptr;
  const std::string* text = found != nullptr ? found->as<std::string>() : nullptr;
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

}  // namespace

const value* table::find(std::string_view key) const {
  for (const entry& each : entries) {
    if (each.key == key) return &each.of;
  }
  return nullptr;
}

value* table::find(std::string_view key) {
  return const_cast<value*>(std::as_const(*this).find(key));  // NOLINT(*-const-cast): one search
}

value& table::put(std::string key, value of) {
  if (value* present = find(key)) return *present = std::move(of);
  place where = of.where;
  return entries.emplace_back(entry{std::move(key), std::move(where), std::move(of)}).of;
}

bool table::operator==(const table& other) const { return entries == other.entries; }

bool value::operator==(const value& other) const { return data == other.data; }

const value* find_path(const value& root, std::initializer_list<step> path) {
  return follow(root, {path.begin(), path.size()}).at;
}

place place_of(const value& root, std::initializer_list<step> path) {
  return place_of_path(root, {path.begin(), path.size()});
}

place place_of_path(const value& root, std::span<const step> path) {
  return follow(root, path).where;
}

std::string id_of(std::string_view name, const array& elements, std::size_t index) {
  if (const auto id = text_of(elements[index], "id"); !id.empty()) return std::string(id);
  return ids_of(name, elements)[index];
}

std::vector<std::string> ids_of(std::string_view name, const array& elements) {
  std::vector<std::string> ids;
  std::map<std::string_view, std::size_t> of_kind;
  for (const value& each : elements) {
    const auto id = text_of(each, "id");
    const auto kind = name == "fault" ? text_of(each, "kind") : std::string_view();
    const auto ordinal = kind.empty() ? ids.size() + 1 : ++of_kind[kind];
    ids.push_back(
        id.empty() ? fmt::format("{}-{}", kind.empty() ? name : kind, ordinal) : std::string(id)
    );
  }
  return ids;
}

std::string in_words(const value& shown) {
  struct words {
    std::string operator()(std::monostate) const { return "nothing"; }
    std::string operator()(bool is) const { return is ? "true" : "false"; }
    std::string operator()(std::int64_t is) const { return fmt::format("the integer {}", is); }
    std::string operator()(double is) const { return fmt::format("the number {}", is); }
    std::string operator()(const std::string& is) const {
      return fmt::format("the string \"{}\"", excerpt(is));
    }
    std::string operator()(const array&) const { return "a list"; }
    std::string operator()(const table&) const { return "a table"; }
  };
  return std::visit(words{}, shown.data);
}

}  // namespace surgeline::config
