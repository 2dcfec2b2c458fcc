#include "surgeline/config/shapes.hpp"

#include "config/reading.hpp"

namespace surgeline::config {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using d = distribution;

distribution shape_of(std::string_view text) { return value_of<distribution>(text); }

TEST(Shapes, AreADurationAlone) { EXPECT_EQ(shape_of("'200ms'"), d::fixed(200ms)); }

TEST(Shapes, AreARampAlone) {
  EXPECT_EQ(
      shape_of("{ ramp = [['0s', '1ms'], ['10s', '2ms']] }"),
      d::fixed(varying<duration>({{0s, 1ms}, {10s, 2ms}}))
  );
}

TEST(Shapes, AreEveryLawOfTheFormat) {
  EXPECT_EQ(shape_of("{ dist = 'fixed', value = '2ms' }"), d::fixed(2ms));
  EXPECT_EQ(shape_of("{ dist = 'uniform', min = '50ms', max = '150ms' }"), d::uniform(50ms, 150ms));
  EXPECT_EQ(
      shape_of("{ dist = 'normal', mean = '100ms', stddev = '20ms', min = '1ms', max = '300ms' }"),
      d(d::normal_law{100ms, 20ms, 1ms, 300ms})
  );
  EXPECT_EQ(
      shape_of("{ dist = 'lognormal', median = '80ms', p99 = '900ms', max = '5s' }"),
      d(d::lognormal_law{80ms, 900ms, 5s})
  );
  EXPECT_EQ(
      shape_of("{ dist = 'pareto', scale = '20ms', shape = 1.5, max = '10s' }"),
      d(d::pareto_law{20ms, 1.5, 10s})
  );
  EXPECT_EQ(
      shape_of("{ dist = 'exponential', mean = '40ms', max = '2s' }"),
      d(d::exponential_law{40ms, 2s})
  );
  EXPECT_EQ(
      shape_of("{ dist = 'weibull', scale = '60ms', shape = 0.7, max = '5s' }"),
      d(d::weibull_law{60ms, 0.7, 5s})
  );
  EXPECT_EQ(
      shape_of(
          "{ dist = 'wave', shape = 'saw', base = '100ms', amplitude = '80ms', period = '30s' }"
      ),
      d(d::wave_law{d::wave_law::form::saw, 100ms, 80ms, 30s})
  );
  EXPECT_EQ(shape_of("{ dist = 'never' }"), d::never());
}

TEST(Shapes, AreMixtures) {
  const auto mixed = shape_of(
      "{ dist = 'mixture', parts = [{ weight = 98, dist = 'fixed', value = '2ms' }, { weight = 2, "
      "dist = 'never' }] }"
  );
  EXPECT_EQ(mixed, d(d::mixture_law{{{98, d::fixed(2ms)}, {2, d::never()}}}));
}

TEST(Shapes, AreQuantilesByAscendingProbability) {
  EXPECT_EQ(
      shape_of("{ dist = 'empirical', quantiles = { p999 = '900ms', p50 = '3ms', p0 = '1ms', "
               "'p99.5' = '200ms' }, max = '2s' }"),
      d(d::empirical_law{{{0, 1ms}, {0.5, 3ms}, {0.995, 200ms}, {0.999, 900ms}}, 2s})
  );
}

TEST(Shapes, RampInEveryParameter) {
  EXPECT_EQ(
      shape_of("{ dist = 'lognormal', median = { ramp = [['0s', '5ms'], ['2m', '120ms']] }, p99 = "
               "'2s', max = '5s' }"),
      d(d::lognormal_law{varying<duration>({{0s, 5ms}, {2min, 120ms}}), 2s, 5s})
  );
}

TEST(Shapes, WithAnOpenTailNeedMax) {
  for (const auto* open :
       {"dist = 'normal', mean = '1s', stddev = '1s'",
        "dist = 'lognormal', median = '1s', p99 = '2s'",
        "dist = 'pareto', scale = '1s', shape = 1.5",
        "dist = 'exponential', mean = '1s'",
        "dist = 'weibull', scale = '1s', shape = 1",
        "dist = 'empirical', quantiles = { p50 = '1s' }"}) {
    EXPECT_THAT(
        problems_of<distribution>("{ " + std::string(open) + " }"),
        ElementsAre("1:6 missing key `max` in [is] | `max`: the largest value; without it a single "
                    "draw could last for hours")
    );
  }
}

TEST(Shapes, NeedTheirParametersInOrder) {
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'uniform', min = '2s', max = '1s' }"),
      ElementsAre(HasSubstr("`max` (1s) must be above `min` (2s)"))
  );
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'lognormal', median = '2s', p99 = '1s', max = '9s' }"),
      ElementsAre(HasSubstr("`p99` (1s) must be above `median` (2s)"))
  );
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'pareto', scale = '2s', shape = 1, max = '1s' }"),
      ElementsAre(HasSubstr("`max` (1s) must be above `scale` (2s)"))
  );
}

TEST(Shapes, NeedTheirParametersInOrderAtEveryTime) {
  EXPECT_THAT(
      problems_of<distribution>(
          "{ dist = 'uniform', min = { ramp = [['0s', '1s'], ['9s', '5s']] }, max = '4s' }"
      ),
      ElementsAre(HasSubstr("`max` (4s) must be above `min` (5s) 9s into the ramp"))
  );
}

TEST(Shapes, NeedAscendingQuantiles) {
  EXPECT_THAT(
      problems_of<distribution>(
          "{ dist = 'empirical', quantiles = { p50 = '3s', p99 = '2s' }, max = '9s' }"
      ),
      ElementsAre(HasSubstr("quantiles must ascend: p50 is 3s, p99 is 2s"))
  );
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'empirical', quantiles = { p50 = '3s' }, max = '2s' }"),
      ElementsAre(HasSubstr("`max` (2s) must not be below p50 (3s)"))
  );
}

TEST(Shapes, NeedQuantilesWithNames) {
  for (const auto* name : {"50", "p", "p100", "p150", "px", "p-1", "'p.5'"}) {
    EXPECT_THAT(
        problems_of<distribution>(
            "{ dist = 'empirical', quantiles = { " + std::string(name) + " = '3s' }, max = '9s' }"
        ),
        ElementsAre(HasSubstr("is not a quantile | write p50, p90, p99, p999 and so on"))
    );
  }
}

TEST(Shapes, NeedPartsWithWeights) {
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'mixture', parts = [] }"),
      ElementsAre(HasSubstr("`parts` in [is] must have at least one entry"))
  );
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'mixture', parts = [{ weight = 0, dist = 'never' }] }"),
      ElementsAre(HasSubstr("`weight` in entry 1 of parts of [is] must be more than 0, not 0"))
  );
}

TEST(Shapes, KnowTheirKeys) {
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'uniform', min = '1s', max = '2s', mean = '1s' }"),
      ElementsAre(HasSubstr("`mean` in [is] is a key of dist = \"normal\", \"exponential\""))
  );
  EXPECT_THAT(
      problems_of<distribution>("{ dist = 'logormal' }"),
      ElementsAre(HasSubstr("did you mean `lognormal`?"))
  );
  EXPECT_THAT(
      problems_of<distribution>("{ min = '1s' }"),
      ElementsAre(HasSubstr("missing key `dist` in [is] | `dist`: the law"))
  );
}

TEST(Shapes, WantAUnit) {
  EXPECT_THAT(
      problems_of<distribution>("250"),
      ElementsAre(
          HasSubstr("wants a duration such as \"250ms\", not the integer 250 | write \"250ms\"")
      )
  );
}

struct bounded {
  distribution delay;
  distribution jitter;
  size_distribution size;
  static constexpr auto schema() {
    return describe(
        "bounded",
        "x",
        optional(&bounded::delay, "delay", "x", {.max = 10s}),
        optional(&bounded::jitter, "jitter", "x", {.negative = true}),
        optional(&bounded::size, "size", "x", {.min = 1})
    );
  }
};

TEST(ShapeBounds, HoldForTheSmallestAndTheLargestValue) {
  EXPECT_THAT(
      read<bounded>("delay = '-1s'").what(),
      ElementsAre("1:9 `delay` must be from 0s to 10s, not -1s")
  );
  EXPECT_THAT(
      read<bounded>("delay = { dist = 'uniform', min = '-2s', max = '2s' }").what(),
      ElementsAre("1:9 `delay` must be from 0s to 10s, but can be -2s")
  );
  EXPECT_THAT(
      read<bounded>("delay = { dist = 'exponential', mean = '1s', max = '11s' }").what(),
      ElementsAre("1:9 `delay` must be from 0s to 10s, but can be 11s")
  );
}

TEST(ShapeBounds, HoldAtEveryTime) {
  EXPECT_THAT(
      read<bounded>("delay = { ramp = [['0s', '1s'], ['1m', '11s']] }").what(),
      ElementsAre(HasSubstr("must be from 0s to 10s"))
  );
}

TEST(ShapeBounds, MayAllowNegativeValues) {
  EXPECT_THAT(
      read<bounded>("jitter = { dist = 'uniform', min = '-2s', max = '2s' }").what(),
      IsEmpty()
  );
}

TEST(ShapesOfSizes, AreWrittenInBytes) {
  const auto got = read<bounded>("size = { dist = 'uniform', min = '1KiB', max = '4KiB' }");
  EXPECT_THAT(got.what(), IsEmpty());
  EXPECT_EQ(got.value.size.bytes, d::uniform(duration{1024}, duration{4096}));
}

TEST(ShapesOfSizes, AreBoundedInBytes) {
  EXPECT_THAT(
      read<bounded>("size = '0B'").what(),
      ElementsAre("1:8 `size` must be at least 1B, not 0B")
  );
}

TEST(ShapesOfSizes, WantAUnit) {
  EXPECT_THAT(read<bounded>("size = '3ms'").what(), ElementsAre(HasSubstr("no unit of a size")));
}

TEST(Shapes, ReadBackAsTheyWereWritten) {
  for (const auto* text :
       {"'200ms'",
        "{ dist = 'uniform', min = '50ms', max = '150ms' }",
        "{ dist = 'never' }",
        "{ dist = 'normal', mean = '100ms', stddev = '20ms', max = '300ms' }",
        "{ dist = 'empirical', quantiles = { p0 = '1ms', p50 = '3ms', p999 = '9ms' }, max = '2s' }",
        "{ dist = 'wave', shape = 'square', base = '100ms', amplitude = '80ms', period = '30s' }",
        "{ dist = 'pareto', scale = '20ms', shape = { ramp = [['0s', 1.5], ['1s', 2.0]] }, max = "
        "'10s' }",
        "{ dist = 'mixture', parts = [{ weight = 98.0, dist = 'fixed', value = '2ms' }, { weight = "
        "2.0, dist = 'never' }] }"}) {
    const distribution got = shape_of(text);
    EXPECT_EQ(shape_of(to_toml(encode(got))), got) << text;
  }
}

}  // namespace
}  // namespace surgeline::config
