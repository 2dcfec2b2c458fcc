#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <string>
#include <thread>

#include "e2e/certificate_files.hpp"
#include "e2e/refusals.hpp"
#include "e2e/served.hpp"
#include "repo/program.hpp"

/// Whatever is refused, with its answer: the table of the security page.
namespace surgeline {
namespace {

using admin::request_text;
using std::chrono::steady_clock;
using testing::HasSubstr;

constexpr const char* front =
    "[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:1\"\n";

std::string raw(const std::string& line, const std::string& headers) {
  return line + " HTTP/1.1\r\n" + headers + "\r\n";
}

/// Says a byte a second until it is given up; true if that took as long as it should.
class slow_client {
 public:
  explicit slow_client(const endpoint& whom) : wire_(traffic::wire::dial(whom)) {}
  bool is_given_up_after(std::chrono::seconds patience) {
    const auto limit = began_ + 2 * patience;
    while (steady_clock::now() < limit) {
      wire_.say("x");
      if (!wire_.is_silent_for(std::chrono::milliseconds{1000})) break;
    }
    return steady_clock::now() - began_ >= patience && wire_.hear_all().empty();
  }

 private:
  const steady_clock::time_point began_ = steady_clock::now();
  traffic::wire wire_;
};

class Security : public testing::Test {
 protected:
  void from_pages(const endpoint& at);
  void what_is_no_request(const endpoint& at);
  void paths_and_names(const endpoint& at);
  void upstreams(const endpoint& at);
  void keys();
  void certificates();
  void starts();

  refusals table_;
  const scratch file_{"security.toml"}, secrets_{"security-keys"};
};

void Security::from_pages(const endpoint& at) {
  const std::string plan = "PUT /v1/plan";
  table_.ask(
      at,
      "PUT /v1/plan with Origin: https://evil.example",
      request_text("PUT", "/v1/plan", "{}", "Origin: https://evil.example\r\n"),
      403
  );
  table_.ask(
      at,
      "DELETE /v1/plan with Host: evil.example (a name that was made to mean 127.0.0.1)",
      raw("DELETE /v1/plan", "Host: evil.example\r\n"),
      403
  );
  table_.ask(
      at,
      "POST /reset with User-Agent: Mozilla/5.0",
      request_text("POST", "/reset", "", "User-Agent: Mozilla/5.0\r\n"),
      403
  );
}

void Security::what_is_no_request(const endpoint& at) {
  const std::string host = "Host: localhost\r\n";
  table_.ask(
      at,
      "PUT /v1/plan with a body of 2 MiB",
      request_text("PUT", "/v1/plan", std::string(2UL * 1024 * 1024, ' ')),
      413
  );
  table_.ask(
      at,
      "GET /v1/state with a head of 20 KB",
      raw("GET /v1/state", host + "X: " + std::string(20'000, 'x') + "\r\n"),
      431
  );
  table_.ask(
      at,
      "PUT /v1/plan with Transfer-Encoding: xchunked",
      raw("PUT /v1/plan", host + "Transfer-Encoding: xchunked\r\n"),
      400
  );
  table_.ask(at, "300 bytes of noise", traffic::noise(300) + "\r\n\r\n", 400);
  table_.ask(at, "PUT /v1/plan with `{`", request_text("PUT", "/v1/plan", "{"), 400);
}

void Security::paths_and_names(const endpoint& at) {
  for (const char* const path :
       {"/v1/../v1/state",
        "/v1/%2e%2e/v1/state",
        "//v1/state",
        "/v1//state",
        "/v1/state/",
        "/V1/state",
        "/v1/leases/../plan",
        "/proxies/../v1/state",
        "http://evil.example/v1/state"})
    table_.ask(at, std::string{"GET "} + path, request_text("GET", path), 404);
  table_.ask(
      at,
      "POST /v1/leases/nobody/renew",
      request_text("POST", "/v1/leases/nobody/renew"),
      404
  );
  table_.ask(at, "DELETE /proxies/nobody", request_text("DELETE", "/proxies/nobody"), 404);
  table_.ask(at, "POST /v1/plan", request_text("POST", "/v1/plan"), 405);
  table_.ask(
      at,
      "PUT /v1/plan for a proxy `frnt`",
      request_text(
          "PUT",
          "/v1/plan",
          R"({"faults": [{"kind": "reset", "target": {"proxy": "frnt"}}]})"
      ),
      400
  );
}

void Security::upstreams(const endpoint& at) {
  for (const char* const upstream : {"10.1.2.3:5432", "0x0a.1:80", "unix:/run/x"}) {
    table_.ask(
        at,
        std::string{"POST /proxies with upstream "} + upstream,
        request_text(
            "POST",
            "/proxies",
            std::string{R"({"name": "p", "listen": "127.0.0.1:0", "upstream": ")"} + upstream +
                "\"}"
        ),
        403
    );
  }
  table_.ask(
      at,
      "POST /populate with upstream 10.1.2.3:5432",
      request_text(
          "POST",
          "/populate",
          R"([{"name": "p", "listen": "127.0.0.1:0", "upstream": "10.1.2.3:5432"}])"
      ),
      403
  );
}

void Security::keys() {
  secrets_.write("operator ci 0123456789abcdef\nviewer grafana fedcba9876543210\n");
  chmod(secrets_.path().c_str(), S_IRUSR | S_IWUSR);
  file_.write(
      "format = 1\n[serve]\nkeys = \"" + secrets_.path() +
      "\"\nlimits = { control_calls = \"21/s\" }\n" + front
  );
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  const auto with = [](const std::string& key) {
    return request_text("DELETE", "/v1/plan", "", "Authorization: Bearer " + key + "\r\n");
  };
  table_.ask(sidecar.control, "DELETE /v1/plan, a viewer's key", with("fedcba9876543210"), 403);
  table_.ask(sidecar.control, "GET /v1/state, no key", request_text("GET", "/v1/state"), 401);
  table_.ask(sidecar.control, "DELETE /v1/plan, a wrong key", with("0123456789abcdee"), 401);
  table_.ask(
      sidecar.control,
      "DELETE /v1/plan, the right key at last (limit 21/s)",
      with("0123456789abcdef"),
      429
  );
}

void Security::certificates() {
  const test_authority ours("ours"), theirs("theirs");
  const certificate_files own("own", ours.for_this_machine()), other("other", theirs.issue("ci"));
  const scratch ca("ca.pem");
  ca.write(ours.certificate());
  file_.write(
      "format = 1\n[serve]\ntls = { cert = \"" + own.certificate.path() + "\", key = \"" +
      own.key.path() + "\", client_ca = \"" + ca.path() + "\" }\n" + front
  );
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  table_.ask(sidecar.control, "GET in clear where TLS is", request_text("GET", "/v1/state"), 400);
  const std::string url = "https://" + sidecar.control.text();
  const auto refuse =
      [&](const std::string& request, std::vector<std::string> words, const char* what) {
        words.insert(words.begin(), {"ctl", "--url", url});
        words.emplace_back("status");
        const auto told = repo::run_program(words);
        EXPECT_EQ(told.exit_code, 1) << told.output;
        EXPECT_THAT(told.output, HasSubstr(what));
        table_.add(request, "no handshake", refusals::first_line(told.output));
      };
  refuse(
      "ctl status, no client certificate",
      {"--ca", ca.path()},
      "wants to be shown a certificate"
  );
  refuse(
      "ctl status, a certificate of another authority",
      {"--ca", ca.path(), "--cert", other.certificate.path(), "--key-file", other.key.path()},
      "does not believe the certificate"
  );
  refuse(
      "ctl status, believing another authority",
      {"--ca", other.certificate.path()},
      "is not believed"
  );
}

void Security::starts() {
  const auto refuse = [&](const std::string& request, const std::string& serve, const char* what) {
    file_.write("format = 1\n[serve]\n" + serve + front);
    const auto told = repo::run_program({"serve", "-c", file_.path()});
    EXPECT_EQ(told.exit_code, 2) << told.output;
    const auto at = told.output.find(what);
    ASSERT_NE(at, std::string::npos) << told.output;
    const auto line = told.output.rfind('\n', at) + 1;
    const std::string said = refusals::first_line(told.output.substr(line));
    table_.add(request, "exit 2", said.substr(said.find("error: ") + 7));
  };
  refuse("serve on 0.0.0.0 without keys", "control = \"0.0.0.0:0\"\n", "could arm faults");
  chmod(secrets_.path().c_str(), S_IRUSR | S_IWUSR | S_IROTH);
  refuse(
      "serve with keys that others can read",
      "keys = \"" + secrets_.path() + "\"\n",
      "others than"
  );
  refuse("serve as a user that is not there", "user = \"no-such-user\"\n", "there is no user");
  refuse(
      "serve with an upstream that is not allowed",
      "[safety]\nallow_upstream = [\"10.0.0.0/8\"]\n",
      "is not among those"
  );
}

TEST_F(Security, RefusesWithASentence) {
  file_.write("format = 1\n[safety]\nallow_upstream = [\"127.0.0.1\"]\n" + std::string{front});
  served sidecar(file_);
  ASSERT_TRUE(sidecar.is_ready()) << sidecar.said();
  slow_client slow(sidecar.control);
  from_pages(sidecar.control);
  what_is_no_request(sidecar.control);
  paths_and_names(sidecar.control);
  upstreams(sidecar.control);
  keys();
  certificates();
  starts();
  EXPECT_TRUE(slow.is_given_up_after(std::chrono::seconds{29}));
  table_.add("a byte a second", "closed", "(after 30 s, without a word)");
  table_.print();
}

}  // namespace
}  // namespace surgeline
