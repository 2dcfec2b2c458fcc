#include "surgeline/app/inputs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "surgeline/admin/toxiproxy_json.hpp"

namespace surgeline::app {
namespace {

/// A file above this is not read at all; config refuses the same.
constexpr std::uintmax_t largest_file = std::uintmax_t{4} << 20;

/// The bytes of a file; a problem when it cannot be read or is too large to be a scenario.
std::optional<std::string> bytes_of(const std::string& path, problems& found) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (!failed && size > largest_file) {
    found.add(
        {.file = path},
        fmt::format(
            "the file has {} bytes; a scenario file may have at most {}",
            size,
            largest_file
        ),
        "is this the right file?"
    );
    return {};
  }
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path)) {
    found.add(
        {.file = path},
        fmt::format("the file cannot be read: {}", in ? "it is a folder" : std::strerror(errno)),
        "check the path"
    );
    return {};
  }
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

scenario::outside around(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  return {
      .variables = [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string{name}.c_str());
        if (value == nullptr) return {};
        return value;
      },
      .files = [folder](std::string_view named) -> std::optional<std::string> {
        problems ignored;
        return bytes_of((folder / named).string(), ignored);
      },
  };
}

}  // namespace

void print_problems(const problems& found, const std::string& source) {
  const bool colour = isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  for (const problem& one : found.list())
    fmt::print(stderr, "{}\n", render(one, one.where.line > 0 ? source : "", colour));
}

std::vector<input> read_inputs(
    const std::string& path,
    const options& asked,
    scenario::purpose what_for
) {
  problems found;
  const auto text = bytes_of(path, found);
  std::vector<input> inputs;
  if (text) {
    scenario::written
        from{.name = path, .text = *text, .set = asked.set, .variant = {}, .seed = asked.seed};
    std::vector<std::optional<std::string>> variants{asked.variant};
    if (asked.variant == "all") {
      variants.clear();
      for (const std::string& id : scenario::variants_of(from)) variants.emplace_back(id);
      if (variants.empty()) variants.emplace_back();
    }
    for (const auto& variant : variants) {
      from.variant = variant;
      if (auto values = scenario::read(from, around(path), what_for, found))
        inputs.push_back({variant.value_or(""), std::move(*values), *text});
    }
  }
  if (found.empty()) return inputs;
  found.sort();
  print_problems(found, text.value_or(""));
  return {};
}

namespace {

scenario::written written_as(const input& of, const options& asked) {
  const auto variant = of.variant.empty() ? std::nullopt : std::optional{of.variant};
  return {
      .name = asked.files.front(),
      .text = of.source,
      .set = asked.set,
      .variant = variant,
      .seed = asked.seed
  };
}

scenario::purpose purpose_of_points(const options& asked) {
  if (asked.command == command::check) return scenario::purpose::check;
  return asked.live ? scenario::purpose::run : scenario::purpose::sim;
}

}  // namespace

std::optional<scenario::file> read_point(
    const input& of,
    const options& asked,
    const std::vector<scenario::assignment>& point,
    problems& found
) {
  scenario::written from = written_as(of, asked);
  from.assigned = point;
  return scenario::read(from, around(asked.files.front()), purpose_of_points(asked), found);
}

bool points_are_fine(const std::vector<input>& inputs, const options& asked) {
  problems found;
  for (const input& each : inputs) {
    scenario::check_points(
        written_as(each, asked),
        around(asked.files.front()),
        purpose_of_points(asked),
        found
    );
  }
  found.sort();
  print_problems(found, inputs.front().source);
  return found.empty();
}

std::optional<scenario::file> read_served(
    const options& asked,
    problems& found,
    std::string& source
) {
  const std::string path = asked.files.empty() ? "command line" : asked.files.front();
  const auto text = asked.files.empty() ? "format = 1\n" : bytes_of(path, found);
  if (!text) return {};
  source = *text;
  const auto purpose = asked.populate ? scenario::purpose::host : scenario::purpose::serve;
  const scenario::written
      from{.name = path, .text = *text, .set = asked.set, .variant = {}, .seed = asked.seed};
  return scenario::read(from, around(path), purpose, found);
}

std::optional<std::vector<sidecar::guest_request>> read_guests(
    const options& asked,
    problems& found,
    std::vector<std::string>& notes
) {
  if (!asked.populate) return std::vector<sidecar::guest_request>{};
  const auto text = bytes_of(*asked.populate, found);
  if (!text) return {};
  admin::reading how;
  auto made = admin::read_guests(*text, how);
  notes = std::move(how.warnings);
  if (made) return made;
  found.add(
      {.file = *asked.populate},
      fmt::format("no list of proxies: {}", how.why),
      "it is a JSON array of { \"name\", \"listen\", \"upstream\" }; a TOML file goes with -c"
  );
  return {};
}

}  // namespace surgeline::app
