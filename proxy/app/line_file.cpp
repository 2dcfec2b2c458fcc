#include "surgeline/app/line_file.hpp"

#include "surgeline/config/json.hpp"

namespace surgeline::app {

void line_file::write(const config::value& line) {
  out_ << config::to_json(line) << '\n' << std::flush;
}

}  // namespace surgeline::app
