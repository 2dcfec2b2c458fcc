#include "surgeline/lab/message_reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace surgeline::lab {
namespace {

class MessageReader : public testing::Test, message_reader::head_listener {
 protected:
  MessageReader() { reader_.tells(*this); }

  /// Takes the text in pieces of so many bytes; says how much was taken.
  std::size_t read(std::string_view text, std::size_t at_once = 1000) {
    const auto bytes = std::as_bytes(std::span{text});
    std::size_t taken = 0;
    while (taken < bytes.size() && !reader_.is_done() && !reader_.is_broken())
      taken += reader_.take(bytes.subspan(taken, std::min(at_once, bytes.size() - taken)));
    return taken;
  }

  http::head_reader heads_{message_reader::most_fields};
  message_reader reader_{heads_};
  unsigned status_ = 0;
  int heads_seen_ = 0;

 private:
  void head_came(const http::message_head& head) override {
    status_ = head.status;
    ++heads_seen_;
  }
};

constexpr std::string_view answer = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok\n";

TEST_F(MessageReader, FindsTheEndOfAMessage) {
  reader_.expects_response("GET");
  EXPECT_EQ(read(std::string{answer} + "HTTP"), answer.size());
  EXPECT_TRUE(reader_.is_done());
  EXPECT_EQ(status_, 200U);
}

TEST_F(MessageReader, FindsItHoweverTheBytesAreCut) {
  for (std::size_t at_once = 1; at_once < answer.size(); ++at_once) {
    reader_.expects_response("GET");
    EXPECT_EQ(read(answer, at_once), answer.size());
    EXPECT_TRUE(reader_.is_done()) << at_once;
  }
}

TEST_F(MessageReader, PassesOverInterimResponses) {
  reader_.expects_response("POST");
  read("HTTP/1.1 100 Continue\r\n\r\n" + std::string{answer});
  EXPECT_TRUE(reader_.is_done());
  EXPECT_EQ(heads_seen_, 1);
}

TEST_F(MessageReader, ReadsABodyThatEndsWithTheConnection) {
  reader_.expects_response("GET");
  read("HTTP/1.1 200 OK\r\n\r\nhow much more");
  EXPECT_FALSE(reader_.is_done());
  EXPECT_TRUE(reader_.end());
  EXPECT_TRUE(reader_.is_done());
}

TEST_F(MessageReader, IsNotDoneWhenAMessageIsCutOff) {
  reader_.expects_response("GET");
  read(answer.substr(0, answer.size() - 1));
  EXPECT_FALSE(reader_.end());
}

TEST_F(MessageReader, IsBrokenByWhatIsNoMessage) {
  reader_.expects_request();
  read("SSH-2.0-OpenSSH_9.2\r\n\r\n");
  EXPECT_TRUE(reader_.is_broken());
}

TEST_F(MessageReader, IsBrokenByAHeadThatIsTooLong) {
  reader_.expects_request();
  read("GET / HTTP/1.1\r\nx: " + std::string(message_reader::longest_head, 'x'));
  EXPECT_TRUE(reader_.is_broken());
}

TEST_F(MessageReader, IsBrokenByAChangeOfProtocol) {
  reader_.expects_response("GET");
  read("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\n\r\n");
  EXPECT_TRUE(reader_.is_broken());
}

}  // namespace
}  // namespace surgeline::lab
