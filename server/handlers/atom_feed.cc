#include "server/handlers/atom_feed.h"

#include <algorithm>
#include <ranges>

#include "geo/base/sha256.h"

namespace quyhoach::server {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view three = text.substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {  // U+FFFE and U+FFFF
      i += 2;
      continue;
    }
    const char c = text[i];
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n':
      case '\t': out += c; break;
      default:
        if (static_cast<unsigned char>(c) >= ' ') {  // XML 1.0 §2.2 has no other controls.
          out += c;
        }
    }
  }
  return out;
}

std::string urn_of(std::string_view key) {
  std::string hex = geo::sha256_hex(key).substr(0, 32);
  constexpr std::size_t kVersion = 12;
  constexpr std::size_t kVariant = 16;
  hex[kVersion] = '8';
  hex[kVariant] = "89ab"[static_cast<std::size_t>(hex[kVariant]) % 4];
  return "urn:uuid:" + hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' + hex.substr(20);
}

void add_element(std::string& out, std::string_view name, std::string_view text) {
  out.append("<").append(name).append(">").append(escaped(text)).append("</").append(name).append(">\n");
}

void add_link(std::string& out, std::string_view relation, std::string_view type, std::string_view to) {
  out.append("<link rel=\"").append(relation).append("\" type=\"").append(type).append("\" href=\"").append(escaped(to)).append("\"/>\n");
}

}  // namespace

std::string to_atom(const AtomFeed& feed) {
  std::string updated = feed.entries.empty() ? feed.since : std::string{};
  for (const AtomEntry& entry : feed.entries) {
    updated = std::max(updated, entry.updated);
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" + escaped(feed.language) + "\">\n";
  add_element(out, "id", urn_of(feed.key));
  add_element(out, "title", feed.title);
  add_element(out, "updated", updated);
  out += "<author>";
  add_element(out, "name", feed.author);
  out += "</author>\n";
  add_link(out, "self", "application/atom+xml", feed.self);
  add_link(out, "alternate", "text/html", feed.link);
  for (const AtomEntry& entry : std::views::reverse(feed.entries)) {
    out += "<entry>\n";
    add_element(out, "id", urn_of(feed.key + "\n" + entry.key));
    add_element(out, "title", entry.title);
    add_element(out, "updated", entry.updated);
    add_link(out, "alternate", "text/html", entry.link);
    std::string text;
    for (const std::string& line : entry.lines) {
      text.append(text.empty() ? "" : "\n").append(line);
    }
    out.append("<content type=\"text\">").append(escaped(text)).append("</content>\n</entry>\n");
  }
  return out + "</feed>\n";
}

}  // namespace quyhoach::server
