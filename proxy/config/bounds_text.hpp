#pragma once

#include <string>

#include "surgeline/config/bounds.hpp"

namespace surgeline::config {

/// How a limit is written: `250ms`, `5/s`, `64KiB`.
template <class Limit>
using limit_text = std::string (*)(Limit);

/// Whether a number keeps its bounds.
template <class Limit>
bool keeps(Limit got, const bounds<Limit>& within);

/// The bounds in a sentence: `from 1 to 100`, `more than 0s`, `at least 1`.
template <class Limit>
std::string in_words(const bounds<Limit>& within, limit_text<Limit> text);

/// The bounds in a table: `1..100`, `> 0s`, `≥ 1`; empty without any.
template <class Limit>
std::string in_symbols(const bounds<Limit>& within, limit_text<Limit> text);

/// A time span is not negative unless its bounds say so.
bounds<duration> with_zero(bounds<duration> within);

extern template bool keeps(std::int64_t, const bounds<std::int64_t>&);
extern template bool keeps(double, const bounds<double>&);
extern template bool keeps(duration, const bounds<duration>&);

}  // namespace surgeline::config
