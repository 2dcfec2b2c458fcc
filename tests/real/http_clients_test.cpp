#include <gtest/gtest.h>

#include <ostream>

#include "real/http_site.hpp"

namespace surgeline::real {
namespace {

/// A client that says what it sees: a line for each exchange, or more.
struct http_client {
  std::string name;
  std::string command;  ///< what a file of 32 MiB and a URL are to be put behind
  int lines = 0;        ///< it says so many at least
};

std::ostream& operator<<(std::ostream& out, const http_client& one) { return out << one.name; }

const std::vector<http_client> clients{
    {"Curl", "bash $clients/curl.sh", 70},
    {"Wget", "bash $clients/wget.sh", 40},
    {"PythonRequests", "$python $clients/requests_client.py", 40},
    {"NodeHttp", "node $clients/node.mjs http", 40},
    {"NodeFetch", "node $clients/node.mjs fetch", 40},
    {"NodeUndici", "node $clients/node.mjs undici", 40},
    {"Go", "./go-client", 50},
    {"Java", "java -cp java Client $java_version", 48},
    {"NodeWebSocket", "node $clients/socket.mjs", 28},
};

/// A site with clients, each of which can be heard both ways.
template <class Site>
class heard : public Site {
 public:
  heard() {
    this->must("head -c 32M /dev/urandom >body");
    this->must("GO111MODULE=off go build -o go-client $clients/client.go");
    this->must("javac -d java $clients/Client.java");
    this->define(R"(
      hear_both_ways() {
        local lines="$1"
        shift
        "$@" body $past >past || { echo "without the sidecar:" && tail past; return 1; }
        "$@" body $through >through || { echo "by way of the sidecar:" && tail through; return 1; }
        (($(wc -l <past) >= lines)) || { echo "it says little:" && cat past; return 1; }
        diff past through
      }
    )");
  }
};

/// Node alone.
class node_alone : public node_site {
 public:
  node_alone() { define("java_version=HTTP_1_1"); }  // it knows no upgrade but to a WebSocket
};

/// An nginx with files, and before a Node server.
class nginx_before_node : public http_site {
 public:
  nginx_before_node() {
    must(R"(
      mkdir -p files/bytes temp
      for size in 0 1 4096 1048576 33554432; do head -c $size /dev/urandom >files/bytes/$size; done
      truncate -s 1G files/bytes/sparse
      for ((mib = 0; mib < 1024; mib += 16)); do
        echo $mib | dd of=files/bytes/sparse bs=1M seek=$mib conv=notrunc status=none
      done
      cat >nginx.conf <<END
        daemon off; master_process off; pid nginx.pid; error_log stderr crit;
        events { worker_connections 1024; }
        http {
          access_log off; sendfile on; client_max_body_size 100m;
          client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp;
          uwsgi_temp_path temp; scgi_temp_path temp;
          map \$http_upgrade \$connection_upgrade { default upgrade; '' ''; h2c ''; }
          map \$http_upgrade \$upgrade { default \$http_upgrade; h2c ''; }
          server {
            listen 127.0.0.1:$direct;
            location /bytes { root files; }
            location /hints { return 200; }  # an early hint of the upstream makes it hang
            location / {
              proxy_buffer_size 16k; proxy_buffers 8 16k;
              proxy_pass http://unix:$PWD/node.sock:;
              proxy_http_version 1.1;
              proxy_set_header Upgrade \$upgrade;
              proxy_set_header Connection \$connection_upgrade;
            }
          }
        }
END
    )");
    start_node("node.sock");
    start("nginx -p $PWD/ -e stderr -c nginx.conf");
    wait_until("curl -sf $past/status/200");
    put_http_sidecar();
    define("java_version=HTTP_2");
  }
};

/// The tests of one site, for each client.
template <class Site>
class tests_of_clients : public tests_of<heard<Site>>,
                         public testing::WithParamInterface<http_client> {
 protected:
  testing::AssertionResult sees_the_same() {
    const http_client& one = this->GetParam();
    return this->here.does("hear_both_ways " + std::to_string(one.lines) + " " + one.command);
  }
};

using HttpBeforeNode = tests_of_clients<node_alone>;
using HttpBeforeNginx = tests_of_clients<nginx_before_node>;

TEST_P(HttpBeforeNode, ShowsBothSidesTheSameAsWithoutIt) { EXPECT_TRUE(sees_the_same()); }

TEST_P(HttpBeforeNginx, ShowsBothSidesTheSameAsWithoutIt) { EXPECT_TRUE(sees_the_same()); }

std::string name_of(const testing::TestParamInfo<http_client>& one) { return one.param.name; }

INSTANTIATE_TEST_SUITE_P(Clients, HttpBeforeNode, testing::ValuesIn(clients), name_of);
INSTANTIATE_TEST_SUITE_P(Clients, HttpBeforeNginx, testing::ValuesIn(clients), name_of);

class HttpBeforeFiles : public tests_of<nginx_before_node> {};

TEST_F(HttpBeforeFiles, PassesEveryByteOfAGibibyte) {
  EXPECT_TRUE(here.does("curl -sSf $through/bytes/sparse | cmp - files/bytes/sparse"));
}

TEST_F(HttpBeforeFiles, AnswersInTheirOrderWhatIsAskedAllAtOnce) {
  EXPECT_TRUE(here.does(R"(
    ask_all() {
      for i in {1..200}; do printf 'GET /bytes/%s HTTP/1.1\r\nHost: files\r\n\r\n' $((i % 2 * 4095 + 1)); done
      printf 'GET /bytes/1048576 HTTP/1.1\r\nHost: files\r\nConnection: close\r\n\r\n'
    }
    ask_all | nc 127.0.0.1 $direct | grep -av ^Date: >past &&
      ask_all | nc 127.0.0.1 $port | grep -av ^Date: >through &&
      (($(grep -ac '200 OK' past) == 201)) && cmp past through
  )"));
}

}  // namespace
}  // namespace surgeline::real
