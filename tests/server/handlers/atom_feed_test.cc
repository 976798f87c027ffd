#include "server/handlers/atom_feed.h"

#include <gmock/gmock.h>

namespace quyhoach::server {
namespace {

AtomFeed two_entries() {
  return {.key = "small\nparcel=1", .title = "Quy hoạch: thửa 1", .author = "Văn phòng", .language = "vi", .self = "/f?a=1&b=2", .link = "/thua?a=1&b=2",
          .since = "2020-01-01T00:00:00Z",
          .entries = {{.key = "2015-04-04", .updated = "2021-01-01T00:00:00Z", .title = "một", .link = "/1", .lines = {"a", "b"}},
                      {.key = "2016-04-04", .updated = "2020-06-01T00:00:00Z", .title = "hai", .link = "/2", .lines = {}}}};
}

TEST(AtomFeed, IsUpdatedWhenItsEntryUpdatedLastIs) {
  const std::string feed = to_atom(two_entries());
  EXPECT_THAT(feed.substr(0, feed.find("<entry>")), testing::HasSubstr("<updated>2021-01-01T00:00:00Z</updated>"));
  AtomFeed empty = two_entries();
  empty.entries.clear();
  EXPECT_THAT(to_atom(empty), testing::HasSubstr("<updated>2020-01-01T00:00:00Z</updated>"));
}

TEST(AtomFeed, PutsTheNewestFirst) {
  const std::string feed = to_atom(two_entries());
  EXPECT_LT(feed.find("hai"), feed.find("một"));
}

TEST(AtomFeed, KeepsItsIdsAndTellsEntriesApart) {
  AtomFeed feed = two_entries();
  const std::string before = to_atom(feed);
  const auto id_of = [](const std::string& text, std::size_t from) { return text.substr(text.find("<id>", from), 54); };
  feed.title = "anders";
  feed.entries[1].title = "drei";
  const std::string after = to_atom(feed);
  EXPECT_EQ(id_of(before, 0), id_of(after, 0));
  EXPECT_EQ(id_of(before, before.find("<entry>")), id_of(after, after.find("<entry>")));
  EXPECT_NE(id_of(before, before.find("<entry>")), id_of(before, before.rfind("<entry>")));
  EXPECT_THAT(before, testing::ContainsRegex("<id>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}</id>"));
}

TEST(AtomFeed, LetsNoTextOutOfItsPlace) {
  AtomFeed feed = two_entries();
  feed.title = "</title><script>alert(1)</script>&\x01\x0b\xEF\xBF\xBE\"'";
  feed.entries[0].lines = {"]]> <!-- & -->"};
  feed.entries[0].link = "/?a=\"><x>";
  const std::string text = to_atom(feed);
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("<script>")));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("<x>")));
  EXPECT_THAT(text, testing::HasSubstr("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;'"));
  EXPECT_THAT(text, testing::HasSubstr("]]&gt; &lt;!-- &amp; --&gt;"));
}

}  // namespace
}  // namespace quyhoach::server
