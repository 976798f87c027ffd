#pragma once

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/legacy_text.h"
#include "geo/base/text.h"

namespace quyhoach::geo::test {

/// The 134 marked letters: letter, then its bytes (hexadecimal) in TCVN3, VNI-Windows and Windows-1258. Facts as tables
/// print them, written out so that they check the rules of geo/base/legacy_text.cc. VNI writes ỷ and ỹ as y with a
/// mark; tables that give one byte to them give that of ặ's mark or of ì.
inline constexpr const char* kVietnameseCharsets =
    "À 41b5 41d8 c0; Á 41b8 41d9 c1; Â a2 41c2 c2; Ã 41b7 41d5 41de; È 45cc 45d8 c8; É 45d0 45d9 c9; "
    "Ê a3 45c2 ca; Ì 49d7 cc 49cc; Í 49dd cd cd; Ò 4fdf 4fd8 4fcc; Ó 4fe3 4fd9 d3; Ô a4 4fc2 d4; "
    "Õ 4fe2 4fd5 4fde; Ù 55ef 55d8 d9; Ú 55f3 55d9 da; Ý 59fd 59d9 59ec; à b5 61f8 e0; á b8 61f9 e1; "
    "â a9 61e2 e2; ã b7 61f5 61de; è cc 65f8 e8; é d0 65f9 e9; ê aa 65e2 ea; ì d7 ec 69cc; í dd ed ed; "
    "ò df 6ff8 6fcc; ó e3 6ff9 f3; ô ab 6fe2 f4; õ e2 6ff5 6fde; ù ef 75f8 f9; ú f3 75f9 fa; ý fd 79f9 79ec; "
    "Ă a1 41ca c3; Đ a7 d1 d0; Ĩ 49dc d3 49de; Ũ 55f2 55d5 55de; Ơ a5 d4 d5; Ư a6 d6 dd; ă a8 61ea e3; "
    "đ ae f1 f0; ĩ dc f3 69de; ũ f2 75f5 75de; ơ ac f4 f5; ư ad f6 fd; Ạ 41b9 41cf 41f2; Ả 41b6 41db 41d2; "
    "Ấ a2ca 41c1 c2ec; Ầ a2c7 41c0 c2cc; Ẩ a2c8 41c5 c2d2; Ẫ a2c9 41c3 c2de; Ậ a2cb 41c4 c2f2; Ắ a1be 41c9 c3ec; "
    "Ằ a1bb 41c8 c3cc; Ẳ a1bc 41da c3d2; Ẵ a1bd 41dc c3de; Ặ a1c6 41cb c3f2; Ẹ 45d1 45cf 45f2; Ẻ 45ce 45db 45d2; "
    "Ẽ 45cf 45d5 45de; Ế a3d5 45c1 caec; Ề a3d2 45c0 cacc; Ể a3d3 45c5 cad2; Ễ a3d4 45c3 cade; Ệ a3d6 45c4 caf2; "
    "Ỉ 49d8 c6 49d2; Ị 49de d2 49f2; Ọ 4fe4 4fcf 4ff2; Ỏ 4fe1 4fdb 4fd2; Ố a4e8 4fc1 d4ec; Ồ a4e5 4fc0 d4cc; "
    "Ổ a4e6 4fc5 d4d2; Ỗ a4e7 4fc3 d4de; Ộ a4e9 4fc4 d4f2; Ớ a5ed d4d9 d5ec; Ờ a5ea d4d8 d5cc; Ở a5eb d4db d5d2; "
    "Ỡ a5ec d4d5 d5de; Ợ a5ee d4cf d5f2; Ụ 55f4 55cf 55f2; Ủ 55f1 55db 55d2; Ứ a6f8 d6d9 ddec; Ừ a6f5 d6d8 ddcc; "
    "Ử a6f6 d6db ddd2; Ữ a6f7 d6d5 ddde; Ự a6f9 d6cf ddf2; Ỳ 59fa 59d8 59cc; Ỵ 59fe ce 59f2; Ỷ 59fb 59db 59d2; "
    "Ỹ 59fc 59d5 59de; ạ b9 61ef 61f2; ả b6 61fb 61d2; ấ ca 61e1 e2ec; ầ c7 61e0 e2cc; ẩ c8 61e5 e2d2; "
    "ẫ c9 61e3 e2de; ậ cb 61e4 e2f2; ắ be 61e9 e3ec; ằ bb 61e8 e3cc; ẳ bc 61fa e3d2; ẵ bd 61fc e3de; "
    "ặ c6 61eb e3f2; ẹ d1 65ef 65f2; ẻ ce 65fb 65d2; ẽ cf 65f5 65de; ế d5 65e1 eaec; ề d2 65e0 eacc; "
    "ể d3 65e5 ead2; ễ d4 65e3 eade; ệ d6 65e4 eaf2; ỉ d8 e6 69d2; ị de f2 69f2; ọ e4 6fef 6ff2; ỏ e1 6ffb 6fd2; "
    "ố e8 6fe1 f4ec; ồ e5 6fe0 f4cc; ổ e6 6fe5 f4d2; ỗ e7 6fe3 f4de; ộ e9 6fe4 f4f2; ớ ed f4f9 f5ec; "
    "ờ ea f4f8 f5cc; ở eb f4fb f5d2; ỡ ec f4f5 f5de; ợ ee f4ef f5f2; ụ f4 75ef 75f2; ủ f1 75fb 75d2; "
    "ứ f8 f6f9 fdec; ừ f5 f6f8 fdcc; ử f6 f6fb fdd2; ữ f7 f6f5 fdde; ự f9 f6ef fdf2; ỳ fa 79f8 79cc; "
    "ỵ fe ee 79f2; ỷ fb 79fb 79d2; ỹ fc 79f5 79de; ";

struct CharsetRow {
  std::string letter;
  std::map<TextEncoding, std::string> bytes;
};

inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  }
  return bytes;
}

inline std::vector<CharsetRow> charset_rows() {
  std::vector<CharsetRow> rows;
  std::istringstream table{kVietnameseCharsets};
  std::string letter;
  std::string tcvn3;
  std::string vni;
  std::string windows;
  while (std::getline(table >> letter >> tcvn3 >> vni, windows, ';')) {
    rows.push_back({to_nfc(letter),
                    {{TextEncoding::kTcvn3, from_hex(tcvn3)},
                     {TextEncoding::kVni, from_hex(vni)},
                     {TextEncoding::kWindows1258, from_hex(trim(windows))}}});
  }
  return rows;
}

/// Writes a text as old programs did. \return nothing where a letter is neither ASCII nor in the table. `encoding` is
/// TCVN3, VNI or CP1258.
inline std::optional<std::string> encode(std::string_view text, TextEncoding encoding) {
  static const std::map<std::string, CharsetRow, std::less<>> kRows = [] {
    std::map<std::string, CharsetRow, std::less<>> rows;
    for (CharsetRow& row : charset_rows()) {
      rows.emplace(row.letter, row);
    }
    return rows;
  }();
  const std::string normal = to_nfc(text);
  std::string out;
  for (std::size_t i = 0; i < normal.size();) {
    const auto lead = static_cast<unsigned char>(normal[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string letter = normal.substr(i, length);
    const auto row = kRows.find(letter);
    if (length > 1 && row == kRows.end()) {
      return std::nullopt;
    }
    out += length == 1 ? letter : row->second.bytes.at(encoding);
    i += length;
  }
  return out;
}

}  // namespace quyhoach::geo::test
