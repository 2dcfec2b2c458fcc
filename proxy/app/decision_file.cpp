#include "surgeline/app/decision_file.hpp"

#include "surgeline/config/json.hpp"

namespace surgeline::app {

void decision_file::write(
    const std::string& proxy,
    const std::string& fault,
    const fault::decision& made
) {
  config::table line;
  line.put("fault", fault);
  line.put("proxy", proxy);
  line.put("key", made.key);
  line.put("index", static_cast<std::int64_t>(made.index));
  line.put("draw", made.draw);
  line.put("threshold", made.threshold);
  line.put("outcome", made.selected ? "picked" : "spared");
  out_ << config::to_json(line) << '\n' << std::flush;
}

}  // namespace surgeline::app
