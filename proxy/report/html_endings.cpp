#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>

#include "html_parts.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {
namespace {

using measure::instrument;

/// How a request ends, in words.
struct request_ending {
  instrument what;
  std::string_view words;
};

/// Those that the map of answers has.
constexpr std::array bad_answers{
    request_ending{instrument::errors, "with an error of the server"},
    request_ending{instrument::denied, "with an error of the caller"},
};
/// Those of the row above it.
constexpr std::array without_reply{
    request_ending{instrument::timed_out, "timed out"},
    request_ending{instrument::rejected, "refused by a full queue"},
    request_ending{instrument::broken, "cut off"},
    request_ending{instrument::unreachable, "without a connection"},
    request_ending{instrument::withheld, "never sent, by the policy"},
    request_ending{instrument::dropped, "begun too late by the generator"},
};

/// Of more loads their number is told.
constexpr std::size_t most_told_loads = 6;

std::string ending_text(double requests, std::string_view words) {
  return fmt::format("{} {}", text_of_number(requests), words);
}

/// How the requests of a load ended; nothing where there were none.
std::string endings_in_words(const scenario::record& of, const std::string& load) {
  const auto sum = [&](instrument what) {
    return of.recording.sum("load." + load, what, time_point{}, of.course.end);
  };
  const double asked = sum(instrument::offered), good = sum(instrument::good);
  if (asked <= 0) return {};
  std::vector<std::string> answered{ending_text(good, "well and in time")}, others;
  if (const double late = sum(instrument::succeeded) - good; late > 0)
    answered.push_back(ending_text(late, "late"));
  const auto add = [&](const auto& endings, std::vector<std::string>& to) {
    for (const request_ending& each : endings) {
      if (const double requests = sum(each.what); requests > 0)
        to.push_back(ending_text(requests, each.words));
    }
  };
  add(bad_answers, answered);
  add(without_reply, others);
  return fmt::format(
      "{}, {} requests. Answered: {}. No reply: {}.",
      load,
      text_of_number(asked),
      fmt::join(answered, ", "),
      others.empty() ? std::string{"none"} : fmt::format("{}", fmt::join(others, ", "))
  );
}

}  // namespace

void add_endings(page& on, const execution& of) {
  struct load_ending {
    double not_good = 0;
    std::string words;
  };
  std::vector<load_ending> all;
  for (const scenario::load& each : of.record.file.loads) {
    const auto sum = [&](instrument what) {
      return of.record.recording.sum("load." + each.id, what, {}, of.record.course.end);
    };
    std::string words = endings_in_words(of.record, each.id);
    if (words.empty()) continue;
    all.push_back({sum(instrument::offered) - sum(instrument::good), std::move(words)});
  }
  const std::size_t loads = all.size();
  if (loads > most_told_loads) {
    std::ranges::stable_sort(all, std::ranges::greater{}, &load_ending::not_good);
    all.resize(most_told_loads);
  }
  for (const load_ending& each : all) on.out.leaf("p", each.words, {{"class", "note ending"}});
  if (loads > all.size())
    on.out.leaf(
        "p",
        fmt::format(
            "The {} other loads had fewer requests that did not end well.",
            loads - all.size()
        ),
        {{"class", "note ending"}}
    );
}

}  // namespace surgeline::report
