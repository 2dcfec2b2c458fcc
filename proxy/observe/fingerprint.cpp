#include "surgeline/observe/fingerprint.hpp"

#include "surgeline/core/chance.hpp"
#include "surgeline/observe/identity.hpp"

namespace surgeline::observe {

fingerprint::fingerprint(std::uint64_t client, const request_head& head)
    : hash_(mix(client, likeness(head))) {}

void fingerprint::add(std::string_view piece) {
  const std::uint64_t left = length_ < depth ? depth - length_ : 0;
  for (const char letter : piece.substr(0, left)) {
    word_ = word_ << 8 | static_cast<unsigned char>(letter);
    if (++length_ % 8 != 0) continue;
    hash_ = mix(hash_, word_);
    word_ = 0;
  }
  if (piece.size() > left) length_ += piece.size() - left;
}

std::uint64_t fingerprint::id() const { return mix(mix(hash_, word_), length_); }

}  // namespace surgeline::observe
