#include "surgeline/lab/program.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "supervisor.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::lab {
namespace {

struct pipe_ends {
  net::descriptor read, write;
};

pipe_ends make_pipe(std::error_code& error) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    error = net::last_error();
    return {};
  }
  return {net::descriptor{ends[0]}, net::descriptor{ends[1]}};
}

/// A file that has no name, and is gone when nobody has it open.
net::descriptor unnamed_file(std::error_code& error) {
  std::string path = (std::filesystem::temp_directory_path(error) / "surgeline-XXXXXX").string();
  if (error) return {};
  net::descriptor file{::mkostemp(path.data(), O_APPEND | O_CLOEXEC)};
  if (!file)
    error = net::last_error();
  else
    ::unlink(path.c_str());
  return file;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& more) {
  std::vector<std::string> all;
  for (const auto& [name, text] : more) all.push_back(name + "=" + text);
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view entry{*one};
    if (!more.contains(std::string{entry.substr(0, entry.find('='))})) all.emplace_back(entry);
  }
  return all;
}

std::vector<const char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<const char*> all;
  for (const std::string& one : texts) all.push_back(one.c_str());
  all.push_back(nullptr);
  return all;
}

std::string ending(int how) {
  if (WIFSIGNALED(how))
    return fmt::format("signal {} ({})", WTERMSIG(how), ::strsignal(WTERMSIG(how)));
  return fmt::format("exit code {}", WEXITSTATUS(how));
}

/// The program's process has begun to run the program, or said why not.
int complaint_on(const net::descriptor& from) {
  int why = 0;
  ssize_t got = 0;
  do got = ::read(from.get(), &why, sizeof why);
  while (got < 0 && errno == EINTR);
  return got == sizeof why ? why : 0;
}

}  // namespace

std::unique_ptr<program> program::start(const program_terms& what, net::failure& why) {
  std::unique_ptr<program> made{new program};
  pipe_ends life = make_pipe(why.code), news = make_pipe(why.code), complaint = make_pipe(why.code);
  made->written_ = unnamed_file(why.code);
  if (why.code) {
    why.what = fmt::format("`{}` cannot be started: {}", what.run.front(), why.code.message());
    return nullptr;
  }
  const auto environment = environment_with(what.env);
  const auto arguments = pointers_to(what.run), variables = pointers_to(environment);
  const supervision terms{
      .arguments = arguments.data(),
      .environment = variables.data(),
      .folder = what.cwd.empty() ? nullptr : what.cwd.c_str(),
      .signal = what.signal,
      .within = std::chrono::duration_cast<std::chrono::milliseconds>(what.within),
      .life = life.read.get(),
      .news = news.write.get(),
      .complaint = complaint.write.get(),
      .output = made->written_.get(),
  };
  made->supervisor_ = ::fork();
  if (made->supervisor_ == 0) supervise(terms);
  if (made->supervisor_ < 0) why.code = net::last_error();
  complaint.write.close();
  made->life_ = std::move(life.write);
  made->news_ = std::move(news.read);
  news.write.close();
  if (const int said = why.code ? 0 : complaint_on(complaint.read); said != 0)
    why.code = {said < 0 ? -said : said, std::generic_category()};
  else if (!why.code)
    return made;
  const bool no_folder = !what.cwd.empty() && !std::filesystem::is_directory(what.cwd);
  why.what = fmt::format(
      "`{}` cannot be started{}: {}",
      what.run.front(),
      no_folder ? fmt::format(" in {}", what.cwd) : "",
      why.code.message()
  );
  return nullptr;
}

program::~program() { stop(); }

std::optional<std::string> program::ended() {
  if (ended_) return ended_;
  pollfd news{news_.get(), POLLIN, 0};
  if (::poll(&news, 1, 0) <= 0) return {};
  int how = 0;
  const auto got = ::read(news_.get(), &how, sizeof how);
  ended_ = got == sizeof how ? ending(how) : "its supervisor is gone";
  return ended_;
}

void program::stop() {
  life_.close();
  if (supervisor_ <= 0) return;
  while (::waitpid(supervisor_, nullptr, 0) < 0 && errno == EINTR) {
  }
  supervisor_ = -1;
}

std::string program::output(std::size_t most) const {
  struct stat is{};
  if (::fstat(written_.get(), &is) != 0) return earlier_;
  const auto size = static_cast<std::size_t>(is.st_size);
  std::string end(std::min(most, size), '\0');
  const auto from = static_cast<off_t>(size - end.size());
  const auto got = ::pread(written_.get(), end.data(), end.size(), from);
  end.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  if (end.size() >= most) return end;
  const std::size_t missing = std::min(most - end.size(), earlier_.size());
  return earlier_.substr(earlier_.size() - missing) + end;
}

void program::trim() {
  struct stat is{};
  if (::fstat(written_.get(), &is) != 0 || static_cast<std::size_t>(is.st_size) < most_output)
    return;
  earlier_ = output(kept_output);
  [[maybe_unused]] const int cut = ::ftruncate(written_.get(), 0);
}

}  // namespace surgeline::lab
