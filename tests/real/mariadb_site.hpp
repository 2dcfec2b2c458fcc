#pragma once

#include "real/site.hpp"

namespace surgeline::real {

/// A MariaDB with a file of rows, some of them long.
class mariadb_site : public site {
 public:
  mariadb_site() {
    become("mysql");
    must(R"(
      $as mariadb-install-db --no-defaults --datadir=$PWD/data --skip-test-db \
        --auth-root-authentication-method=normal
    )");
    start(
        "$as mariadbd --no-defaults --datadir=$PWD/data --socket=$PWD/direct.sock --port=$direct"
        " --bind-address=127.0.0.1 --skip-name-resolve --local-infile=1"
    );
    define(R"(
      client='mariadb --no-defaults --local-infile -u root -N -B'
      directly() { $client -S direct.sock "$@"; }
      through() { $client -h 127.0.0.1 -P $port "$@"; }
      load_rows="truncate trial.t; load data local infile 'rows.tsv' into table trial.t"
      there_and_back() {
        through -e "$load_rows" && through -e 'select * from trial.t order by id' | cmp - rows.tsv
      })");
    wait_until("directly -e 'select 1'");
    put_sidecar_before("127.0.0.1:$direct");
    must(R"(
      for row in {1..2000}; do
        word=$(head -c $((row / 2 + 1)) /dev/urandom | base64 --wrap=0)
        echo -e "$row\t$word"
      done >rows.tsv
      through -e 'create database trial; create table trial.t (id int primary key, word text)'
    )");
  }
};

}  // namespace surgeline::real
