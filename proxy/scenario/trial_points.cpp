#include "trial_points.hpp"

#include "surgeline/config/text_at.hpp"

namespace surgeline::scenario {
namespace {

using points = std::vector<std::vector<assignment>>;

/// The assignment of a path that is a text to a value that is there.
void add_end(const config::value& table, std::string_view key, points& into) {
  const config::value* path = config::find(table, "path");
  const config::value* to = config::find(table, key);
  const auto* text = path == nullptr ? nullptr : path->as<std::string>();
  if (text == nullptr || to == nullptr) return;
  into.push_back({{*text, *to, path->where}});
}

const config::array* list_at(const config::value& table, std::string_view key) {
  const config::value* list = config::find(table, key);
  return list == nullptr ? nullptr : list->as<config::array>();
}

/// The n-th value of a key that moves along, where it has as many.
void add_companion(const config::value& with, std::size_t index, std::vector<assignment>& to) {
  const config::array* values = list_at(with, "values");
  const std::string path = config::text_at(with, "path");
  if (values == nullptr || index >= values->size() || path.empty()) return;
  to.push_back({path, (*values)[index], config::find(with, "path")->where});
}

void add_axis(const config::value& axis, points& into) {
  add_end(axis, "from", into);
  add_end(axis, "to", into);
  const config::array* values = list_at(axis, "values");
  const std::string path = config::text_at(axis, "path");
  for (std::size_t i = 0; values != nullptr && !path.empty() && i < values->size(); ++i) {
    std::vector<assignment> point{{path, (*values)[i], config::find(axis, "path")->where}};
    if (const config::array* with = list_at(axis, "with")) {
      for (const config::value& each : *with) add_companion(each, i, point);
    }
    into.push_back(std::move(point));
  }
}

}  // namespace

std::vector<std::vector<assignment>> trial_points(const config::value& tree) {
  points all;
  if (const config::value* margin = config::find(tree, "margin")) {
    add_end(*margin, "low", all);
    add_end(*margin, "high", all);
  }
  const config::value* sweep = config::find(tree, "sweep");
  const config::array* vary = sweep == nullptr ? nullptr : list_at(*sweep, "vary");
  for (std::size_t i = 0; vary != nullptr && i < vary->size(); ++i) add_axis((*vary)[i], all);
  return all;
}

}  // namespace surgeline::scenario
