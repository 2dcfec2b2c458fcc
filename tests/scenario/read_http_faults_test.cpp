#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/reading.hpp"
#include "surgeline/config/decode.hpp"
#include "surgeline/scenario/daemon_codecs.hpp"
#include "surgeline/scenario/plan_request.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A fault with these keys before an HTTP server, in a file that is right otherwise; line 32 is its first.
std::string site(const std::string& keys, std::string_view protocol = "http") {
  std::string text =
      "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = "
      "\"127.0.0.1:80\"\nprotocol = \"";
  text += std::string{protocol} + "\"\n";
  text += protocol == "http" ? "routes = [{ id = \"pay\", path = \"/pay\" }]\n" : "\n";
  while (std::ranges::count(text, '\n') < 30) text += '\n';
  return text + "[[fault]]\n" + keys;
}
std::vector<std::string> on_site(const std::string& keys, const asked& how = {}) {
  return said(site(keys), how);
}

fault read_fault(const std::string& keys) { return values(site(keys)).faults.at(0); }

TEST(ReadHttpFaults, KnowsEveryKind) {
  for (const char* const keys : {
           "kind = \"latency\"\ndelay = \"1ms\"\nstage = \"response_head\"",
           "kind = \"http_status\"\nstatus = 503\nbody = \"no\"\nheaders = { content-type = "
           "\"text/plain\" }\nretry_after = \"2s\"\nmarked = false",
           "kind = \"http_hang\"",
           "kind = \"http_cut\"\nafter_bytes = \"1KiB\"",
           "kind = \"http_cut\"\nafter_fraction = \"50%\"\nhow = \"rst\"",
           "kind = \"http_cut\"\nat = \"head\"",
           "kind = \"http_malformed\"\nhow = \"bad_chunk\"",
           "kind = \"http_throttle\"\nrate = \"10KB/s\"\nstage = \"request_body\"",
           "kind = \"http_rewrite\"\non = \"request\"\nset = { host = \"b\" }\nremove = "
           "[\"cookie\"]",
           "kind = \"http_rewrite\"\nstatus = 500\nbody = \"\"",
           "kind = \"http_quota\"\nlimit = 3\nwindow = \"1s\"\nkey = \"header:x-tenant\"",
           "kind = \"http_duplicate\"\ngap = \"10ms\"",
           "kind = \"http_keepalive\"\nhow = \"extra_bytes\"",
       }) {
    EXPECT_THAT(on_site(keys), IsEmpty()) << keys;
    EXPECT_TRUE(needs_http(read_fault(keys))) << keys;
  }
}

constexpr auto everybody_of_acme = R"(kind = "reset"
count = { first = 2, key = "header:idempotency-key" }
draw = "rack-7"
[fault.target]
route = ["pay", "other"]
method = "POST"
path = ["/v1/**", "/pay"]
path_regex = "/v[0-9]+/.*"
query = { dry_run = "false" }
header = { x-tenant = { any_of = ["acme"] }, user-agent = { regex = "okhttp/.*" } }
client = { header = "x-canary" }
clients = { share = "25%", key = "header:x-user" }
attempt = { min = 1, max = 1 }
not = { path = ["/v1/status"], client = { cidr = ["10.9.0.0/16"] } }
spare_health = false
)";

TEST(ReadHttpFaults, KnowsEveryWayToAim) {
  const fault one = read_fault(everybody_of_acme);
  const auto& whom = one.target.who;
  EXPECT_TRUE(needs_http(one));
  EXPECT_EQ(one.draw, "rack-7");
  EXPECT_EQ(one.count->key, surgeline::fault::identity::of_header("idempotency-key"));
  EXPECT_THAT(whom.route, ElementsAre("pay", "other"));
  EXPECT_EQ(
      std::get<surgeline::fault::text_choice>(whom.header.at("user-agent")).regex,
      "okhttp/.*"
  );
  EXPECT_EQ(whom.attempt->max, 1U);
  EXPECT_THAT(whom.except->path, ElementsAre("/v1/status"));
  EXPECT_FALSE(whom.spare_health);
}

TEST(ReadHttpFaults, AreReadAsTheyAreWritten) {
  const fault one = read_fault(everybody_of_acme);
  problems found;
  EXPECT_EQ(config::decode<fault>(config::encode(one), found), one);
  EXPECT_TRUE(found.empty());
}

TEST(ReadHttpFaults, RefuseAProxyThatReadsNoHttp) {
  EXPECT_THAT(
      said(site("kind = \"http_hang\"", "tcp")),
      ElementsAre("32:8 fault `http_hang-1` acts on HTTP requests, and proxy `front` is tcp | add "
                  "protocol = \"http\" to the proxy")
  );
}

TEST(ReadHttpFaults, RefuseARouteOfNoProxy) {
  EXPECT_THAT(
      on_site("kind = \"http_hang\"\ntarget = { route = [\"pai\"] }"),
      ElementsAre(HasSubstr("no proxy that it is for has a route `pai`"))
  );
}

TEST(ReadHttpFaults, LeaveTheUnitOfTheirDrawToTheProxy) {
  EXPECT_EQ(read_fault("kind = \"http_hang\"").per, std::nullopt);
}

TEST(ReadHttpFaults, RefuseWhatIsNoExpression) {
  EXPECT_THAT(
      on_site("kind = \"reset\"\ntarget = { path_regex = \"a(\" }"),
      ElementsAre("33:12 `path_regex` is no regular expression: missing ): a( | the syntax is RE2's"
      )
  );
  EXPECT_THAT(
      on_site("kind = \"reset\"\ntarget = { header = { a = { regex = \"[\" } } }"),
      ElementsAre(HasSubstr("`regex` is no regular expression: missing ]"))
  );
}

TEST(ReadHttpFaults, RefuseAnExclusionOfEverybody) {
  EXPECT_THAT(
      on_site("kind = \"reset\"\ntarget = { not = {} }"),
      ElementsAre(HasSubstr("`not` spares everybody"))
  );
}

TEST(ReadHttpFaults, RefuseAKeyOfNobody) {
  EXPECT_THAT(
      on_site("kind = \"http_quota\"\nlimit = 1\nwindow = \"1s\"\nkey = \"tls_san\""),
      ElementsAre(HasSubstr("cannot be \"tls_san\" | one of `ip`, `unix_uid`, `connection` and"))
  );
}

TEST(ReadHttpFaults, RefuseRequestsThatAreNotThereYet) {
  EXPECT_THAT(
      on_site("kind = \"refuse\"\ntarget = { path = \"/pay\" }"),
      ElementsAre(HasSubstr("33:1 `refuse` acts on whole connections: no request is there yet"))
  );
}

TEST(ReadHttpFaults, RefuseWhatIsNoHeader) {
  EXPECT_THAT(
      on_site("kind = \"http_rewrite\"\nset = { \"a b\" = \"c\" }"),
      ElementsAre("33:1 `a b` is not the name of a header")
  );
  EXPECT_THAT(
      on_site("kind = \"http_status\"\nstatus = 500\nheaders = { a = \"b\\r\\nc\" }"),
      ElementsAre("34:1 the value of `a` would break its line")
  );
  EXPECT_THAT(
      on_site("kind = \"http_rewrite\"\nremove = [\"Content-Length\"]"),
      ElementsAre(HasSubstr("`Content-Length` frames the body"))
  );
}

TEST(ReadHttpFaults, RefuseARewriteThatChangesNothingOrWhatIsNotThere) {
  EXPECT_THAT(on_site("kind = \"http_rewrite\""), ElementsAre(HasSubstr("changes nothing")));
  EXPECT_THAT(
      on_site("kind = \"http_rewrite\"\non = \"request\"\nstatus = 500"),
      ElementsAre("34:1 a request has no status | use on = \"response\"")
  );
}

TEST(ReadHttpFaults, RefuseACutThatDoesNotSayWhereOrIsNone) {
  EXPECT_THAT(on_site("kind = \"http_cut\""), ElementsAre(HasSubstr("after_fraction")));
  EXPECT_THAT(
      on_site("kind = \"http_cut\"\nafter_fraction = 1.0"),
      ElementsAre(HasSubstr("must be at least 0% and less than 100%, not 100%"))
  );
}

TEST(ReadHttpFaults, RefuseABodyThatItsStatusForbids) {
  EXPECT_THAT(
      on_site("kind = \"http_status\"\nstatus = 204\nbody = \"x\""),
      ElementsAre(HasSubstr("34:1 an answer with this status has no body"))
  );
}

TEST(ReadHttpFaults, RefuseADirectionBesideAStageThatHasOne) {
  EXPECT_THAT(
      on_site("kind = \"latency\"\ndelay = \"1s\"\nstage = \"request_head\"\ndirection = \"both\""),
      ElementsAre(HasSubstr("35:1 this `stage` has a direction of its own"))
  );
}

TEST(ReadHttpFaults, TellSimWhatOnlySocketsHave) {
  constexpr auto damaged = "kind = \"corrupt\"\nshare = 0.1\ntarget = { path = \"/pay\" }";
  EXPECT_THAT(
      on_site(damaged, {.what_for = purpose::sim}),
      testing::Contains(HasSubstr("`sim` does not model damaged bytes"))
  );
}

TEST(ReadHttpFaults, AreSimulated) {
  for (const char* const keys :
       {"kind = \"http_hang\"", "kind = \"reset\"\ntarget = { path = \"/pay\" }"}) {
    EXPECT_THAT(
        on_site(keys, {.what_for = purpose::sim}),
        testing::Not(testing::Contains(HasSubstr("does not model")))
    );
  }
}

}  // namespace
}  // namespace surgeline::scenario
