#include "surgeline/fault/http_rewrite.hpp"

namespace surgeline::fault {

void http_rewrite::check(config::checker& in) const {
  check_fields(set, "set", in);
  check_fields(add, "add", in);
  head_fields removed;
  for (const std::string& name : remove) removed[name];
  check_fields(removed, "remove", in);
  if (on == message::request && status)
    in.problem("status", "a request has no status", "use on = \"response\"");
  if (set.empty() && add.empty() && remove.empty() && !status && !body)
    in.problem(
        "",
        in.name() + " changes nothing",
        "say `set`, `add`, `remove`, `status` or `body`"
    );
}

exchange_effect http_rewrite::changed(std::string_view head, bool has_body) const {
  head_edit by{.set = set, .add = add, .remove = remove, .status = status};
  exchange_effect made;
  if (body && has_body) {
    by.length = body->size();
    made.body = body;
  }
  made.head = edited(head, by);
  return made;
}

}  // namespace surgeline::fault
