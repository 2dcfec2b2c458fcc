#include "surgeline/core/units.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "unit_families.hpp"

namespace surgeline {

namespace {

using namespace units;

std::string text_of(std::string_view view) { return std::string(view); }

/// Quotes what the user wrote, at most a line of it.
std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() > longest) return "`" + text_of(text.substr(0, longest)) + "…`";
  return "`" + text_of(text) + "`";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Splits the number off the front, digits or digits `.` digits; empty if there is none.
std::string_view take_number(std::string_view& text) {
  const auto after_digits = [&](std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
  };
  std::size_t end = after_digits(0);
  if (end > 0 && end < text.size() && text[end] == '.' && after_digits(end + 1) > end + 1)
    end = after_digits(end + 1);
  const std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  return number;
}

/// Why there is no number where `rest` of `text` begins.
std::string no_number(std::string_view text, std::string_view rest, const unit_family& of) {
  const std::string like = "; write it like " + text_of(of.example);
  if (text.empty()) return text_of(of.name) + " is missing" + like;
  if (rest.starts_with(' ')) return quoted(text) + " has a space in it" + like;
  if (rest.starts_with('.'))
    return quoted(text) + " has a dot without a digit before it; write 0" + text_of(rest);
  if (rest.starts_with('-'))
    return quoted(text) + " is negative; " + text_of(of.name) + " is 0 or more";
  return quoted(text) + " is not " + text_of(of.name) + like;
}

/// Why `name`, read after `number`, is none of the family.
std::string no_unit(
    std::string_view text,
    std::string_view number,
    std::string_view name,
    const unit_family& of
) {
  if (name.empty()) {
    std::string usual;
    for (const std::string_view each : of.usual) {
      if (!each.empty())
        usual += (usual.empty() ? "" : ", ") + text_of(number.substr(0, 40)) + text_of(each);
    }
    return quoted(text) + " has no unit; write " + usual + " …";
  }
  if (name.find(' ') != name.npos)
    return quoted(text) + " has a space in it; write it like " + text_of(of.example);
  std::string all;
  for (const unit& each : of.units) all += " " + text_of(each.name);
  return quoted(name) + " in " + quoted(text) + " is no unit of " + text_of(of.name) +
         "; use one of" + all;
}

const unit* find_unit(const unit_family& of, std::string_view name) {
  const auto found = std::find_if(of.units.begin(), of.units.end(), [&](const unit& each) {
    return each.name == name;
  });
  return found == of.units.end() ? nullptr : &*found;
}

/// A number as it was written, and its unit.
struct amount {
  std::string_view number;
  const unit* in = nullptr;
};

/// Takes one number with its unit off the front; without one, `why` says what is missing in `text`.
std::optional<amount> take_amount(
    std::string_view text,
    std::string_view& rest,
    const unit_family& of,
    std::string& why
) {
  const std::string_view from = rest;
  const std::string_view number = take_number(rest);
  if (number.empty()) {
    why = no_number(text, from, of);
    return std::nullopt;
  }
  const std::string_view name = rest.substr(0, rest.find_first_of("0123456789"));
  const unit* const in = find_unit(of, name);
  if (in == nullptr) {
    why = no_unit(text, number, name, of);
    return std::nullopt;
  }
  rest.remove_prefix(name.size());
  return amount{number, in};
}

/// The same where nothing may follow.
std::optional<amount> only_amount(std::string_view text, const unit_family& of, std::string& why) {
  std::string_view rest = text;
  const auto found = take_amount(text, rest, of, why);
  if (!found || rest.empty()) return found;
  why = quoted(text) + " goes on after its unit; write it like " + text_of(of.example);
  return std::nullopt;
}

/// The double nearest to a decimal number (with an exponent, if any); infinity or zero where none is near.
double real(const std::string& digits) {
  double value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec == std::errc{}) return value;
  const bool large = digits.find_first_of("123456789") < digits.find('.');
  return large ? HUGE_VAL : 0;
}

/// `number * times` in whole units, the fraction rounded to the nearest; empty when it does not fit.
std::optional<std::uint64_t> whole(const amount& of) {
  const std::size_t dot = std::min(of.number.find('.'), of.number.size());
  const std::string above = text_of(of.number.substr(0, dot));
  const std::string below = text_of(of.number.substr(dot));
  std::uint64_t units = 0;
  if (std::from_chars(above.data(), above.data() + above.size(), units).ec != std::errc{}) {
    return std::nullopt;
  }
  // A fraction of a unit is below 2^42 everywhere, where a double still has the next decimals.
  const double fraction = below.empty() ? 0 : real(below);
  const auto rest =
      static_cast<std::uint64_t>(std::llround(fraction * static_cast<double>(of.in->times)));
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  if (units > (most - rest) / of.in->times) return std::nullopt;
  return units * of.in->times + rest;
}

double real(const amount& of) { return of.in->value_of(real(text_of(of.number))); }

std::nullopt_t refuse(std::string* why, std::string reason) {
  if (why != nullptr) *why = std::move(reason);
  return std::nullopt;
}

}  // namespace

std::optional<duration> parse_duration(std::string_view text, std::string* why) {
  constexpr auto most = static_cast<std::uint64_t>(forever.count());
  const bool negative = text.starts_with('-') && text.size() > 1;
  std::string_view rest = text.substr(negative ? 1 : 0);
  std::uint64_t total = 0;
  const unit* last = nullptr;
  do {
    std::string reason;
    const auto part = take_amount(text, rest, a_duration, reason);
    if (!part) return refuse(why, std::move(reason));
    if (last != nullptr && part->in->times >= last->times) {
      return refuse(
          why,
          quoted(text) + " has " + text_of(last->name) + " before " + text_of(part->in->name) +
              "; write the larger unit first, each once"
      );
    }
    last = part->in;
    const auto length = whole(*part);
    if (!length || *length >= most - total)
      return refuse(why, quoted(text) + " is longer than 292 years");
    total += *length;
  } while (!rest.empty());
  const auto count = static_cast<duration::rep>(total);
  return duration{negative ? -count : count};
}

std::optional<size> parse_size(std::string_view text, std::string* why) {
  std::string reason;
  const auto read = only_amount(text, a_size, reason);
  if (!read) return refuse(why, std::move(reason));
  const auto bytes = whole(*read);
  if (!bytes) return refuse(why, quoted(text) + " is more than a size can be (16 EiB)");
  return size{*bytes};
}

std::optional<rate> parse_rate(std::string_view text, std::string* why) {
  std::string reason;
  const auto read = only_amount(text, a_rate, reason);
  if (!read) return refuse(why, std::move(reason));
  const double value = real(*read);
  if (!std::isfinite(value)) return refuse(why, quoted(text) + " is too large for a rate");
  return rate{value};
}

std::optional<bandwidth> parse_bandwidth(std::string_view text, std::string* why) {
  std::string reason;
  const auto read = only_amount(text, a_bandwidth, reason);
  if (!read) return refuse(why, std::move(reason));
  const double value = real(*read);
  if (!std::isfinite(value)) return refuse(why, quoted(text) + " is too large for a bandwidth");
  return bandwidth{value};
}

std::optional<share> parse_share(std::string_view text, std::string* why) {
  std::string reason;
  const auto read = only_amount(text, a_share, reason);
  if (!read) return refuse(why, std::move(reason));
  // As a decimal, so that "2.5%" is the very same number as 0.025.
  const double part = real(text_of(read->number) + "e-2");
  if (!(part <= 1))
    return refuse(why, quoted(text) + " is more than the whole; a share is 0% to 100%");
  return share{part};
}

}  // namespace surgeline
