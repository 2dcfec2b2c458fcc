#pragma once

#include <fmt/format.h>

#include <boost/json.hpp>
#include <set>
#include <string>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "counter.hpp"
#include "surgeline/admin/openapi.hpp"

namespace surgeline::admin {

/// The document, read by somebody who has nothing of ours.
class contract {
 public:
  contract() : all_(boost::json::parse(openapi())) {}

  std::set<std::string> operations() const {
    std::set<std::string> ids;
    for (const auto& path : all_.at("paths").as_object()) {
      for (const auto& method : path.value().as_object())
        ids.insert(std::string{method.value().at("operationId").as_string()});
    }
    return ids;
  }

  /// What is wrong with an answer to an operation; empty if it is as the document says.
  std::string wrong(const std::string& operation, const heard_reply& heard) const {
    const boost::json::object* const said = responses(operation);
    if (said == nullptr) return "there is no operation " + operation;
    const boost::json::value* const one = said->if_contains(fmt::format("{}", heard.status));
    if (one == nullptr) return fmt::format("{} is not among its answers", heard.status);
    boost::json::object root;
    root["$ref"] = one->at("content").at("application/json").at("schema").at("$ref");
    root["components"] = all_.at("components");
    const boost::json::value wanted = root, given = boost::json::parse(heard.body);
    valijson::Schema schema;
    valijson::SchemaParser{}.populateSchema(valijson::adapters::BoostJsonAdapter(wanted), schema);
    valijson::ValidationResults found;
    const valijson::adapters::BoostJsonAdapter shown(given);
    if (valijson::Validator{}.validate(schema, shown, &found)) return {};
    std::string all;
    for (valijson::ValidationResults::Error error; found.popError(error);)
      all += error.description + "\n";
    return all + heard.body;
  }

 private:
  const boost::json::object* responses(const std::string& operation) const {
    for (const auto& path : all_.at("paths").as_object()) {
      for (const auto& method : path.value().as_object()) {
        if (method.value().at("operationId").as_string() == operation)
          return &method.value().at("responses").as_object();
      }
    }
    return nullptr;
  }

  boost::json::value all_;
};

}  // namespace surgeline::admin
