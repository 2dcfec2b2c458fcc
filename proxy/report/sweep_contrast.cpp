#include "surgeline/report/sweep_contrast.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "contrast_rows.hpp"
#include "surgeline/core/contains.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

using scenario::verdict_kind;

/// A value as a number in its unit, so that `0.1s` is `100ms`; what is none as it is written.
std::string as_compared(const std::string& text) {
  const auto number = scenario::setting_of(config::value(text));
  if (!number) return text;
  return fmt::format("{:.6g} {}", number->number, static_cast<int>(number->unit));
}

/// What tells a point from others: its keys with their values, and the engine.
using coordinates = std::pair<std::map<std::string, std::string>, scenario::engine>;

/// The points of a sweep, with what is known of each.
class sweep_side {
 public:
  explicit sweep_side(const stored_sweep& of) : of_(of.is) {
    for (const sweep_row& each : of_.rows) add(each.point, each.engine, &each);
    // Where a goal is looked for, borders are all there is.
    for (const auto& [point, border] : of_.borders) {
      if (!knows(point)) add(point, border.finding.engine, nullptr);
    }
  }

  struct place {
    std::size_t point = 0;
    coordinates at;
    const sweep_row* row = nullptr;
  };
  const std::vector<place>& places() const { return places_; }
  const place* find(const coordinates& at) const {
    const auto found = std::ranges::find(places_, at, &place::at);
    return found == places_.end() ? nullptr : &*found;
  }
  const margin_finding* margin_at(const place& at) const {
    const auto found = of_.margins.find(at.point);
    const bool is = found != of_.margins.end() && at.at.second == scenario::engine::sim;
    return is ? &found->second : nullptr;
  }
  const sweep_border* border_at(const place& at) const {
    const auto found = of_.borders.find(at.point);
    return found == of_.borders.end() ? nullptr : &found->second;
  }
  const std::vector<std::string>& text_at(const place& at) const {
    return of_.points[at.point].text;
  }
  /// `load.users.policy=naive, service.db.replicas=2 · sim`
  std::string words_for_place(const place& at) const {
    const std::string set = scenario::text_of(of_.asked, of_.points[at.point]);
    return fmt::format("{}{}{}", set, set.empty() ? "" : " · ", name_of(at.at.second));
  }

 private:
  bool knows(std::size_t point) const {
    return std::ranges::find(places_, point, &place::point) != places_.end();
  }
  void add(std::size_t point, scenario::engine on, const sweep_row* row) {
    coordinates at{{}, on};
    const auto& text = of_.points[point].text;
    for (std::size_t i = 0; i < text.size(); ++i)
      at.first[of_.asked.vary[i].path] = as_compared(text[i]);
    places_.push_back({point, std::move(at), row});
  }

  const sweep_result& of_;
  std::vector<place> places_;
};

/// What is the same on both sides is no test.
contrast_row tested_if_different(contrast_row made) {
  if (made.first == made.second) made.p.reset();
  return made;
}

/// The shares of each verdict; of two the second says what the first does.
void add_verdicts(const sweep_row& first, const sweep_row& second, std::vector<contrast_row>& to) {
  std::vector<contrast_row> all;
  for (const auto& each : config::names<verdict_kind>) {
    const std::size_t hits = first.count(each.value), others = second.count(each.value);
    if (hits + others == 0) continue;
    all.push_back(tested_if_different(
        share_row(fmt::format("verdict {}", each.name), hits, first.seeds, others, second.seeds)
    ));
  }
  if (all.size() == 2) all.pop_back();
  std::ranges::move(all, std::back_inserter(to));
}

/// What is compared of the numbers of a point: how long it took to come back, and what either sweep measures.
std::vector<std::string> numbers_of(const sweep_result& first, const sweep_result& second) {
  std::vector<std::string> all{"recovery_seconds"};
  for (const auto* measures : {&first.asked.measure, &second.asked.measure}) {
    for (const std::string& each : *measures) {
      if (!contains(all, each)) all.push_back(each);
    }
  }
  return all;
}

/// A number over the seeds of both; empty where neither has it.
std::optional<contrast_row> number_row(
    const std::string& name,
    const sweep_row& first,
    const sweep_row& second
) {
  const auto a = first.numbers.find(name), b = second.numbers.find(name);
  const bool has_a = a != first.numbers.end(), has_b = b != second.numbers.end();
  if (!has_a && !has_b) return {};
  contrast_row made{.name = name, .text = text_for(name)};
  if (has_a) made.first = a->second.mean;
  if (has_b) made.second = b->second.mean;
  made.first_count = has_a ? a->second.count : 0;
  made.second_count = has_b ? b->second.count : 0;
  // The same seeds of the same file: nothing that chance has had a part in.
  if (!has_a || !has_b || a->second == b->second) return made;
  made.difference = compare_means(a->second, b->second);
  if (made.difference) made.p = made.difference->p();
  return made;
}

sweep_contrast_point point_of(
    const sweep_side& ours,
    const sweep_side::place& mine,
    const sweep_side& theirs,
    const sweep_side::place& other,
    const std::vector<std::string>& numbers
) {
  sweep_contrast_point made{.at = ours.text_at(mine), .engine = mine.at.second};
  if (mine.row != nullptr && other.row != nullptr) {
    const sweep_row &a = *mine.row, &b = *other.row;
    made.first_seeds = a.seeds;
    made.second_seeds = b.seeds;
    made.first_verdicts = verdicts_in_words(a);
    made.second_verdicts = verdicts_in_words(b);
    add_verdicts(a, b, made.rows);
    made.verdicts_changed = std::ranges::any_of(made.rows, [](const contrast_row& each) {
      return each.first != each.second;
    });
    if (a.asked + b.asked > 0)
      made.rows.push_back(tested_if_different(share_row("goal met", a.met, a.asked, b.met, b.asked))
      );
    for (const std::string& each : numbers) {
      if (auto row = number_row(each, a, b)) made.rows.push_back(*std::move(row));
    }
  }
  if (const auto *a = ours.margin_at(mine), *b = theirs.margin_at(other);
      a != nullptr && b != nullptr)
    made.rows.push_back(row_of_margins("margin", *a, *b));
  const auto *a = ours.border_at(mine), *b = theirs.border_at(other);
  if (a != nullptr && b != nullptr && a->begins == b->begins)
    made.rows.push_back(
        row_of_margins(a->begins ? "goal holds from" : "goal holds up to", a->finding, b->finding)
    );
  return made;
}

std::string seeds_in_words(const stored_sweep& of) {
  const auto& rows = of.is.rows;
  return rows.empty() ? "none" : std::to_string(rows.front().seeds);
}

std::string measures_in_words(const stored_sweep& of) {
  return fmt::format("{}", fmt::join(of.is.asked.measure, ", "));
}

std::string seed_in(const stored_file& of) {
  const auto found = of.keys.find(seed_key);
  return found == of.keys.end() ? "none" : found->second;
}

std::vector<asked_difference> asked_of(const stored_sweep& first, const stored_sweep& second) {
  std::vector<asked_difference> made;
  add_once(made, {"scenario", first.is.id, second.is.id});
  add_once(made, {"variant", first.is.variant, second.is.variant});
  add_once(made, {"seeds a point", seeds_in_words(first), seeds_in_words(second)});
  add_once(made, {"measure", measures_in_words(first), measures_in_words(second)});
  const stored_file mine{first.is.config, first.is.keys}, other{second.is.config, second.is.keys};
  const bool both_known = !mine.keys.empty() && !other.keys.empty();
  if (both_known) {
    add_once(made, {"first seed", seed_in(mine), seed_in(other)});
    add_keys(mine, other, made);
  }
  add_once(made, {"surgeline", first.version, second.version});
  return made;
}

}  // namespace

std::size_t sweep_contrast::differing() const {
  std::size_t all = 0;
  for (const sweep_contrast_point& each : points)
    all += static_cast<std::size_t>(std::ranges::count_if(each.rows, &contrast_row::differs));
  return all;
}

std::size_t sweep_contrast::changed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(points, &sweep_contrast_point::verdicts_changed)
  );
}

sweep_contrast contrast_of(const stored_sweep& first, const stored_sweep& second) {
  const sweep_side ours(first), theirs(second);
  const std::vector<std::string> numbers = numbers_of(first.is, second.is);
  sweep_contrast made{.keys = {}, .asked = asked_of(first, second)};
  made.is_asked_known = !first.is.keys.empty() && !second.is.keys.empty();
  for (const scenario::axis& each : first.is.asked.vary) {
    if (!scenario::is_searched(each)) made.keys.push_back(each.path);
  }
  for (const sweep_side::place& each : ours.places()) {
    if (const auto* other = theirs.find(each.at))
      made.points.push_back(point_of(ours, each, theirs, *other, numbers));
    else
      made.only_first.push_back(ours.words_for_place(each));
  }
  for (const sweep_side::place& each : theirs.places()) {
    if (ours.find(each.at) == nullptr) made.only_second.push_back(theirs.words_for_place(each));
  }
  std::vector<contrast_row*> all;
  for (sweep_contrast_point& point : made.points) {
    for (contrast_row& each : point.rows) all.push_back(&each);
  }
  made.tests = correct(all);
  return made;
}

}  // namespace surgeline::report
