#include "surgeline/config/document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "forms.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/schema_value.hpp"

namespace surgeline::config {

namespace {

/// A text that does not end a cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|')
      result += "\\|";
    else if (c == '\n')
      result += ' ';
    else
      result += c;
  }
  return result;
}

std::string fallback_cell(const key_page& key) {
  if (key.required) return "required";
  if (key.fallback.empty() || key.fallback == "\"none\"" || key.fallback == "none")
    return key.fallback.empty() ? "" : "none";
  return "`" + key.fallback + "`";
}

/// What a key means, and below that what each name does that it may have.
std::string meaning_cell(const key_page& key) {
  std::string text = cell(key.help);
  for (const auto& [name, meaning] : key.names)
    text += fmt::format("<br>`{}`: {}", name, cell(meaning));
  return text;
}

void add_keys(std::string& page, const std::vector<key_page>& keys) {
  page += "| key | type | default | meaning |\n|---|---|---|---|\n";
  for (const key_page& key : keys) {
    page += fmt::format(
        "| `{}` | {} | {} | {} |\n",
        key.key,
        cell(key.type),
        cell(fallback_cell(key)),
        meaning_cell(key)
    );
  }
}

void add_planned(std::string& page, std::string_view what, const std::vector<std::string>& names) {
  if (names.empty()) return;
  page += what;
  for (const auto& name : names) page += fmt::format(" `{}`", name);
  page += ".\n\n";
}

void add_table(std::string& page, const table_page& of, int heading) {
  const std::string marks(static_cast<std::size_t>(heading), '#');
  page += fmt::format("{} {}\n\n{}\n\n", marks, of.name, of.help);
  if (!of.keys.empty()) add_keys(page, of.keys), page += '\n';
  for (const kind_page& kind : of.kinds) {
    page += fmt::format("{}# {} = \"{}\"\n\n{}\n\n", marks, of.tag, kind.name, kind.help);
    if (!kind.keys.empty()) add_keys(page, kind.keys), page += '\n';
  }
  add_planned(page, "Planned keys:", of.planned);
  add_planned(page, fmt::format("Planned, as `{}`:", of.tag), of.planned_kinds);
}

value described_key(const key_page& key) {
  std::string help = key.help;
  for (const auto& [name, meaning] : key.names) help += fmt::format("\n{}: {}", name, meaning);
  // Draft 4 ignores what stands beside a $ref, so the reference goes one level down.
  return object({{"description", help}, {"allOf", array{key.schema}}});
}

value object_schema(const std::vector<key_page>& keys) {
  table properties;
  array required;
  for (const key_page& key : keys) {
    properties.put(key.key, described_key(key));
    if (key.required) required.emplace_back(key.key);
  }
  value schema = object(
      {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}}
  );
  if (!required.empty()) schema.as<table>()->put("required", std::move(required));
  return schema;
}

/// The keys of one kind: the common ones with the tag narrowed to it, and its own.
std::vector<key_page> keys_of(const table_page& of, const kind_page& kind) {
  std::vector<key_page> keys = of.keys;
  for (key_page& key : keys) {
    if (key.key != of.tag) continue;
    key.schema = object({{"enum", array{kind.name}}});
    key.required = of.default_kind != kind.name;
  }
  keys.insert(keys.end(), kind.keys.begin(), kind.keys.end());
  return keys;
}

value table_schema(const table_page& of) {
  value schema;
  if (of.kinds.empty()) {
    schema = object_schema(of.keys);
  } else {
    array kinds;
    for (const kind_page& kind : of.kinds) {
      value one = object_schema(keys_of(of, kind));
      one.as<table>()->put("description", kind.help);
      kinds.push_back(std::move(one));
    }
    schema = object({{"oneOf", std::move(kinds)}});
  }
  schema.as<table>()->put("title", of.name);
  schema.as<table>()->put("description", of.help);
  return schema;
}

}  // namespace

void add_distribution_pages(pages& all) { add_pages<forms::any<duration>>(all); }

void add_size_distribution_pages(pages& all) { add_pages<forms::any<size>>(all); }

std::string markdown(const pages& all, int heading) {
  std::string page;
  for (const table_page& each : all.tables) add_table(page, each, heading);
  if (!page.empty()) page.pop_back();  // one newline at the end
  return page;
}

std::string json_schema(const pages& all) {
  table definitions;
  for (const table_page& each : all.tables) definitions.put(each.definition, table_schema(each));
  const value schema = object(
      {{"$schema", "http://json-schema.org/draft-04/schema#"},
       {"$ref", "#/definitions/" + all.tables.front().definition},
       {"definitions", std::move(definitions)}}
  );
  return to_json(schema, 2) + "\n";
}

}  // namespace surgeline::config
