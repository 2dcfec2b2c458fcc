#pragma once

#include <string>

#include "house.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/sidecar/measurements.hpp"

namespace surgeline::sidecar {

/// What a scraper of this sidecar gets.
inline std::string scrape(const house& of) {
  return metrics::text_format(measurements(*of.one, {"1.2.3", "abc"}).Collect());
}

}  // namespace surgeline::sidecar
