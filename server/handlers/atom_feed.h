#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quyhoach::server {

/// One entry of a feed; texts as they are, not yet escaped.
struct AtomEntry {
  std::string key;      ///< Tells it from the feed's other entries, and never changes.
  std::string updated;  ///< RFC 3339
  std::string title;
  std::string link;     ///< Path and query of the page that shows it.
  std::vector<std::string> lines;
};

struct AtomFeed {
  std::string key;    ///< Tells it from all other feeds, and never changes.
  std::string title;
  std::string author;
  std::string language;
  std::string self;   ///< Path and query of the feed …
  std::string link;   ///< … and of the page it is about.
  std::string since;  ///< RFC 3339: `updated` of a feed without entries.
  std::vector<AtomEntry> entries;  ///< Oldest first.
};

/// The feed as an Atom document (RFC 4287), newest entry first: ids are made of the keys (UUID version 8, RFC 9562, of their SHA-256), `updated` is that of the entry
/// updated last. What XML cannot hold is left out of texts.
[[nodiscard]] std::string to_atom(const AtomFeed& feed);

}  // namespace quyhoach::server
