#include "surgeline/config/decode.hpp"
#include "surgeline/sidecar/state.hpp"

namespace surgeline::sidecar {

config::value run_state_of(const sidecar& of) {
  const run_board& board = of.board();
  const scenario::run_story* const told = board.story(of.now());
  if (told == nullptr && !board.verdict()) return {};
  config::value shown = told == nullptr ? config::value{config::table{}} : config::encode(*told);
  auto& all = *shown.as<config::table>();
  if (board.verdict() && config::find(shown, "verdict") == nullptr)
    all.put("verdict", std::string{config::name_of(*board.verdict())});
  return shown;
}

}  // namespace surgeline::sidecar
