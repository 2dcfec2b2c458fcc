#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "surgeline/config/codec.hpp"
#include "surgeline/fault/exchange.hpp"
#include "surgeline/fault/subject.hpp"

namespace surgeline::fault {

/// What makes somebody's count or share its own.
struct identity {
  enum class sort : std::uint8_t { ip, unix_uid, connection, header };

  sort by = sort::ip;
  std::string header{};  ///< its name, where a request says who asks

  static const identity ip, unix_uid, connection;
  static identity of_header(std::string name) { return {sort::header, std::move(name)}; }

  /// True when only the head of a request tells.
  bool needs_head() const { return by == sort::header; }
  /// The key of whoever is on this connection; not where it needs a head.
  std::uint64_t key_of(const subject& who) const {
    return by == sort::connection ? who.key() : who.client_key();
  }
  /// The key of whoever makes this request; those without the header are one.
  std::uint64_t key_of(const subject& who, const request& what) const;

  bool operator==(const identity&) const = default;
};

inline const identity identity::ip{sort::ip};
inline const identity identity::unix_uid{sort::unix_uid};
inline const identity identity::connection{sort::connection};

}  // namespace surgeline::fault

namespace surgeline::config {

/// `ip`, `unix_uid`, `connection`, or `header:` with a name behind it.
template <>
struct codec<fault::identity> {
  static bool read(const value& from, fault::identity& into, reader& in);
  static value write(const fault::identity& from);
  static std::string type_name() { return "`ip` `unix_uid` `connection` or `header:<name>`"; }
  static value json_schema();
};

}  // namespace surgeline::config
