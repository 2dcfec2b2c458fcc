#!/bin/sh
# Runs as the one job of a clean machine with systemd that `./dev package --try` boots: installs the package, looks, takes it away again.
# Says what it sees; /srv/wrong is there if something is not so.
# shellcheck disable=SC2016 # what an inner shell expands
cd /srv || exit 1
is() {
  what="$1"
  shift
  if "$@" >last 2>&1; then echo "ok     $what"; else
    echo "NOT SO $what"
    sed 's/^/       /' last
    touch wrong
  fi
}
not() { ! "$@"; }
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
began=$(date +%s)
is "apt installs it" apt-get install -y -q --no-install-recommends ./surgeline.deb
is "its unit is started" systemctl is-active surgeline
is "and enabled" systemctl is-enabled surgeline
is "it is ready" surgeline ctl health
is "it runs as a user of its own" test "$(stat -c %U "/proc/$(systemctl show -p MainPID --value surgeline)")" = surgeline
is "ctl reaches it" surgeline ctl status
is "SIGHUP by systemctl reload" systemctl reload surgeline
is "the manual page is there" sh -c "man -P cat surgeline | grep -q SYNOPSIS"
is "bash completes its words" bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader surgeline; complete -p surgeline | grep -- "-F _surgeline"'
surgeline run /usr/share/surgeline/scenarios/retry-storm.toml --variant one-retry >cascade 2>&1
is "the first cascade, $(($(date +%s) - began)) s after apt began" grep -q "metastable, as expected" cascade
grep "one-retry" cascade | tail -2 | sed 's/^/       /'
is "a file with a mistake: the reload fails, and the old one stays" sh -c '
  echo "nonsense = 1" >>/etc/surgeline/sidecar.toml; systemctl reload surgeline; sleep 1; surgeline ctl health && journalctl -u surgeline | grep -q "old file stays in force"'
is "a start with it is tried again, and the journal says why" sh -c '
  systemctl restart surgeline; sleep 2; not=$(systemctl is-active surgeline); test "$not" != active && journalctl -u surgeline | grep -q "nonsense"'
is "apt removes it" apt-get remove -y -q surgeline
is "nothing of it runs" sh -c '! ls -l /proc/[0-9]*/exe 2>/dev/null | grep /usr/bin/surgeline'
is "its configuration is kept" test -e /etc/surgeline/sidecar.toml
is "apt purges it" apt-get purge -y -q surgeline
is "and then that is gone too" not test -e /etc/surgeline/sidecar.toml
is "with its log, unit, page and completion" sh -c '
  for left in /var/log/surgeline /lib/systemd/system/surgeline.service /usr/share/man/man1/surgeline.1.gz /usr/share/bash-completion/completions/surgeline; do
    test ! -e $left || { echo $left; exit 1; }; done'
is "no unit has failed" sh -c '! systemctl --failed --no-legend --plain | grep surgeline'
