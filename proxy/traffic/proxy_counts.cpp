#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "countdown.hpp"
#include "surgeline/traffic/branch.hpp"
#include "surgeline/traffic/proxy.hpp"

/// What is counted on a proxy, as others see it.
namespace surgeline::traffic {
namespace {

/// Sums up what every branch copies on its worker, and calls `done` with it on the last of them.
template <class Sum, class Copy, class Add>
void gather(
    const std::vector<std::shared_ptr<branch>>& branches,
    Copy copy,
    Add add,
    std::function<void(Sum)> done
) {
  struct gathering {
    std::mutex one_at_a_time;
    Sum sum;
  };
  auto gathered = std::make_shared<gathering>();
  auto all = std::make_shared<countdown>(branches.size(), [gathered, done = std::move(done)] {
    done(std::move(gathered->sum));
  });
  for (const auto& one : branches) {
    one->worker().post([one, copy, add, gathered, all] {
      Sum part = std::invoke(copy, *one);
      {
        const std::scoped_lock lock(gathered->one_at_a_time);
        add(gathered->sum, part);
      }
      all->one_done();
    });
  }
}

}  // namespace

void proxy::take_book(std::function<void(book)> done) const {
  gather<book>(
      branches_,
      &branch::copy_book,
      [](book& sum, const book& part) {
        sum.faults.merge(part.faults);
        sum.connections += part.connections;
      },
      std::move(done)
  );
}

void proxy::take_counts(std::function<void(counts)> done) const {
  gather<counts>(
      branches_,
      &branch::copy_counts,
      [](counts& sum, const counts& part) { sum += part; },
      std::move(done)
  );
}

counts proxy::counted() const {
  counts sum;
  for (const auto& one : branches_) sum += one->counted();
  return sum;
}

std::vector<const exchange_counts*> proxy::exchanges() const {
  std::vector<const exchange_counts*> all;
  for (const auto& one : branches_) {
    if (const exchange_counts* const counted = one->exchanges()) all.push_back(counted);
  }
  return all;
}

const observatory* proxy::attempts() const {
  return premises_->attempts ? &*premises_->attempts : nullptr;
}

const breakers* proxy::client_breakers() const {
  return premises_->breakers ? &*premises_->breakers : nullptr;
}

bool proxy::spares_some() const { return premises_->options.control.has_value(); }

const http_options* proxy::http() const {
  return premises_->options.http ? &*premises_->options.http : nullptr;
}

std::vector<connect_reading> proxy::connects_by_host() const {
  std::vector<connect_reading> sums(upstreams().size());
  for (const auto& one : branches_) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += one->hosts()[i];
  }
  return sums;
}

void proxy::take_faults(std::function<void(fault::ledger)> done) {
  gather<fault::ledger>(
      branches_,
      &branch::hand_over_faults,
      [](fault::ledger& sum, const fault::ledger& part) { sum.merge(part); },
      std::move(done)
  );
}

}  // namespace surgeline::traffic
