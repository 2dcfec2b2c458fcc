#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nats/nats.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include "real/site.hpp"

namespace surgeline::real {
namespace {

/// A NATS server with JetStream, and a sidecar before it.
class nats_site : public site {
 public:
  nats_site() {
    start("nats-server -a 127.0.0.1 -p $direct -js -sd $PWD/store");
    wait_until("exec 3<>/dev/tcp/127.0.0.1/$direct");
    put_sidecar_before("127.0.0.1:$direct");
  }
};

/// Says what a call of the client library failed with.
void expect_ok(natsStatus status) { ASSERT_EQ(status, NATS_OK) << natsStatus_GetText(status); }

/// A producer that publishes until its message is acknowledged: one that retries, behind the sidecar, with the client
/// library of the makers of the server.
class producer {
 public:
  producer(const std::string& port, const std::string& stream) : subject_(stream + ".orders") {
    const std::string url = "nats://127.0.0.1:" + port;
    expect_ok(natsConnection_ConnectTo(&connection_, url.c_str()));
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = patience_ms;
    expect_ok(natsConnection_JetStream(&context_, connection_, &options));
    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    const char* subjects[] = {subject_.c_str()};
    config.Name = stream.c_str();
    config.Subjects = subjects;
    config.SubjectsLen = 1;
    config.Storage = js_MemoryStorage;
    expect_ok(js_AddStream(nullptr, context_, &config, nullptr, nullptr));
    stream_ = stream;
    publish("the first, which also makes the inbox for acknowledgements", false);
  }
  producer(const producer&) = delete;
  producer& operator=(const producer&) = delete;
  ~producer() {
    jsCtx_Destroy(context_);
    natsConnection_Destroy(connection_);
  }

  /// Returns the attempts it took.
  int publish(const std::string& message, bool with_id) {
    jsPubOptions options;
    jsPubOptions_Init(&options);
    options.MaxWait = patience_ms;
    if (with_id) options.MsgId = message.c_str();
    for (int attempts = 1;; ++attempts) {
      const natsStatus status = js_Publish(
          nullptr,
          context_,
          subject_.c_str(),
          message.data(),
          static_cast<int>(message.size()),
          &options,
          nullptr
      );
      if (status == NATS_OK) return attempts;
      EXPECT_EQ(status, NATS_TIMEOUT) << natsStatus_GetText(status);
      if (status != NATS_TIMEOUT) return attempts;
    }
  }
  /// What is stored.
  std::uint64_t stored() {
    jsStreamInfo* info = nullptr;
    expect_ok(js_GetStreamInfo(&info, context_, stream_.c_str(), nullptr, nullptr));
    const std::uint64_t messages = info == nullptr ? 0 : info->State.Msgs;
    jsStreamInfo_Destroy(info);
    return messages;
  }

 private:
  /// An acknowledgement that is not there by then is lost.
  static constexpr int patience_ms = 250;

  std::string subject_, stream_;
  natsConnection* connection_ = nullptr;
  jsCtx* context_ = nullptr;
};

/// What came of many messages while acknowledgements were lost.
struct published {
  int messages = 0;
  int attempts = 0;
  std::uint64_t stored = 0;
  int swallowed = 0;  ///< acknowledgements, as the sidecar counts them
};

class Nats : public tests_of<nats_site> {
 protected:
  static constexpr double q = 0.25;
  static constexpr int messages = 240;

  /// What the sidecar says of how often its fault has hit.
  static constexpr const char* injected =
      R"(curl -sf http://$telemetry/metrics | awk '/^surgeline_fault_evaluations_total.*"injected"/ { n += $2 } END { print n + 0 }')";

  published publish_with_lost_acks(const std::string& stream, bool with_ids) {
    producer one(here.get("echo $port"), stream);
    published made{.messages = messages};
    here.arm(R"({ "id": "ack", "kind": "drop_response", "per": "request", "probability": 0.25 })");
    for (int i = 0; i < messages; ++i)
      made.attempts += one.publish(stream + std::to_string(i), with_ids);
    made.swallowed = std::stoi(here.get(injected));
    here.clear();
    made.stored = one.stored() - 1;
    return made;
  }
};

TEST_F(Nats, StoresAMessageAgainForEachAcknowledgementThatWasLost) {
  const published made = publish_with_lost_acks("plain", false);
  // Attempts of a message are geometric: the mean of duplicates is q/(1-q), its variance q/(1-q)^2 a message.
  const double expected = q / (1 - q);
  const double error = std::sqrt(q / ((1 - q) * (1 - q)) / made.messages);
  const double duplicates =
      static_cast<double>(made.stored - static_cast<std::uint64_t>(made.messages)) / made.messages;
  std::printf(
      "%d messages, %d attempts, %llu stored: duplicates %.3f a message, q/(1-q) = %.3f +- %.3f\n",
      made.messages,
      made.attempts,
      static_cast<unsigned long long>(made.stored),
      duplicates,
      expected,
      4 * error
  );
  EXPECT_EQ(made.stored, static_cast<std::uint64_t>(made.attempts));
  EXPECT_EQ(made.swallowed, made.attempts - made.messages);
  EXPECT_NEAR(duplicates, expected, 4 * error);
}

TEST_F(Nats, StoresEachMessageOnceWhereTheyHaveIds) {
  const published made = publish_with_lost_acks("ids", true);
  std::printf(
      "%d messages with Nats-Msg-Id, %d attempts, %llu stored\n",
      made.messages,
      made.attempts,
      static_cast<unsigned long long>(made.stored)
  );
  EXPECT_GT(made.attempts, made.messages);
  EXPECT_EQ(made.stored, static_cast<std::uint64_t>(made.messages));
}

}  // namespace
}  // namespace surgeline::real
