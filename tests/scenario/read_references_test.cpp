#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadReferences, ShowAPolicyThatIsNotThere) {
  EXPECT_THAT(
      said(shop("[[load]]\nid = \"more\"\nto = \"shop\"\nrate = \"1/s\"\npolicy = \"caller\"\n")),
      ElementsAre("35:10 there is no policy `caller` | did you mean `callers`?")
  );
}

TEST(ReadReferences, ShowAServiceOrProxyThatIsNotThere) {
  EXPECT_THAT(
      said(shop("[[load]]\nid = \"more\"\nto = \"fron\"\nrate = \"1/s\"\n")),
      ElementsAre("33:6 there is no service or proxy `fron` | did you mean `front`?")
  );
}

TEST(ReadReferences, ShowAnUpstreamThatIsNotThere) {
  EXPECT_THAT(
      said(shop("[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = { service = \"stock\" }\n")),
      ElementsAre("33:24 there is no service `stock` | one of `shop`")
  );
}

TEST(ReadReferences, ShowACallerThatIsNotThere) {
  EXPECT_THAT(
      said(shop("[[proxy]]\nfrom = [\"users\", \"bots\"]\nlisten = \"127.0.0.1:0\"\nupstream = { "
                "service = \"shop\" }\n")),
      ElementsAre(
          "32:9 calls from `users` to `shop` already go through proxy `front` | one proxy at most "
          "for a "
          "pair",
          "32:18 there is no load or service `bots` | one of `users`, `shop`"
      )
  );
}

TEST(ReadReferences, ShowATargetThatIsNotThere) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\ntarget = { proxy = \"frnt\" }\n")),
      ElementsAre("33:20 there is no proxy `frnt` | did you mean `front`?")
  );
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\n[fault.target]\nproxy = [\"front\", \"back\"]\n")),
      ElementsAre("34:19 there is no proxy `back` | one of `front`")
  );
}

TEST(ReadReferences, ShowEachPhaseThatIsNotThere) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\nduring = [\"outge\", \"outage\", \"recover\"]\n")),
      ElementsAre(
          "33:11 there is no phase `outge` | did you mean `outage`?",
          "33:30 there is no phase `recover` | one of `warmup`, `before`, `outage`, `after`"
      )
  );
}

TEST(ReadReferences, ShowAPhaseThatIsNotThereInWhatIsJudged) {
  EXPECT_THAT(
      said(shop(R"([[steady_state]]
id = "a"
metric = "load.users.goodput"
during = ["befor"]
expect = { at_least = "1/s" }
[[abort]]
id = "b"
metric = "load.users.goodput"
during = ["aftr"]
when = { below = "1/s" }
)")),
      ElementsAre(
          "34:11 there is no phase `befor` | did you mean `before`?",
          "39:11 there is no phase `aftr` | did you mean `after`?"
      )
  );
}

TEST(ReadReferences, ShowAFaultThatIsNotThere) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\n[[expect_hits]]\nfault = \"stall-2\"\nat_least = 1\n")
      ),
      ElementsAre("34:9 there is no fault `stall-2` | did you mean `stall-1`?")
  );
}

TEST(ReadReferences, FindWhatHasADefaultId) {
  EXPECT_THAT(
      said("format = 1\n[[proxy]]\nlisten = \"127.0.0.1:0\"\nupstream = "
           "\"127.0.0.1:80\"\n[[fault]]\n"
           "kind = \"stall\"\ntarget = { proxy = \"proxy-1\" }\n"),
      IsEmpty()
  );
}

TEST(ReadReferences, AreLookedAtBesideWhatCouldNotBeRead) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\nduring = [3, \"outge\"]\n")),
      ElementsAre(
          testing::StartsWith("33:11 entry 1 of `during` wants"),
          "33:14 there is no phase `outge` | did you mean `outage`?"
      )
  );
}

TEST(ReadReferences, RefuseANameThatAnotherTableHas) {
  EXPECT_THAT(
      said(shop("[[load]]\nid = \"shop\"\nto = \"shop\"\nrate = \"1/s\"\n")),
      ElementsAre(
          "32:6 `shop` is already the name of a service | services, proxies and loads share one "
          "namespace: rename one of them"
      )
  );
}

TEST(ReadReferences, LetOtherTablesHaveNamesOfTheirOwn) {
  EXPECT_THAT(
      said(shop("[[policy]]\nid = \"shop\"\n[[fault]]\nid = \"users\"\nkind = \"stall\"\n")),
      IsEmpty()
  );
}

TEST(ReadReferences, RefuseADefaultIdThatSomebodyHas) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\n[[fault]]\nid = \"stall-1\"\nkind = \"reset\"\n")),
      ElementsAre(
          "31:1 without `id` this fault is `stall-1`, which another one is called | give it an `id`"
      )
  );
}

TEST(ReadReferences, RefuseAnEmptyListOfThem) {
  EXPECT_THAT(
      said(shop("[[fault]]\nkind = \"stall\"\nduring = []\ntarget = { proxy = [] }\n")),
      ElementsAre(
          "33:10 `during` in [[fault]] \"stall-1\" must have at least one entry",
          "34:20 `proxy` in target of [[fault]] \"stall-1\" must have at least one entry"
      )
  );
}

}  // namespace
}  // namespace surgeline::scenario
