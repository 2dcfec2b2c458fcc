#include <fmt/format.h>

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <cmath>
#include <memory>

#include "surgeline/admin/http_client.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/runner/command.hpp"
#include "surgeline/runner/questioner.hpp"

/// What others say, as a number.
namespace surgeline::runner {
namespace {

namespace urls = boost::urls;

/// Why a URL cannot be asked; empty if it can.
std::string reason_against(const boost::system::result<urls::url_view>& url) {
  if (url.has_error()) return url.error().message();
  if (url->scheme_id() != urls::scheme::http && url->scheme_id() != urls::scheme::https)
    return "it does not begin with http:// or https://";
  return url->encoded_host().empty() ? "it names no host" : "";
}

std::optional<admin::reply> get(const std::string& whole, std::string& why) {
  const auto url = urls::parse_uri(whole);
  if (const std::string reason = reason_against(url); !reason.empty()) {
    why = fmt::format("{} is no URL that can be asked: {}", whole, reason);
    return {};
  }
  const bool is_secret = url->scheme_id() == urls::scheme::https;
  const std::uint16_t usual = is_secret ? 443 : 80;
  const endpoint whom{
      .host = std::string{url->host_address()},
      .port = url->has_port() ? url->port_number() : usual
  };
  std::shared_ptr<const admin::tls_credentials> tls;
  if (is_secret) {
    problems found;
    tls = admin::tls_credentials::of_client({}, found);
    if (!tls) {
      why = "TLS: " + found.list().front().what;
      return {};
    }
  }
  std::string path{url->encoded_target()};
  if (!path.starts_with('/')) path.insert(0, 1, '/');
  net::failure failed;
  auto reply = admin::ask(whom, {.path = path}, outside_patience, failed, tls);
  if (!reply) why = failed.what;
  return reply;
}

std::optional<double> ask_prometheus(const scenario::enquiry& what, std::string& why) {
  std::string server = what.server;
  if (server.ends_with('/')) server.pop_back();
  const auto reply =
      get(fmt::format(
              "{}/api/v1/query?query={}",
              server,
              std::string{urls::encode(what.query, urls::unreserved_chars)}
          ),
          why);
  if (!reply) return {};
  return number_in(reply->body, why);
}

/// The number in `[seconds, "text"]`.
std::optional<double> sample_in(const config::value* of, std::string& why) {
  const auto* pair = of == nullptr ? nullptr : of->as<config::array>();
  const auto* text = pair == nullptr || pair->size() != 2 ? nullptr : (*pair)[1].as<std::string>();
  if (text == nullptr) {
    why = "the answer of the Prometheus server has no sample";
    return {};
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || end != text->data() + text->size() || !std::isfinite(number)) {
    why = fmt::format("the query's value is {}", *text);
    return {};
  }
  return number;
}

}  // namespace

std::optional<double> number_in(const std::string& prometheus_answer, std::string& why) {
  problems found;
  const auto answer = config::from_json(prometheus_answer, "", found);
  if (!answer || config::text_at(*answer, "status").empty()) {
    why = "the answer is not that of a Prometheus server";
    return {};
  }
  if (config::text_at(*answer, "status") != "success") {
    why = fmt::format("the Prometheus server says: {}", config::text_at(*answer, "error"));
    return {};
  }
  const config::value* result = config::find(*answer, "data", "result");
  const std::string type = config::text_at(*answer, "data", "resultType");
  if (type == "scalar") return sample_in(result, why);
  const auto* series = result == nullptr ? nullptr : result->as<config::array>();
  if (type != "vector" || series == nullptr) {
    why = fmt::format("the query gives a {}, not a number: aggregate it", type);
    return {};
  }
  if (series->size() != 1) {
    why = series->empty() ? "the query gives nothing"
                          : fmt::format(
                                "the query gives {} series, not one number: aggregate it",
                                series->size()
                            );
    return {};
  }
  return sample_in(config::find((*series)[0], "value"), why);
}

std::optional<double> number_of(const scenario::enquiry& what, std::string& why) {
  switch (what.source) {
    case scenario::source::promql:
      return ask_prometheus(what, why);
    case scenario::source::http: {
      const auto reply = get(what.url, why);
      if (!reply) return {};
      return reply->status;
    }
    case scenario::source::command:
      return exit_code_of(what.run, outside_patience, why);
    case scenario::source::metric:
      break;
  }
  why = "the run counts it itself";
  return {};
}

}  // namespace surgeline::runner
