#include "surgeline/traffic/counts.hpp"

namespace surgeline::traffic {

exchange_totals& exchange_totals::operator+=(const exchange_totals& other) {
  over += other.over;
  failed += other.failed;
  attempts += other.attempts;
  logical += other.logical;
  good += other.good;
  return *this;
}

exchange_totals& exchange_totals::operator-=(const exchange_totals& other) {
  over -= other.over;
  failed -= other.failed;
  attempts -= other.attempts;
  logical -= other.logical;
  good -= other.good;
  return *this;
}

counts& counts::operator+=(const counts& other) {
  opened += other.opened;
  active += other.active;
  for (std::size_t i = 0; i < ended.size(); ++i) ended[i] += other.ended[i];
  met += other.met;
  paired += other.paired;
  for (std::size_t i = 0; i < parted.size(); ++i) parted[i] += other.parted[i];
  for (std::size_t i = 0; i < received.size(); ++i) received[i] += other.received[i];
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] += other.bytes[i];
  buffered += other.buffered;
  exchanges += other.exchanges;
  control += other.control;
  pauses += other.pauses;
  for (std::size_t i = 0; i < not_captured.size(); ++i) not_captured[i] += other.not_captured[i];
  return *this;
}

}  // namespace surgeline::traffic
