#include "surgeline/traffic/own_answer.hpp"

#include <fmt/format.h>

#include <boost/beast/http/status.hpp>

namespace surgeline::traffic {

std::string own_answer(unsigned status, std::string_view sentence, bool to_head) {
  const auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n"
      "x-surgeline-origin: proxy\r\n\r\n{}{}",
      status,
      std::string_view{reason.data(), reason.size()},
      sentence.size() + 1,
      to_head ? "" : sentence,
      to_head ? "" : "\n"
  );
}

unsigned status_of(bad_message why) {
  switch (why) {
    case bad_message::malformed:
      break;
    case bad_message::too_large:
      return fields_too_large;
    case bad_message::version:
      return version_not_supported;
  }
  return bad_request;
}

}  // namespace surgeline::traffic
