#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace surgeline {

/// What a JSON Schema says against a document, by somebody who has nothing of ours; empty if it fits.
inline std::string wrong_by_schema(std::string_view schema_text, std::string_view document) {
  const boost::json::value wanted = boost::json::parse(schema_text);
  const boost::json::value given = boost::json::parse(document);
  valijson::Schema schema;
  valijson::SchemaParser{}.populateSchema(valijson::adapters::BoostJsonAdapter(wanted), schema);
  valijson::ValidationResults found;
  const valijson::adapters::BoostJsonAdapter shown(given);
  if (valijson::Validator{}.validate(schema, shown, &found)) return {};
  std::string all = "it does not fit:\n";
  for (valijson::ValidationResults::Error error; found.popError(error);) {
    for (const std::string& each : error.context) all += each;
    all += " " + error.description + "\n";
  }
  return all;
}

}  // namespace surgeline
