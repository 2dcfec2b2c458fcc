#include "config/reading.hpp"
#include "surgeline/config/shapes.hpp"

namespace surgeline::config {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using d = distribution;

std::optional<std::string> files(std::string_view path) {
  if (path == "prod.csv") return "host, latency\na, 3\n\"b\",1\nc,2\r\nd,50\n\n";
  if (path == "bad.csv") return "latency\n1\nx\n";
  return std::nullopt;
}

std::vector<std::string> file_problems(std::string_view keys, const sources& from = &files) {
  return read<only<distribution>>(
             "is = { dist = 'empirical', max = '10ms', " + std::string(keys) + " }",
             from
  )
      .what();
}

distribution shape_of(std::string_view text, const sources& from) {
  const auto got = read<only<distribution>>("is = " + std::string(text), from);
  EXPECT_THAT(got.what(), IsEmpty());
  return got.value.is;
}

TEST(ShapesOfFiles, AreTheQuantilesOfAColumn) {
  const auto measured = shape_of(
      "{ dist = 'empirical', file = 'prod.csv', column = 'latency', unit = 'ms', max = '10ms' }",
      &files
  );
  const auto& law = std::get<d::empirical_law>(measured.shape());
  EXPECT_EQ(
      law.quantiles,
      (std::vector<
          std::pair<double, duration>>{{0, 1ms}, {0.5 / 3, 1ms}, {0.5, 2ms}, {2.5 / 3, 3ms}})
  );
  EXPECT_EQ(law.max, 10ms);
}

TEST(ShapesOfFiles, NeedAColumnThatIsThere) {
  EXPECT_THAT(
      file_problems("file = 'prod.csv', column = 'latencies', unit = 'ms'"),
      ElementsAre("1:61 prod.csv has no column `latencies` | did you mean `latency`?")
  );
}

TEST(ShapesOfFiles, NeedAUnit) {
  EXPECT_THAT(
      file_problems("file = 'prod.csv', column = 'latency'"),
      ElementsAre(HasSubstr("has `file` but no `unit`"))
  );
  EXPECT_THAT(
      file_problems("file = 'prod.csv', column = 'latency', unit = 'sec'"),
      ElementsAre(HasSubstr("`sec`"))
  );
}

TEST(ShapesOfFiles, NeedNumbers) {
  EXPECT_THAT(
      file_problems("file = 'bad.csv', column = 'latency', unit = 'ms'"),
      ElementsAre("3:0 no number in column `latency` | it says \"x\"")
  );
}

TEST(ShapesOfFiles, NeedAFile) {
  EXPECT_THAT(
      file_problems("file = 'none.csv', column = 'latency', unit = 'ms'"),
      ElementsAre(HasSubstr("cannot read none.csv"))
  );
}

TEST(ShapesOfFiles, AreRefusedWhereThereAreNoFiles) {
  EXPECT_THAT(
      file_problems("file = 'prod.csv', column = 'latency', unit = 'ms'", {}),
      ElementsAre(HasSubstr("cannot read prod.csv | no files here: write `quantiles`"))
  );
}

TEST(ShapesOfFiles, AreInPlaceOfQuantiles) {
  EXPECT_THAT(
      file_problems(
          "file = 'prod.csv', column = 'latency', unit = 'ms', quantiles = { p50 = '1ms' }"
      ),
      ElementsAre(HasSubstr("has both `quantiles` and `file`"))
  );
}

}  // namespace
}  // namespace surgeline::config
