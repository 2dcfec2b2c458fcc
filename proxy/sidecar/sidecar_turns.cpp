#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

#include "surgeline/sidecar/sidecar.hpp"

/// Changes that take several steps are made one after the other.
namespace surgeline::sidecar {
namespace {

boost::asio::awaitable<void> call(std::function<void()> what) {
  what();
  co_return;
}

}  // namespace

void sidecar::in_turn(job one) {
  jobs_.push_back(std::move(one));
  if (jobs_.size() == 1) next_job();
}

/// The first job stays in its place until it is over.
void sidecar::next_job() {
  boost::asio::post(control_, [this] {
    const job now = jobs_.front();
    now([this] {
      jobs_.pop_front();
      if (!jobs_.empty()) next_job();
    });
  });
}

void sidecar::carry_out(steps what, told answered) {
  in_turn([this, what = std::move(what), answered = std::move(answered)](const done& next) {
    if (draining_) {
      answered({outcome::how::ending, "the sidecar is ending"});
      return next();
    }
    boost::asio::co_spawn(
        control_,
        what,
        [answered, next](const std::exception_ptr& failed, const outcome& how) {
          if (failed) std::rethrow_exception(failed);
          answered(how);
          next();
        }
    );
  });
}

/// Does what may block, and comes back to the control thread.
sidecar::later<void> sidecar::in_workshop(std::function<void()> what) {
  co_await boost::asio::co_spawn(
      workshop_.get_executor(),
      call(std::move(what)),
      boost::asio::use_awaitable
  );
}

/// Puts a proxy under the plan of now, if it is open; comes back when every worker and connection is.
sidecar::later<void> sidecar::in_force_on(const std::string& proxy) {
  forget_replaced_faults();
  wait_for_change();
  for (const served_proxy& one : proxies_) {
    if (one.written.id != proxy) continue;
    const auto bell = std::make_shared<boost::asio::steady_timer>(
        control_,
        boost::asio::steady_timer::time_point::max()
    );
    one.through->arm(armory_.plan_for(one.written), on_control([bell] { bell->cancel(); }));
    co_await bell->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    break;
  }
}

}  // namespace surgeline::sidecar
