# Sourced by `uproute test`: installs what the tests need beyond Maven, or says what will be skipped.

need() { # command, package, what is skipped without it
  command -v "$1" >/dev/null && return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "uproute: installing $2 for the tests" >&2
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$2"; } >/dev/null 2>&1 || true
  fi
  command -v "$1" >/dev/null || echo "uproute: no $1 here (package $2): $3 skipped" >&2
}

need chromium chromium "tests of the pages in a browser are"
need sqlite3 sqlite3 "tests of the sqlite3 command line on the database are"
need ping iputils-ping "the test of the system's ping is"
need faketime faketime "tests of clock jumps are"
case " $* " in *nightly*) need prometheus prometheus "the test of metrics in Prometheus is" ;; esac
need /usr/lib/nagios/plugins/check_http monitoring-plugins-basic "the test of Nagios' plugins is"
