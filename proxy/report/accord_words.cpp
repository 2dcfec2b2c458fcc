#include "accord_words.hpp"

#include "surgeline/report/numbers.hpp"
#include "words.hpp"

namespace surgeline::report {

accord_words words_of(const accord& of) {
  const number_text text = text_for(of.metric);
  accord_words made{
      .reference = of.reference.empty() ? no_number : of.reference,
      .run = of.run.count > 0 ? text(of.run.mean) : no_number,
      .sim = of.sim.count > 0 ? text(of.sim.mean) : no_number,
      .difference = of.within ? text(of.difference) : no_number,
      .within = of.within ? text_of_interval(*of.within, text) : no_number,
      .margin = "±" + text(of.margin),
      .answer = "– too few seeds"
  };
  if (of.how == accordance::agree) made.answer = "✔ yes";
  if (of.how == accordance::differ) made.answer = "✘ no";
  return made;
}

}  // namespace surgeline::report
