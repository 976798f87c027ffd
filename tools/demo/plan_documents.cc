#include "tools/demo/plan_documents.h"

#include <sstream>

#include "geo/sheet/document.h"
#include "tools/demo/geos_tools.h"
#include "tools/demo/toml_text.h"

namespace quyhoach::tools::demo {
namespace {

std::string vietnamese_date(const std::string& iso) {
  return "ngày " + iso.substr(8, 2) + " tháng " + iso.substr(5, 2) + " năm " + iso.substr(0, 4);
}

void write_document(const PlanFacts& plan, const std::filesystem::path& folder, const std::string& file,
                    const std::string& title, std::vector<std::string> paragraphs) {
  geo::DocumentText text;
  text.heading = plan.authority + " – Số: " + plan.number + ", " + vietnamese_date(plan.date);
  text.title = title;
  text.paragraphs = std::move(paragraphs);
  text.paragraphs.emplace_back(
      "Tài liệu DEMO, sinh tự động để trình diễn phần mềm. Không phải văn bản của cơ quan nhà nước, không có giá trị "
      "pháp lý. "
      "(DEMO document, generated; not a legal text.)");
  text.watermark = "DEMO";
  text.created = plan.date + "T00:00:00Z";
  const auto written = geo::write_document(text, folder / "documents" / file);
  if (!written) {
    stop(written.error().message);
  }
}

}  // namespace

std::string write_documents(const PlanFacts& plan, const PlanContent& content, const std::filesystem::path& folder) {
  std::ostringstream text;
  const bool is_draft = plan.status == "consultation";
  const std::string verb = is_draft ? "Dự thảo quyết định phê duyệt " : "Quyết định về việc phê duyệt ";
  const std::string count = std::to_string(content.zones.size() + content.lines.size() + content.points.size());
  write_document(
      plan, folder, "quyet-dinh.pdf", verb + plan.title,
      {"Điều 1. Phê duyệt " + plan.title + ", bản vẽ tỷ lệ 1/" + plan.scale + ", gồm " + count + " đối tượng.",
       "Điều 2. Ranh giới, ô phố và chỉ tiêu sử dụng đất theo bản vẽ số kèm theo. Sai số vị trí đường nét: ± " +
           plan.accuracy_m + " m.",
       plan.from.empty() ? "Điều 3. Hồ sơ đang được lấy ý kiến cộng đồng dân cư; chưa có hiệu lực."
                         : "Điều 3. Quyết định có hiệu lực từ " + vietnamese_date(plan.from) + "."});
  text << "\n[[document]]\nkind = \"decision\"\ntitle = "
       << quoted((is_draft ? "Dự thảo quyết định " : "Quyết định ") + plan.number)
       << "\nfile = \"documents/quyet-dinh.pdf\"\n";
  if (!content.zones.empty() && plan.topic != "annual_land_use_programme") {
    write_document(
        plan, folder, "quy-dinh-quan-ly.pdf", "Quy định quản lý theo " + plan.title,
        {"1. Quy định này áp dụng cho mọi tổ chức, cá nhân khi xây dựng trong ranh giới đồ án.",
         "2. Mật độ xây dựng, tầng cao, hệ số sử dụng đất của từng ô phố ghi trong bảng thuộc tính của bản vẽ số.",
         "3. Khoảng lùi, chỉ giới xây dựng và lộ giới xem đồ án chuyên ngành; nơi khác nhau, áp dụng quy định chặt "
         "hơn.",
         "4. Chữ thử dấu: Ằ Ẳ Ẵ Ặ Ầ Ẩ Ẫ Ậ Ề Ể Ễ Ệ Ồ Ổ Ỗ Ộ Ờ Ở Ỡ Ợ Ừ Ử Ữ Ự Ỳ Ỷ Ỹ Ỵ Đ đ ằ ẳ ẵ ặ ề ể ễ ệ ồ ổ ỗ ộ ờ ở ỡ ợ "
         "ừ ử ữ ự ỳ ỷ ỹ ỵ."});
    text << "\n[[document]]\nkind = \"regulation\"\ntitle = \"Quy định quản lý (DEMO)\"\nfile = "
            "\"documents/quy-dinh-quan-ly.pdf\"\n";
  }
  return text.str();
}

}  // namespace quyhoach::tools::demo
