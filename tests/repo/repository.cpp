#include "repo/repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

namespace surgeline::repo {
namespace fs = std::filesystem;

namespace {

bool is_ours(const fs::path& folder) {
  const auto name = folder.filename().string();
  return name != ".git" && name != ".cache" && name != "out" && name != "node_modules" &&
         !name.starts_with("build");
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<source_file> read_all() {
  std::vector<source_file> all;
  for (auto at = fs::recursive_directory_iterator(root()); at != fs::end(at); ++at) {
    if (at->is_directory() && !is_ours(at->path())) at.disable_recursion_pending();
    if (!at->is_regular_file() || at->is_symlink()) continue;
    auto text = read(at->path());
    if (text.find('\0') != std::string::npos) continue;  // a picture
    all.push_back({fs::relative(at->path(), root()).generic_string(), std::move(text)});
  }
  std::ranges::sort(all, {}, &source_file::path);
  return all;
}

}  // namespace

std::string source_file::folder() const { return fs::path(path).parent_path().generic_string(); }

std::string source_file::stem() const { return fs::path(path).stem().string(); }

std::string source_file::layer() const {
  for (const std::string_view prefix : {"include/surgeline/", "proxy/", "tests/"}) {
    if (!path.starts_with(prefix)) continue;
    const auto rest = path.substr(prefix.size());
    const auto slash = rest.find('/');
    return slash == std::string::npos ? "" : rest.substr(0, slash);
  }
  return "";
}

std::vector<std::string> source_file::lines() const {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

void findings::add(std::string_view path, std::size_t line, std::string_view rule) {
  lines_.push_back(
      line == 0 ? fmt::format("{}: {}", path, rule) : fmt::format("{}:{}: {}", path, line, rule)
  );
}

std::ostream& operator<<(std::ostream& out, const findings& found) {
  for (const auto& line : found.lines_) out << line << '\n';
  return out;
}

std::filesystem::path root() { return SURGELINE_SOURCE_DIR; }

const std::vector<source_file>& files() {
  static const auto all = read_all();
  return all;
}

std::vector<source_file> files_under(
    std::string_view folder,
    const std::vector<std::string>& endings
) {
  std::vector<source_file> some;
  const auto prefix = std::string(folder) + "/";
  for (const auto& file : files()) {
    const auto has = [&](const std::string& ending) { return file.path.ends_with(ending); };
    if (file.path.starts_with(prefix) && std::ranges::any_of(endings, has)) some.push_back(file);
  }
  return some;
}

std::vector<source_file> cpp_files() {
  std::vector<source_file> all;
  for (const auto* folder : {"include", "proxy", "tests"}) {
    std::ranges::move(files_under(folder, {".hpp", ".cpp"}), std::back_inserter(all));
  }
  return all;
}

std::string text_of(std::string_view path) {
  const auto found = std::ranges::find(files(), path, &source_file::path);
  return found == files().end() ? "" : found->text;
}

}  // namespace surgeline::repo
