#include "surgeline/config/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "text.hpp"

namespace surgeline::config {

namespace {

std::vector<std::string> strings(const std::vector<std::string_view>& views) {
  return {views.begin(), views.end()};
}

bool holds(const std::vector<std::string_view>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

const std::string* own_id(const value& of) {
  const table* keys = of.as<table>();
  const value* id = keys != nullptr ? keys->find("id") : nullptr;
  return id != nullptr ? id->as<std::string>() : nullptr;
}

/// Whether a place is one value, not a whole file or `--set`.
bool is_exact(const place& where) { return where.column != 0 || !where.pointer.empty(); }

std::string place_in_words(const place& where) {
  return where.line != 0 ? fmt::format("in line {}", where.line) : "at " + where.pointer;
}

}  // namespace

reader::reader(problems& found, sources files) : found_(found), files_(std::move(files)) {
  for (const surgeline::problem& each : found.list()) {
    if (is_exact(each.where)) known_.insert(each.where.text());
  }
}

reader::scope reader::enter(std::string_view key, const value& to) {
  path_.push_back({.key = key, .at = &to});
  return scope(*this);
}

reader::scope reader::enter(std::size_t index, const value& to) {
  path_.push_back({.key = {}, .index = index, .is_index = true, .at = &to});
  return scope(*this);
}

bool reader::wrong(const value& at, std::string_view wanted, std::string remedy) {
  // Without a line to look at, the key alone does not say where it is.
  const std::string where = at.where.line == 0 && !path_.empty() ? in_table() : std::string();
  return problem(
      at.where,
      fmt::format("{}{} wants {}, not {}", subject(), where, wanted, in_words(at)),
      std::move(remedy)
  );
}

bool reader::reject(const value& at, std::string_view predicate, std::string remedy) {
  return problem(
      at.where,
      fmt::format("{}{} {}", subject(), in_table(), predicate),
      std::move(remedy)
  );
}

bool reader::problem(place at, std::string what, std::string remedy) {
  ++count_;
  const bool said = !known_.empty() && is_exact(at) && known_.contains(at.text());
  if (!said) found_.add(std::move(at), std::move(what), std::move(remedy));
  return false;
}

std::string_view reader::key() const {
  const auto last =
      std::find_if(path_.rbegin(), path_.rend(), [](const level& each) { return !each.is_index; });
  return last == path_.rend() ? std::string_view() : last->key;
}

std::string reader::subject() const {
  std::string text;
  for (std::size_t i = path_.size(); i-- > 0;) {
    if (!path_[i].is_index) return text + "`" + excerpt(path_[i].key) + "`";
    text += fmt::format("entry {} of ", path_[i].index + 1);
  }
  return text + "this";
}

/// The id of an element of a list; a file may have as many problems as tables, so they are kept.
const std::string& reader::id_in(const level& list, std::size_t index) const {
  const array* elements = list.at->as<array>();
  if (named_ != elements) {
    ids_ = ids_of(list.key, *elements);
    named_ = elements;
  }
  return ids_[index];
}

/// The name of the table that the first `depth` steps lead to.
std::string reader::name_of_level(std::size_t depth) const {
  if (depth == 0) return {};
  const level& last = path_[depth - 1];
  if (!last.is_index) {
    const std::string above = name_of_level(depth - 1);
    return above.empty() ? fmt::format("[{}]", last.key) : fmt::format("{} of {}", last.key, above);
  }
  if (depth < 2 || path_[depth - 2].is_index) return fmt::format("entry {}", last.index + 1);
  const level& list = path_[depth - 2];
  if (depth == 2 && list.at->as<array>() != nullptr) {
    return fmt::format("[[{}]] \"{}\"", list.key, excerpt(id_in(list, last.index)));
  }
  const std::string* id = own_id(*last.at);
  const std::string which = id != nullptr ? fmt::format("{} \"{}\"", list.key, excerpt(*id))
                                          : fmt::format("entry {} of {}", last.index + 1, list.key);
  const std::string above = name_of_level(depth - 2);
  return above.empty() ? which : which + " of " + above;
}

std::string reader::table_name() const {
  for (std::size_t depth = path_.size(); depth > 0; --depth) {
    if (path_[depth - 1].at->as<table>() != nullptr) return name_of_level(depth);
  }
  return {};
}

std::string reader::in_table() const {
  // A value is in the table above it, also when it is a table itself.
  for (std::size_t depth = path_.size(); depth-- > 1;) {
    if (path_[depth - 1].at->as<table>() != nullptr) return " in " + name_of_level(depth);
  }
  return {};
}

table_reader::table_reader(reader& in, const value& from, std::string_view wanted)
    : in_(in), from_(from), table_(from.as<table>()), before_(in.count()) {
  if (table_ == nullptr) in.wrong(from, wanted);
}

const value* table_reader::take(std::string_view key, bool required, std::string_view help) {
  known_.push_back(key);
  const value* found = table_->find(key);
  if (found == nullptr && required && !excused_) {
    const std::string name = in_.table_name();
    in_.problem(
        from_.where,
        fmt::format("missing key `{}`{}{}", key, name.empty() ? "" : " in ", name),
        fmt::format("`{}`: {}", key, help)
    );
  }
  return found;
}

void table_reader::belongs(std::string_view key, std::string_view tag, std::string_view kind) {
  foreign_.push_back({key, tag, kind});
}

void table_reader::judge(const entry& written) {
  if (holds(known_, written.key)) return;
  const std::string key = excerpt(written.key);
  const std::string name = in_.table_name();
  const std::string where = name.empty() ? "" : " in " + name;
  if (holds(planned_, written.key)) {
    in_.problem(
        written.key_where,
        fmt::format("`{}`{} is planned, not in this version", key, where)
    );
    return;
  }
  std::string owners;
  std::string_view tag;
  for (const foreign& each : foreign_) {
    if (each.key != written.key) continue;
    owners += fmt::format("{}\"{}\"", owners.empty() ? "" : ", ", each.kind);
    tag = each.tag;
  }
  if (!owners.empty()) {
    const value* chosen = table_->find(tag);
    const auto* own = chosen != nullptr ? chosen->as<std::string>() : nullptr;
    in_.problem(
        written.key_where,
        fmt::format("`{}`{} is a key of {} = {}", key, where, tag, owners),
        own != nullptr ? fmt::format("remove it; the {} is \"{}\"", tag, *own) : "remove it"
    );
    return;
  }
  in_.problem(
      written.key_where,
      fmt::format("unknown key `{}`{}", key, where),
      suggestion(written.key, strings(known_))
  );
}

bool table_reader::close() {
  if (!any_) {
    for (const entry& each : table_->entries) judge(each);
  }
  if (in_.count() != before_) return false;
  checker check(in_, from_);
  for (const auto& each : checks_) each(check);
  return in_.count() == before_;
}

void check_ids(const array& elements, reader& in) {
  std::unordered_map<std::string_view, const value*> seen;
  for (const value& each : elements) {
    const std::string* id = own_id(each);
    if (id == nullptr) continue;
    const auto [first, is_new] = seen.emplace(*id, &each);
    if (is_new) continue;
    in.problem(
        each.as<table>()->find("id")->where,
        fmt::format("two entries of {} have the id \"{}\"", in.subject(), excerpt(*id)),
        fmt::format("the other is {}", place_in_words(first->second->where))
    );
  }
}

}  // namespace surgeline::config
