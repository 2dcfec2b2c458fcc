#pragma once

namespace surgeline::app::footers {

// What stands below the options of a command: what has to be known, and examples.

inline constexpr const char* run =
    "Examples:\n"
    "  surgeline run scenarios/retry-storm.toml               watch it happen on sockets\n"
    "  surgeline run FILE --variant all --report out          each variant, with a page to hand "
    "on\n"
    "  surgeline run FILE --seeds 20 --beside-sim 100         and whether the simulator agrees\n"
    "  surgeline run FILE --target http://10.0.0.7:8474       the faults in a running sidecar\n"
    "  surgeline run FILE --set phase.outage.duration=2s      with another outage\n\n"
    "Exit codes: 0 as expected, 1 fail, 2 bad file or usage, 3 inconclusive, 4 aborted, 5 "
    "metastable, 70 a bug.";

inline constexpr const char* sim =
    "Examples:\n"
    "  surgeline sim scenarios/retry-storm.toml --seeds 50    how often it comes to that\n"
    "  surgeline sim FILE --variant all --report out          each variant, with a page to hand "
    "on\n"
    "  surgeline sim FILE --set vars.rate=300/s               at another load\n\n"
    "Exit codes: 0 as expected, 1 fail, 2 bad file or usage, 3 inconclusive, 4 aborted, 5 "
    "metastable, 70 a bug.";

inline constexpr const char* serve =
    "Examples:\n"
    "  surgeline serve -c sidecar.toml                        proxies and faults of a file\n"
    "  surgeline serve --config toxiproxy.json                in Toxiproxy's place\n"
    "  surgeline serve -c sidecar.toml --control unix:/run/surgeline.sock\n\n"
    "Exit codes: 0 stopped by a signal, 2 bad file or usage, or a port that is taken, 70 a bug.";

inline constexpr const char* ctl =
    "Examples:\n"
    "  surgeline ctl status                                   what is armed, by whom, until when\n"
    "  surgeline ctl arm kind=latency delay=80ms --for 30s    a fault for half a minute\n"
    "  surgeline ctl freeze                                   all faults away, and none until "
    "unfreeze\n\n"
    "Exit codes: 0 done, 1 the sidecar said no or does not answer, 2 usage, 70 a bug.";

inline constexpr const char* docs =
    "Examples:\n"
    "  surgeline docs scenario                                every key of the file format\n"
    "  surgeline docs completion-bash > /etc/bash_completion.d/surgeline\n"
    "  surgeline docs man | man -l -                          all of it as a manual page";

}  // namespace surgeline::app::footers
