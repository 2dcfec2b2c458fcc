#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace surgeline::scenario {

/// Puts something in place of each `${proxy.<id>.address}` of a text; `address_of` is asked with the id.
std::string with_addresses(
    std::string_view text,
    const std::function<std::string(const std::string& id)>& address_of
);

/// The variable that holds a proxy's address: `to-payment` is `SURGELINE_PROXY_TO_PAYMENT`.
std::string address_variable(std::string_view proxy);

}  // namespace surgeline::scenario
