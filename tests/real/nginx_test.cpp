#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "real/site.hpp"

namespace surgeline::real {
namespace {

using testing::HasSubstr;
using testing::Not;

/// An nginx with files of many sizes, which also takes files.
class nginx_site : public site {
 public:
  nginx_site() {
    must(R"(
      mkdir files temp
      for size in 0 1 1459 65536 1000000 33554432; do head -c $size /dev/urandom >files/$size; done
      cat >nginx.conf <<END
        daemon off; master_process off; pid nginx.pid; error_log stderr crit;
        events { worker_connections 1024; }
        http {
          access_log off; sendfile on; client_max_body_size 100m;
          client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp;
          uwsgi_temp_path temp; scgi_temp_path temp;
          server { listen 127.0.0.1:$direct; root files; dav_methods PUT; }
        }
END
    )");
    start("nginx -p $PWD/ -e stderr -c nginx.conf");
    wait_until("curl -sf http://127.0.0.1:$direct/0");
    put_sidecar_before("127.0.0.1:$direct");
    define(R"(
      fetch() { for size; do curl -sSf http://$front/$size | cmp - files/$size || return; done; }
      upload() { curl -sSf -T files/$1 http://$front/uploaded && cmp files/$1 files/uploaded; }
    )");
  }
};

using Nginx = tests_of<nginx_site>;

TEST_F(Nginx, ServesEveryByteOfEveryFile) {
  EXPECT_TRUE(here.does("fetch 0 1 1459 65536 1000000 33554432"));
}

TEST_F(Nginx, TakesEveryByteOfAFile) { EXPECT_TRUE(here.does("upload 33554432")); }

TEST_F(Nginx, AnswersWrkWithoutAnError) {
  const auto said = here.get("wrk -t 2 -c 64 -d 3s http://$front/1459");
  EXPECT_THAT(said, HasSubstr("Requests/sec"));
  EXPECT_THAT(said, Not(HasSubstr("Socket errors")));
  EXPECT_THAT(said, Not(HasSubstr("Non-2xx")));
}

TEST_F(Nginx, ServesEveryByteOnASlowWay) {
  here.arm(slow_way);
  const auto done = here.run("fetch 0 1 1459 65536 1000000");
  EXPECT_EQ(done.exit_code, 0) << done.said;
  EXPECT_GE(done.took, least_time(1'000'000));
}

TEST_F(Nginx, TakesEveryByteOnASlowWay) {
  here.arm(slow_way);
  const auto done = here.run("upload 1000000");
  EXPECT_EQ(done.exit_code, 0) << done.said;
  EXPECT_GE(done.took, least_time(1'000'000));
}

TEST_F(Nginx, ServesOtherBytesWhenSomeAreCorrupted) {
  here.arm(R"({ "id": "noisy", "kind": "corrupt", "share": "0.001%" })");
  EXPECT_TRUE(here.does("curl -sSf http://$front/33554432 >corrupted"));
  EXPECT_TRUE(here.does("(($(stat -c %s corrupted) == 33554432))"));
  EXPECT_FALSE(here.does("cmp corrupted files/33554432"));
}

TEST_F(Nginx, SeesAResetAsAReset) {
  here.arm(R"({ "id": "torn", "kind": "reset", "when": "after_request" })");
  EXPECT_EQ(here.how_it_ends_after("GET /1 HTTP/1.0\r\n\r\n"), std::errc::connection_reset);
  EXPECT_THAT(here.run("curl -sS http://$front/1").said, HasSubstr("Connection reset by peer"));
}

TEST_F(Nginx, SeesAResetInTheMiddleOfAFile) {
  here.arm(R"({ "id": "torn", "kind": "reset", "when": "mid_response" })");
  EXPECT_EQ(here.how_it_ends_after("GET /33554432 HTTP/1.0\r\n\r\n"), std::errc::connection_reset);
}

TEST_F(Nginx, ServesTheBeginningOfAFileThatIsCut) {
  here.arm(R"({ "id": "short", "kind": "cut", "after_bytes": "500KB", "how": "rst" })");
  EXPECT_TRUE(
      here.does("curl -s http://$front/1000000 >part; size=$(stat -c %s part);"
                " ((0 < size && size < 500000)) && cmp part <(head -c $size files/1000000)")
  );
}

TEST_F(Nginx, WorksAgainWhenTheFaultsAreCleared) {
  here.arm(R"({ "id": "torn", "kind": "reset" })");
  EXPECT_FALSE(here.does("fetch 1"));
  here.clear();
  EXPECT_TRUE(here.does("fetch 1 33554432"));
}

}  // namespace
}  // namespace surgeline::real
