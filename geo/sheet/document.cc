#include "geo/sheet/document.h"

#include <memory>
#include <string_view>

#include <cairo-pdf.h>
#include <cairo.h>

namespace quyhoach::geo {
namespace {

// Points, 1/72 inch.
constexpr double kPageWidth_pt = 595.276;
constexpr double kPageHeight_pt = 841.890;
constexpr double kMargin_pt = 64.0;
constexpr double kTextWidth_pt = kPageWidth_pt - 2.0 * kMargin_pt;
// Has every Vietnamese letter as one glyph, so text in normal form C needs no shaping and Cairo's plain text calls do.
constexpr const char* kFont = "DejaVu Sans";

struct SurfaceDeleter {
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
  void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
};

class Page {
 public:
  explicit Page(cairo_t* context) : context_(context) {}

  void font(double size_pt, bool bold) {
    cairo_select_font_face(context_, kFont, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context_, size_pt);
    size_pt_ = size_pt;
  }

  void watermark(const std::string& text) {
    cairo_save(context_);
    cairo_set_source_rgb(context_, 0.93, 0.87, 0.87);
    font(150.0, true);
    cairo_translate(context_, kPageWidth_pt / 2.0, kPageHeight_pt / 2.0);
    cairo_rotate(context_, -0.9);
    cairo_move_to(context_, -advance(text) / 2.0, 50.0);
    cairo_show_text(context_, text.c_str());
    cairo_restore(context_);
  }

  void paragraph(std::string_view text, bool centred) {
    std::string line;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(' '), text.size());
      const std::string word{text.substr(0, end)};
      text.remove_prefix(std::min(end + 1, text.size()));
      const std::string longer = line.empty() ? word : line + " " + word;
      if (!line.empty() && advance(longer) > kTextWidth_pt) {
        show(line, centred);
        line = word;
      } else {
        line = longer;
      }
    }
    show(line, centred);
    down(size_pt_ * 0.7);
  }

  void down(double by_pt) { at_pt_ += by_pt; }
  [[nodiscard]] bool fits() const noexcept { return at_pt_ < kPageHeight_pt - kMargin_pt; }

 private:
  [[nodiscard]] double advance(const std::string& text) {
    cairo_text_extents_t extents{};
    cairo_text_extents(context_, text.c_str(), &extents);
    return extents.x_advance;
  }

  void show(const std::string& line, bool centred) {
    at_pt_ += size_pt_ * 1.45;
    cairo_move_to(context_, centred ? (kPageWidth_pt - advance(line)) / 2.0 : kMargin_pt, at_pt_);
    cairo_show_text(context_, line.c_str());
  }

  cairo_t* context_;
  double size_pt_ = 11.0;
  double at_pt_ = kMargin_pt;
};

}  // namespace

Result<std::filesystem::path> write_document(const DocumentText& text, const std::filesystem::path& file) {
  const std::unique_ptr<cairo_surface_t, SurfaceDeleter> surface{
      cairo_pdf_surface_create(file.c_str(), kPageWidth_pt, kPageHeight_pt)};
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, text.title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, text.created.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_MOD_DATE, text.created.c_str());
  bool fits = false;
  {
    const std::unique_ptr<cairo_t, ContextDeleter> context{cairo_create(surface.get())};
    Page page{context.get()};
    if (!text.watermark.empty()) {
      page.watermark(text.watermark);
    }
    cairo_set_source_rgb(context.get(), 0.0, 0.0, 0.0);
    page.font(10.0, false);
    page.paragraph(text.heading, false);
    page.down(24.0);
    page.font(17.0, true);
    page.paragraph(text.title, true);
    page.down(14.0);
    page.font(11.0, false);
    for (const std::string& paragraph : text.paragraphs) {
      page.paragraph(paragraph, false);
    }
    fits = page.fits();
    cairo_show_page(context.get());
  }
  cairo_surface_finish(surface.get());
  if (const cairo_status_t status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
    return Error{ErrorCode::kUnavailable, file.string() + ": " + cairo_status_to_string(status)};
  }
  if (!fits) {
    return Error{ErrorCode::kBadData, file.string() + ": the text does not fit on one page"};
  }
  return file;
}

}  // namespace quyhoach::geo
