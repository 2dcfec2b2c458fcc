#include "stored_cursor.hpp"

#include <boost/json.hpp>

namespace surgeline::report {

void cursor::note(const char* what) const {
  if (is_ == nullptr || !wrong_->empty()) return;
  *wrong_ = (pointer_.empty() ? std::string{"it"} : pointer_) + " " + what;
}

cursor cursor::at(std::string_view key) const {
  const std::string pointer = pointer_ + "/" + std::string{key};
  const auto* const object = is_ == nullptr ? nullptr : is_->if_object();
  const auto* const value = object == nullptr ? nullptr : object->if_contains(key);
  if (is_ != nullptr && object == nullptr) note("is no object");
  if (object != nullptr && value == nullptr && wrong_->empty()) *wrong_ = pointer + " is missing";
  return {value, pointer, wrong_};
}

std::optional<cursor> cursor::find(std::string_view key) const {
  const auto* const object = is_ == nullptr ? nullptr : is_->if_object();
  const auto* const value = object == nullptr ? nullptr : object->if_contains(key);
  if (value == nullptr || value->is_null()) return {};
  return cursor{value, pointer_ + "/" + std::string{key}, wrong_};
}

std::vector<cursor> cursor::items() const {
  std::vector<cursor> all;
  const auto* const list = is_ == nullptr ? nullptr : is_->if_array();
  if (list == nullptr) note("is no list");
  if (list == nullptr) return all;
  for (std::size_t i = 0; i < list->size(); ++i)
    all.push_back({&(*list)[i], pointer_ + "/" + std::to_string(i), wrong_});
  return all;
}

std::vector<std::pair<std::string, cursor>> cursor::fields() const {
  std::vector<std::pair<std::string, cursor>> all;
  const auto* const object = is_ == nullptr ? nullptr : is_->if_object();
  if (object == nullptr) note("is no object");
  if (object == nullptr) return all;
  for (const auto& each : *object) {
    const std::string key{each.key()};
    all.emplace_back(key, cursor{&each.value(), pointer_ + "/" + key, wrong_});
  }
  return all;
}

std::string cursor::text() const {
  const auto* const text = is_ == nullptr ? nullptr : is_->if_string();
  if (text == nullptr) note("is no text");
  return text == nullptr ? "" : std::string{*text};
}

double cursor::number() const {
  if (is_ == nullptr) return 0;
  boost::system::error_code failed;
  const double number = is_->to_number<double>(failed);
  if (failed) note("is no number");
  return failed ? 0 : number;
}

std::optional<double> cursor::maybe_number() const {
  if (is_ == nullptr || is_->is_null()) return {};
  return number();
}

std::uint64_t cursor::count() const {
  if (is_ == nullptr) return 0;
  boost::system::error_code failed;
  const auto number = is_->to_number<std::uint64_t>(failed);
  if (failed) note("is no whole number");
  return failed ? 0 : number;
}

bool cursor::truth() const {
  const auto* const truth = is_ == nullptr ? nullptr : is_->if_bool();
  if (truth == nullptr) note("is neither true nor false");
  return truth != nullptr && *truth;
}

}  // namespace surgeline::report
