#include <array>
#include <charconv>

#include "data/desk/export.h"
#include "data/desk/findings_report.h"

namespace quyhoach::desk {

namespace {

constexpr std::string_view kStyle =
    "@page{size:A4;margin:18mm 15mm}"
    "body{font:10pt/1.4 'Be Vietnam Pro','DejaVu Sans',sans-serif;color:#111;max-width:180mm;margin:0 auto;padding:4mm}"
    "h1{font-size:16pt;margin:0 0 2mm}h2{font-size:12pt;margin:6mm 0 1mm;break-after:avoid}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:0 4mm;margin:2mm 0}dt{font-weight:600}dd{margin:0}"
    "table{border-collapse:collapse;width:100%;margin:2mm 0}th,td{border:1px solid #888;padding:1mm 2mm;text-align:left;vertical-align:top}"
    "thead{display:table-header-group}tr{break-inside:avoid}td.n,th.n{text-align:right;white-space:nowrap}td{overflow-wrap:anywhere}"
    ".demo{border:2px solid #b00;color:#b00;padding:1mm 2mm;font-weight:700}.refuses{color:#b00;font-weight:700}"
    "@media (max-width:600px){table,thead,tbody,tr,td,th{display:block}thead{display:none}td.n{text-align:left}}";

/// Text as it may stand between tags and in attributes; what no XML may hold becomes U+FFFD.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? out += "\uFFFD" : out += c;
    }
  }
  return out;
}

std::string metres(double value) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2);
  return end.ec == std::errc{} ? std::string{text.data(), end.ptr} : std::string{};
}

class Page {
 public:
  Page(const KeptCheck& check, const CheckedFor& about, std::string_view language) : check_(check), about_(about), language_(language) {}

  std::string write() {
    const std::string title = word("Kết quả kiểm tra đồ án", "Findings of a plan's check");
    out_ = "<!doctype html>\n<html lang=\"" + escaped(language_) + "\">\n<head><meta charset=\"utf-8\">" +
           "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" + title + ": " + escaped(about_.draft->text.title) +
           "</title><style>" + std::string{kStyle} + "</style></head>\n<body>\n<h1>" + title + "</h1>\n";
    if (about_.district->demo) {
      out_ += "<p class=\"demo\">" + escaped(demo_fact(language_).value) + "</p>\n";
    }
    head();
    counts();
    for (const auto& [code, count] : check_.counts) {
      section(code, count);
    }
    return out_ + "</body>\n</html>\n";
  }

 private:
  [[nodiscard]] std::string word(std::string_view vi, std::string_view en) const { return in_language(language_, vi, en); }
  void fact(std::string_view vi, std::string_view en, std::string_view value) {
    out_ += "<dt>" + word(vi, en) + "</dt><dd>" + escaped(value) + "</dd>\n";
  }

  void head() {
    const store::Draft& draft = *about_.draft;
    out_ += "<dl>\n";
    fact("Địa bàn", "District", about_.district->name.in(language_));
    fact("Đồ án", "Plan", draft.text.title + " (" + draft.text.plan + ")");
    fact("Bản thảo", "Draft", draft.id);
    fact("Người soạn", "Author", draft.author);
    fact("Kiểm tra với phiên bản", "Checked against edition", check_.edition);
    fact("Hệ tọa độ", "CRS", about_.district->crs);
    out_ += "</dl>\n<p>" + (check_.refusing.empty() ? word("Không có lỗi nào chặn công bố.", "Nothing refuses its publication.")
                                                    : "<strong class=\"refuses\">" + word("Chưa công bố được, vì: ", "It cannot be published, because of: ") +
                                                          listed(check_.refusing) + "</strong>") +
            "</p>\n";
    if (!check_.accepted.empty()) {
      out_ += "<p>" + word("Đã biết và chấp nhận: ", "Known and accepted: ") + listed(check_.accepted) + "</p>\n";
    }
  }
  static std::string listed(const std::set<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) {
      text += (text.empty() ? "" : ", ") + escaped(code);
    }
    return text;
  }

  void counts() {
    if (check_.counts.empty()) {
      out_ += "<p>" + word("Không phát hiện gì.", "Nothing was found.") + "</p>\n";
      return;
    }
    out_ += "<table>\n<thead><tr><th>" + word("Mã", "Code") + "</th><th class=\"n\">" + word("Số lượng", "Count") + "</th></tr></thead>\n<tbody>\n";
    for (const auto& [code, count] : check_.counts) {
      out_ += "<tr><td>" + escaped(code) + "</td><td class=\"n\">" + std::to_string(count) + "</td></tr>\n";
    }
    out_ += "</tbody></table>\n";
  }

  void section(const std::string& code, std::uint64_t count) {
    out_ += "<section>\n<h2>" + escaped(code) + " (" + std::to_string(count) + ")</h2>\n";
    if (const auto kind = check_.kinds.find(code); kind != check_.kinds.end()) {
      out_ += "<dl>\n";
      fact("Vì sao quan trọng", "Why it matters", kind->second.why.in(language_));
      fact("Cách sửa", "How to mend it", kind->second.mend.in(language_));
      if (!kind->second.source.empty()) {
        fact("Nguồn", "Source", kind->second.source);
      }
      out_ += "</dl>\n";
    }
    out_ += "<table>\n<thead><tr><th class=\"n\">" + word("Số", "No.") + "</th><th>" + word("Nội dung", "What") + "</th><th>" +
            word("Tệp, đối tượng", "File, feature") + "</th><th>" + word("Vị trí (Đ, B), m", "Place (E, N), m") + "</th></tr></thead>\n<tbody>\n";
    std::uint64_t told = 0;
    for (std::size_t i = 0; i < check_.findings.size(); ++i) {
      if (check_.findings[i].code == code) {
        row(i + 1, check_.findings[i]);
        ++told;
      }
    }
    out_ += "</tbody></table>\n";
    if (told < count) {
      out_ += "<p>" + word("Còn lại không liệt kê: ", "Not listed: ") + std::to_string(count - told) + "</p>\n";
    }
    out_ += "</section>\n";
  }

  void row(std::size_t number, const KeptFinding& finding) {
    const std::string place = finding.place ? metres(finding.place->east_m) + "; " + metres(finding.place->north_m) : std::string{};
    out_ += "<tr><td class=\"n\">" + std::to_string(number) + "</td><td>" + escaped(finding.message.in(language_)) + "</td><td>" +
            escaped(finding.file) + (finding.feature.empty() ? "" : "<br>" + escaped(finding.feature)) + "</td><td>" + place + "</td></tr>\n";
  }

  const KeptCheck& check_;
  const CheckedFor& about_;
  std::string_view language_;
  std::string out_;
};

}  // namespace

std::string findings_html(const KeptCheck& check, const CheckedFor& about, std::string_view language) {
  return Page{check, about, language}.write();
}

}  // namespace quyhoach::desk
