#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/scenario/proxy.hpp"
#include "surgeline/sidecar/toxic.hpp"

namespace surgeline::sidecar {

/// A proxy as the API that makes proxies shows it: a guest, which was made there and lives until it is removed there, or one
/// of the file's.
struct guest {
  std::string name;
  std::string listen;  ///< where it listens, or last did; what was asked for if it never has
  std::string upstream;
  bool enabled = true;   ///< false: nobody listens there
  bool of_file = false;  ///< then the file says what it is
  scenario::protocol protocol = scenario::protocol::tcp;

  bool operator==(const guest&) const = default;
};

/// A guest that somebody asks for.
struct guest_request {
  std::string name;
  std::string listen;
  std::string upstream;
  bool enabled = true;
  std::vector<toxic> toxics;
  scenario::protocol protocol = scenario::protocol::tcp;
};

/// What is to change of one; what is absent stays.
struct guest_change {
  std::optional<std::string> listen, upstream;
  std::optional<bool> enabled;
};

/// A toxic on a proxy, with the ids of the faults that it has become.
struct placed_toxic {
  std::string proxy;
  toxic what;
  std::vector<std::string> faults;
};

/// How a change of guests or toxics went, and in one sentence why not.
struct outcome {
  enum class how : std::uint8_t {
    done,
    no_proxy,       ///< there is none of that name
    no_toxic,       ///< there is none of that name on that proxy
    proxy_taken,    ///< there is one of that name
    toxic_taken,    ///< there is one of that name on that proxy
    wrong,          ///< what was asked for cannot be
    cannot_listen,  ///< the address cannot be had
    too_many,       ///< there is a limit
    frozen,         ///< nothing may be armed
    ending,         ///< the sidecar is
  };
  how what = how::done;
  std::string why;

  bool is_done() const { return what == how::done; }
};

/// What became of a list of guests: the names of those that are there now, up to the first that could not be.
struct populated {
  outcome how;
  std::vector<std::string> names;
};

/// An address to listen on, as Toxiproxy and Go read one: `host:port`; without a host, or with `0.0.0.0`, it is every address of
/// the machine. On failure empty, with the words of Go in `why`.
std::optional<endpoint> listen_address(const std::string& text, std::string& why);

/// The guest that is asked for, which nobody has opened yet.
guest not_open(const guest_request& asked);

/// A guest that listens there, as a file would write it.
scenario::proxy as_written(const guest& from, const endpoint& at);

/// An address to connect to, whatever the text says; what is no address is a name that nobody has.
endpoint upstream_address(const std::string& text);

}  // namespace surgeline::sidecar
