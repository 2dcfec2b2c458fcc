#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "real/kafka_wire.hpp"
#include "real/site.hpp"
#include "real/wire_tap.hpp"

namespace surgeline::real {
namespace {

constexpr const char* topic = "orders";

/// A client handle of the library, with some of its settings.
rd_kafka_t* client(const std::map<std::string, std::string>& settings, std::uint16_t* way_in) {
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  char why[256];
  for (const auto& [key, value] : settings) {
    const auto set = rd_kafka_conf_set(conf, key.c_str(), value.c_str(), why, sizeof why);
    EXPECT_EQ(set, RD_KAFKA_CONF_OK) << why;
  }
  if (way_in != nullptr) {
    // Whatever address the cluster gives its broker, the way in is the sidecar.
    rd_kafka_conf_set_opaque(conf, way_in);
    rd_kafka_conf_set_connect_cb(
        conf,
        [](int socket, const sockaddr*, int, const char*, void* port) {
          sockaddr_in to{};
          to.sin_family = AF_INET;
          to.sin_port = htons(*static_cast<const std::uint16_t*>(port));
          to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
          const int made = connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to);
          return made == 0 || errno == EINPROGRESS ? 0 : errno;
        }
    );
  }
  rd_kafka_t* made = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof why);
  EXPECT_NE(made, nullptr) << why;
  return made;
}

/// Has a producer send a message to the first partition, and waits until it is acknowledged.
void send(rd_kafka_t* producer, std::string words) {
  rd_kafka_topic_t* to = rd_kafka_topic_new(producer, topic, nullptr);
  const int failed =
      rd_kafka_produce(to, 0, RD_KAFKA_MSG_F_COPY, words.data(), words.size(), nullptr, 0, nullptr);
  EXPECT_EQ(failed, 0) << rd_kafka_err2str(rd_kafka_last_error());
  EXPECT_EQ(rd_kafka_flush(producer, 30'000), RD_KAFKA_RESP_ERR_NO_ERROR);
  rd_kafka_topic_destroy(to);
}

/// The library's own mock of a cluster, a tap on the way to it, and a sidecar before that. The mock stores what it is sent,
/// and does not look for repeats: so this shows what a producer sends again, not what a broker makes of it.
class kafka_site : public site {
 public:
  kafka_site() : keeper_(client({}, nullptr)), cluster_(rd_kafka_mock_cluster_new(keeper_, 1)) {
    rd_kafka_mock_topic_create(cluster_, topic, 1, 1);
    bootstrap = rd_kafka_mock_cluster_bootstraps(cluster_);
    const auto port =
        static_cast<std::uint16_t>(std::stoi(bootstrap.substr(bootstrap.rfind(':') + 1)));
    tap = std::make_unique<wire_tap>(port);
    put_sidecar_before("127.0.0.1:" + std::to_string(tap->port()));
    way_in = static_cast<std::uint16_t>(std::stoi(get("echo $port")));
  }
  ~kafka_site() {
    rd_kafka_mock_cluster_destroy(cluster_);
    rd_kafka_destroy(keeper_);
  }

  std::string bootstrap;
  std::unique_ptr<wire_tap> tap;
  std::uint16_t way_in = 0;

 private:
  rd_kafka_t* keeper_;
  rd_kafka_mock_cluster_t* cluster_;
};

class Kafka : public tests_of<kafka_site> {
 protected:
  /// Every batch that has come behind the sidecar, in order.
  std::vector<produced> seen() const {
    std::vector<produced> all;
    for (const auto& connection : here.tap->said()) {
      for (const produced& one : batches_in(connection)) all.push_back(one);
    }
    return all;
  }
};

TEST_F(Kafka, RepeatsABatchUnderTheSameProducerEpochAndSequence) {
  rd_kafka_t* producer = client(
      {{"bootstrap.servers", here.bootstrap},
       {"enable.idempotence", "true"},
       {"linger.ms", "0"},
       {"retry.backoff.ms", "50"},
       {"reconnect.backoff.ms", "20"}},
      &here.way_in
  );
  send(producer, "the first, after which the producer has its id");
  const std::size_t before = seen().size();
  ASSERT_GE(before, 1U);
  here.arm(
      R"({ "id": "ack", "kind": "drop_response", "then": "rst", "per": "request", "count": { "first": 1 } })"
  );
  send(producer, "the one whose acknowledgement is lost");
  here.clear();
  rd_kafka_destroy(producer);
  const std::vector<produced> all = seen();
  ASSERT_EQ(all.size(), before + 2);
  const produced &first = all[before], &again = all[before + 1];
  std::printf(
      "first: producer %lld, epoch %d, sequence %d; again: producer %lld, epoch %d, sequence %d\n",
      static_cast<long long>(first.producer),
      first.epoch,
      first.sequence,
      static_cast<long long>(again.producer),
      again.epoch,
      again.sequence
  );
  EXPECT_GE(first.producer, 0);
  EXPECT_EQ(first.sequence, all[before - 1].sequence + 1);
  EXPECT_EQ(again, first);
}

TEST_F(Kafka, WithoutIdempotenceHasNothingToKnowARepeatBy) {
  rd_kafka_t* producer =
      client({{"bootstrap.servers", here.bootstrap}, {"linger.ms", "0"}}, &here.way_in);
  send(producer, "no id");
  rd_kafka_destroy(producer);
  ASSERT_FALSE(seen().empty());
  EXPECT_EQ(seen().back(), (produced{-1, -1, -1}));
}

}  // namespace
}  // namespace surgeline::real
