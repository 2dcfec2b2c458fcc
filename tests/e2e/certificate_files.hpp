#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

#include "e2e/served.hpp"
#include "repo/program.hpp"
#include "support/certificates.hpp"

namespace surgeline {

/// A certificate and its key as files, the key for nobody else.
class certificate_files {
 public:
  certificate_files(const std::string& name, const certified& first)
      : certificate(name + ".pem"), key(name + ".key") {
    write(first);
  }
  void write(const certified& next) const {
    certificate.write(next.certificate);
    key.write(next.key);
    chmod(key.path().c_str(), S_IRUSR | S_IWUSR);
  }

  const scratch certificate, key;
};

/// What curl says; `--fail` makes a refusal an exit code.
inline repo::program_result curl(std::vector<std::string> words) {
  words.insert(words.begin(), {"curl", "--silent", "--show-error", "--max-time", "10"});
  return repo::run_command(words);
}

}  // namespace surgeline
