#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/model/http_message.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/mix.hpp"

namespace surgeline::model {

/// Writes the HTTP requests of one route's callers: which of the mix it is, and what names it, is drawn by the number of the
/// logical request, so all its attempts are the same but for the count of them.
class http_requests {
 public:
  http_requests(const scenario::file& from, const scenario::route& way, chance dice);

  /// Writes an attempt's request over what is in `into`.
  void write(std::uint64_t number, std::uint32_t ordinal, http_message& into) const;

 private:
  const scenario::mix_entry& pick(std::uint64_t number) const;
  std::string uuid(std::uint64_t number) const;
  std::string filled(std::string_view path, std::uint64_t number) const;

  std::string caller_, host_;
  std::vector<scenario::mix_entry> mix_;
  double weights_ = 0;
  chance dice_;
  std::uint64_t pick_name_, id_name_;
};

}  // namespace surgeline::model
