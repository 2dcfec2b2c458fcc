#include "options_ctl.hpp"

#include <string>

#include "options_footers.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/runner/target.hpp"
#include "surgeline/scenario/serve.hpp"

namespace surgeline::app {
namespace {

duration duration_of(const std::string& flag, const std::string& text) {
  std::string why;
  const auto read = parse_duration(text, &why);
  if (!read || *read <= duration{}) throw CLI::ValidationError(flag, read ? "must be more" : why);
  return *read;
}

void add_ctl_arm(CLI::App& to, options& asked) {
  to.add_option(
        "KEY=VALUE",
        asked.set,
        "a fault as in a file: kind=latency delay=80ms probability=10% target.proxy=cache"
  )
      ->type_name("");
  to.add_option("--file,-f", asked.plan_file, "a whole plan as JSON instead; - is standard input")
      ->type_name("FILE");
  to.add_option("--lease", asked.lease, "faults clear after this silence; the sidecar's if absent")
      ->type_name("DURATION");
  to.add_option_function<std::string>(
        "--for",
        [&asked](const std::string& text) { asked.hold_for = duration_of("--for", text); },
        "clear them after so long; without it they stay until you interrupt this"
  )
      ->type_name("DURATION");
  auto* const detach =
      to.add_flag("--detach", asked.detach, "leave, and let the lease run out")->excludes("--for");
  to.add_flag(
        "--stay",
        asked.stay,
        "one fault without a lease: it stays until its ttl, or the sidecar's max_fault_age"
  )
      ->excludes("--for")
      ->excludes("--file")
      ->excludes("--lease")
      ->excludes(detach);
  to.footer(
      "Faults stay while this runs: it renews their lease. When it is interrupted they are "
      "cleared, and when it is killed the lease runs out.\n\n"
      "Examples:\n"
      "  surgeline ctl arm kind=latency delay=80ms probability=10% target.proxy=cache\n"
      "  surgeline ctl arm kind=http_status status=503 target.path=/pay --for 30s\n"
      "  surgeline ctl arm --file plan.json --lease 1m --detach"
  );
}

void add_ctl_health(CLI::App& to, options& asked) {
  to.add_option_function<std::string>(
        "--telemetry",
        [&asked](const std::string& url) {
          asked.asked_for_health = control_of("--telemetry", url);
        },
        "the telemetry listener of the sidecar"
  )
      ->type_name("URL")
      ->envname("SURGELINE_TELEMETRY")
      ->default_str("http://" + scenario::serve{}.telemetry.text());
}

void add_ctl_add(CLI::App& to, options& asked) {
  to.add_option("--listen", asked.listen, "where clients connect; any free port if absent")
      ->type_name("ADDRESS");
  to.add_option("--upstream", asked.upstream, "where connections go")
      ->required()
      ->type_name("ADDRESS");
  to.add_option("--protocol", asked.protocol, "what it speaks")
      ->check(CLI::IsMember({"tcp", "http"}));
  to.footer("Example:\n  surgeline ctl add cache --listen 127.0.0.1:6390 --upstream 127.0.0.1:6379"
  );
}

}  // namespace

endpoint usual_control() { return scenario::serve{}.control; }

admin::control_address control_of(const std::string& flag, const std::string& url) {
  std::string why;
  const auto at = runner::target_of(url, why);
  if (!at) throw CLI::ValidationError(flag, why);
  return *at;
}

void add_tls_options(CLI::App& to, options& asked) {
  const auto file = [&to](const char* flag, auto& into, const char* help, const char* variable) {
    return to.add_option(flag, into, help)->type_name("FILE")->envname(variable);
  };
  file("--ca", asked.authority, "whom https:// believes; the system's if absent", "SURGELINE_CA");
  auto* const shown = file("--cert", asked.certificate, "shown to https://", "SURGELINE_CERT");
  auto* const key =
      file("--key-file", asked.certificate_key, "the key of --cert", "SURGELINE_KEY_FILE");
  shown->needs(key);
  key->needs(shown);
}

void add_ctl_options(CLI::App& to, options& asked) {
  to.require_subcommand(1);
  to.fallthrough();
  to.footer(footers::ctl);
  to.add_option_function<std::string>(
        "--url",
        [&asked](const std::string& url) { asked.target = control_of("--url", url); },
        "the control listener of the sidecar"
  )
      ->type_name("URL")
      ->envname("SURGELINE_URL")
      ->default_str("http://" + usual_control().text());
  add_tls_options(to, asked);
  to.add_flag("--json", asked.json, "print what the sidecar answers");
  const auto add = [&](const char* name, const char* help, control_command what) {
    auto* const one = to.add_subcommand(name, help);
    one->footer("");  // what its parent says of all
    one->parse_complete_callback([&asked, what] { asked.what = what; });
    return one;
  };
  add("status", "What it does, and what is armed, by whom and until when", control_command::status);
  add_ctl_health(
      *add(
          "health",
          "Whether it is ready, by its telemetry, which wants no key: exit 0 or 1",
          control_command::health
      ),
      asked
  );
  add("watch", "The state, again and again", control_command::watch);
  add("list", "Every proxy and daemon, with the faults on it", control_command::list);
  const auto named = [&](CLI::App* one, const char* what) {
    one->add_option("NAME", asked.name, what)->required()->type_name("");
    return one;
  };
  named(
      add("inspect",
          "All there is to know of a proxy, a daemon or a fault",
          control_command::inspect),
      "its id"
  );
  add_ctl_add(*named(add("add", "Make a proxy", control_command::add), "its id"), asked);
  named(
      add("remove", "Close a proxy that was added, and forget it", control_command::remove),
      "its id"
  );
  named(add("open", "Open a proxy that was closed", control_command::open), "its id");
  named(
      add("close", "Close a proxy with every connection, until `open`", control_command::close),
      "its id"
  );
  add_ctl_arm(*add("arm", "Put a fault in force, or a plan of some", control_command::arm), asked);
  add("clear",
      "Take away everything that is armed, whoever did it; or one fault that stays",
      control_command::clear)
      ->add_option("FAULT", asked.name, "the id of a fault that was armed with --stay")
      ->type_name("");
  add("freeze", "The same, and let nobody arm anything until `unfreeze`", control_command::freeze);
  add("unfreeze", "Let faults be armed again", control_command::unfreeze);
}

}  // namespace surgeline::app
