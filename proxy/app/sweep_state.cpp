#include "sweep_state.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "surgeline/app/version.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/core/chance.hpp"

namespace surgeline::app {
namespace {

/// What tells one sweep from another: the text it was read from, everything that the command line changed, and the program.
std::string identity_of(const input& of, const options& asked) {
  std::uint64_t sum = mix(hash_of(of.source), hash_of(of.variant));
  for (const std::string& each : asked.set) sum = mix(sum, hash_of(each));
  sum = mix(sum, of.values.head.seed);
  return fmt::format("{:016x} {}", sum, version);
}

config::value head_of(const std::string& identity, const options& asked) {
  config::table line;
  line.put("sweep", identity);
  line.put("file", asked.files.front());
  return line;
}

bool refuse(const std::string& path, const std::string& why) {
  fmt::print(stderr, "surgeline: {} {}\n", path, why);
  return false;
}

}  // namespace

bool sweep_state::open(const input& of, const options& asked) {
  if (!asked.resume) return true;
  const std::string& path = *asked.resume;
  const std::string identity = identity_of(of, asked);
  std::vector<config::value> kept;
  std::ifstream in(path, std::ios::binary);
  bool is_first = true;
  for (std::string text; std::getline(in, text); is_first = false) {
    problems broken;
    const auto line = config::from_json(text, path, broken);
    if (is_first && (!line || config::text_at(*line, "sweep").empty()))
      return refuse(path, "is no file that a sweep was kept in: choose another name");
    if (is_first && config::text_at(*line, "sweep") != identity)
      return refuse(
          path,
          "was kept by a sweep of another file, seed, --set or version: remove it, or choose "
          "another name"
      );
    // The last line of a killed sweep may be half written.
    if (!is_first && line && take(*line)) kept.push_back(*line);
  }
  in.close();
  resumed_ = samples_.size();
  // Anew beside it and then in its place, so that a kill leaves one or the other.
  const std::string fresh = path + ".new";
  {
    std::ofstream out(fresh, std::ios::binary);
    out << config::to_json(head_of(identity, asked)) << '\n';
    for (const config::value& each : kept) out << config::to_json(each) << '\n';
    if (!out.flush().good()) return refuse(path, "cannot be written: check the folder");
  }
  std::error_code failed;
  std::filesystem::rename(fresh, path, failed);
  if (failed) return refuse(path, "cannot be written: " + failed.message());
  file_.emplace(path);
  return file_->is_good() || refuse(path, "cannot be written");
}

bool sweep_state::take(const config::value& line) {
  if (auto sample = report::sample_in(line)) {
    if (!done_.emplace(sample->point, sample->engine, sample->seed).second) return false;
    samples_.push_back(*std::move(sample));
    return true;
  }
  if (auto margin = report::found_in("margin", line))
    return margins_.emplace(margin->point, *std::move(margin)).second;
  if (auto border = report::found_in("border", line))
    return borders_.emplace(border->point, *std::move(border)).second;
  return false;
}

bool sweep_state::has(std::size_t point, scenario::engine on, std::uint64_t seed) const {
  return done_.contains({point, on, seed});
}

void sweep_state::add(report::sweep_sample one) {
  const std::lock_guard alone(lock_);
  if (file_) file_->write(report::line_of(one));
  samples_.push_back(std::move(one));
}

void sweep_state::add_margin(std::size_t point, const scenario::found_margin& found) {
  const std::lock_guard alone(lock_);
  if (file_) file_->write(report::line_of("margin", point, found));
  margins_[point] = {point, found};
}

void sweep_state::add_border(std::size_t point, const scenario::found_margin& found, bool begins) {
  const std::lock_guard alone(lock_);
  if (file_) file_->write(report::line_of("border", point, found, begins));
  borders_[point] = {point, found, begins};
}

}  // namespace surgeline::app
