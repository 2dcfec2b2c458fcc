#include "check.hpp"

#include <algorithm>
#include <utility>

#include "surgeline/core/contains.hpp"

namespace surgeline::scenario {
namespace {

/// True when a place lies in a value.
bool holds(const config::value& of, const place& where) {
  if (of.where == where) return true;
  if (const auto* list = of.as<config::array>()) {
    return std::ranges::any_of(*list, [&](const auto& each) { return holds(each, where); });
  }
  const auto* keys = of.as<config::table>();
  return keys != nullptr && std::ranges::any_of(keys->entries, [&](const config::entry& each) {
           return each.key_where == where || holds(each.of, where);
         });
}

}  // namespace

reading::reading(const file& from, const config::value& written, purpose why, problems& found)
    : values(from), tree(written), what_for(why), found_(found), unread_(found.size()) {}

void reading::problem(std::initializer_list<config::step> at, std::string what, std::string remedy)
    const {
  const config::value* written = config::find_path(tree, at);
  found_.add(
      written != nullptr ? written->where : config::place_of(tree, at),
      std::move(what),
      std::move(remedy)
  );
}

void reading::problem(const config::value& with, std::string what, std::string remedy) const {
  if (is_refused(with)) return;
  found_.add(with.where, std::move(what), std::move(remedy));
}

bool reading::is_refused(const config::value& one) const {
  // What the command line set has one place for everything.
  return one.where.line != 0 && std::ranges::any_of(found_.list(), [&](const auto& said) {
           return said.where == one.where;
         });
}

bool reading::is_sound(std::initializer_list<std::string_view> tables) const {
  return std::ranges::none_of(tables, [this](std::string_view table) {
    const config::value* written = config::find(tree, table);
    if (written == nullptr) return false;
    return std::any_of(
        found_.list().begin(),
        found_.list().begin() + static_cast<std::ptrdiff_t>(unread_),
        [&](const surgeline::problem& one) { return holds(*written, one.where); }
    );
  });
}

const config::array& reading::elements(std::string_view table) const {
  static const config::array none;
  const config::value* written = config::find(tree, table);
  const auto* list = written == nullptr ? nullptr : written->as<config::array>();
  return list == nullptr ? none : *list;
}

bool known_ids::has(std::string_view id) const { return contains(ids, id); }

known_ids& known_ids::operator+=(const known_ids& more) {
  ids.insert(ids.end(), more.ids.begin(), more.ids.end());
  complete = complete && more.complete;
  return *this;
}

known_ids ids_of(const reading& of, std::string_view table) {
  known_ids known;
  const bool has_defaults = table == "proxy" || table == "fault";
  const config::array& elements = of.elements(table);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const config::value* written = config::find(elements[i], "id");
    const bool is_text =
        written != nullptr && written->as<std::string>() != nullptr && !of.is_refused(*written);
    const bool named = is_text || (written == nullptr && has_defaults);
    known.ids.push_back(named ? config::id_of(table, elements, i) : "");
    known.complete = known.complete && named;
  }
  const config::value* list = config::find(of.tree, table);
  if (list != nullptr && list->as<config::array>() == nullptr) known.complete = false;
  return known;
}

}  // namespace surgeline::scenario
