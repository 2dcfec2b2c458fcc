#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// As much of Kafka's protocol as it takes to see who produces: requests of a stream, and the head of a record batch.
namespace surgeline::real {

/// Who produced a batch, and which of its own it is.
struct produced {
  std::int64_t producer = -1;
  std::int16_t epoch = -1;
  std::int32_t sequence = -1;
  bool operator==(const produced&) const = default;
};

/// Reads big-endian numbers one after the other; past the end everything is zero and `fine` is false.
class kafka_reader {
 public:
  explicit kafka_reader(std::span<const std::byte> bytes) : left_(bytes) {}

  template <class Integer>
  Integer number() {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Integer); ++i)
      value = value << 8 | std::to_integer<std::uint64_t>(one());
    return static_cast<Integer>(value);
  }
  void skip(std::int64_t count) {
    for (std::int64_t i = 0; i < count && fine; ++i) one();
  }
  void skip_text() { skip(number<std::int16_t>()); }

  bool fine = true;

 private:
  std::byte one() {
    if (left_.empty()) {
      fine = false;
      return {};
    }
    const std::byte first = left_.front();
    left_ = left_.subspan(1);
    return first;
  }

  std::span<const std::byte> left_;
};

/// The first batch of a Produce request of version 3 to 8; empty if the request is another.
inline std::optional<produced> produced_by(std::span<const std::byte> request) {
  kafka_reader in(request);
  const auto key = in.number<std::int16_t>();
  const auto version = in.number<std::int16_t>();
  if (key != 0 || version < 3 || version > 8) return {};
  in.skip(4);          // correlation
  in.skip_text();      // client
  in.skip_text();      // transaction
  in.skip(2 + 4 + 4);  // acks, timeout, number of topics
  in.skip_text();      // topic
  in.skip(4 + 4 + 4);  // number of partitions, partition, size of the records
  in.skip(8 + 4 + 4 + 1 + 4 + 2 + 4 + 8 + 8);  // offset … last timestamp of the batch
  produced made;
  made.producer = in.number<std::int64_t>();
  made.epoch = in.number<std::int16_t>();
  made.sequence = in.number<std::int32_t>();
  if (!in.fine) return {};
  return made;
}

/// The Produce requests in what a client has said on one connection.
inline std::vector<produced> batches_in(std::span<const std::byte> said) {
  std::vector<produced> all;
  while (said.size() >= 4) {
    const auto length = static_cast<std::size_t>(kafka_reader(said).number<std::uint32_t>());
    if (said.size() < 4 + length) break;
    if (const auto one = produced_by(said.subspan(4, length))) all.push_back(*one);
    said = said.subspan(4 + length);
  }
  return all;
}

}  // namespace surgeline::real
