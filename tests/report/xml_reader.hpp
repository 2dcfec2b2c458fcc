#pragma once

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>

#include <memory>
#include <string>
#include <vector>

namespace surgeline::report {

/// XML, read by somebody who has nothing of ours.
class xml_reader {
 public:
  explicit xml_reader(const std::string& text)
      : read_(
            xmlReadMemory(
                text.data(),
                static_cast<int>(text.size()),
                "junit.xml",
                nullptr,
                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
            ),
            xmlFreeDoc
        ) {}

  bool is_well_formed() const { return read_ != nullptr; }

  /// What a schema says against it.
  std::string wrong_by(const std::string& schema_file) const {
    std::string found;
    const auto note =
        +[](void* to, const xmlError* what) { *static_cast<std::string*>(to) += what->message; };
    const std::unique_ptr<xmlSchemaParserCtxt, void (*)(xmlSchemaParserCtxtPtr)> in(
        xmlSchemaNewParserCtxt(schema_file.c_str()),
        xmlSchemaFreeParserCtxt
    );
    const auto structured = reinterpret_cast<xmlStructuredErrorFunc>(note);
    xmlSchemaSetParserStructuredErrors(in.get(), structured, &found);
    const std::unique_ptr<xmlSchema, void (*)(xmlSchemaPtr)> wanted(
        xmlSchemaParse(in.get()),
        xmlSchemaFree
    );
    if (wanted == nullptr) return "no schema: " + found;
    const std::unique_ptr<xmlSchemaValidCtxt, void (*)(xmlSchemaValidCtxtPtr)> by(
        xmlSchemaNewValidCtxt(wanted.get()),
        xmlSchemaFreeValidCtxt
    );
    xmlSchemaSetValidStructuredErrors(by.get(), structured, &found);
    if (xmlSchemaValidateDoc(by.get(), read_.get()) != 0 && found.empty()) return "invalid";
    return found;
  }

  /// The contents of everything that an XPath finds.
  std::vector<std::string> all(const std::string& path) const {
    const std::unique_ptr<xmlXPathContext, void (*)(xmlXPathContextPtr)> at(
        xmlXPathNewContext(read_.get()),
        xmlXPathFreeContext
    );
    const std::unique_ptr<xmlXPathObject, void (*)(xmlXPathObjectPtr)> found(
        xmlXPathEvalExpression(reinterpret_cast<const xmlChar*>(path.c_str()), at.get()),
        xmlXPathFreeObject
    );
    std::vector<std::string> contents;
    if (found == nullptr || found->nodesetval == nullptr) return contents;
    for (int i = 0; i < found->nodesetval->nodeNr; ++i) {
      xmlChar* const is = xmlNodeGetContent(found->nodesetval->nodeTab[i]);
      contents.emplace_back(reinterpret_cast<const char*>(is));
      xmlFree(is);
    }
    return contents;
  }
  /// The content of the first of them; nothing if there is none.
  std::string one(const std::string& path) const {
    const auto found = all(path);
    return found.empty() ? "" : found.front();
  }

 private:
  std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> read_;
};

}  // namespace surgeline::report
