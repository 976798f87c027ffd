#include "geo/io/dxf_size.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

std::uint64_t add(std::uint64_t a, std::uint64_t b) { return a > kMost - b ? kMost : a + b; }
std::uint64_t multiply(std::uint64_t a, std::uint64_t b) { return b != 0 && a > kMost / b ? kMost : a * b; }

/// What C's atoi makes of a line, as the driver does: 0 of what is no number.
std::int64_t leading_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  text.remove_prefix(text.starts_with('+') ? 1 : 0);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} ? number : 0;
}

/// A group: its code and its value, trimmed.
struct Group {
  std::int64_t code = 0;
  std::string value;
};

class Groups {
 public:
  explicit Groups(std::istream& from) : from_(*from.rdbuf()) {}

  /// \return whether there was another
  bool next(Group& group) {
    if (!line()) {
      return false;
    }
    group.code = leading_number(line_);
    if (!line()) {
      return false;
    }
    group.value.assign(trim(line_));
    return true;
  }

 private:
  /// A line ended by CR, LF or both, in either order. Of one that is longer than any name, the beginning is enough.
  bool line() {
    constexpr std::size_t kLongest = 4096;
    constexpr int kEnd = std::streambuf::traits_type::eof();
    line_.clear();
    int c = from_.sbumpc();
    if (c == kEnd) {
      return false;
    }
    for (; c != kEnd && c != '\r' && c != '\n'; c = from_.sbumpc()) {
      if (line_.size() < kLongest) {
        line_ += static_cast<char>(c);
      }
    }
    const int other = c == '\r' ? '\n' : '\r';
    if (c != kEnd && from_.sgetc() == other) {
      from_.sbumpc();
    }
    return true;
  }

  std::streambuf& from_;
  std::string line_;
};

/// What stands in a block, or in the drawing itself.
struct Block {
  DxfSize own;
  std::map<std::size_t, std::uint64_t> inserts;  ///< Of other blocks, how often.
  std::optional<DxfSize> whole;                  ///< With what they hold.
  bool is_open = false;                          ///< Its inserts are being summed up.
};

class Walk {
 public:
  explicit Walk(std::uint64_t most_pairs) : most_pairs_(most_pairs), blocks_(1) {}

  Result<DxfSize> run(std::istream& dxf) {
    Groups groups{dxf};
    for (Group group; groups.next(group);) {
      group.code == 0 ? begin(group.value) : take(group);
      if (pairs_ > most_pairs_ || blocks_.size() > most_pairs_) {
        return Error{ErrorCode::kBodyTooLarge, "its blocks insert one another in too many ways"};
      }
    }
    end_entity();
    return sum();
  }

 private:
  static constexpr std::size_t kDrawing = 0;  ///< Its place among the blocks.
  enum class Section { kOther, kBlocks, kEntities };

  void begin(const std::string& type) {
    end_entity();
    type_ = type;
    if (type == "SECTION" || type == "ENDSEC" || type == "EOF") {
      section_ = Section::kOther;
      block_ = std::nullopt;
    } else if (type == "BLOCK" || type == "ENDBLK") {
      block_ = std::nullopt;
    } else if (section_ == Section::kEntities) {
      block_ = kDrawing;
    }
  }

  void take(const Group& group) {
    constexpr std::int64_t kName = 2;
    constexpr std::int64_t kFirstX = 10;
    constexpr std::int64_t kSecondX = 11;  // Of a LINE its end; of others a direction.
    constexpr std::int64_t kColumns = 70;
    constexpr std::int64_t kRows = 71;
    if (group.code == kName) {
      name(group.value);
    } else if (group.code == kColumns || group.code == kRows) {
      (group.code == kColumns ? columns_ : rows_) = static_cast<std::uint64_t>(std::max<std::int64_t>(leading_number(group.value), 1));
    } else if (group.code == kFirstX || (group.code == kSecondX && type_ == "LINE")) {
      ++vertices_;
    }
  }

  void name(const std::string& value) {
    if (type_ == "SECTION") {
      section_ = value == "BLOCKS" ? Section::kBlocks : value == "ENTITIES" ? Section::kEntities : Section::kOther;
    } else if (type_ == "BLOCK" && section_ == Section::kBlocks && !block_) {
      block_ = place_of(value);
    } else if (type_ == "INSERT" || type_ == "DIMENSION" || type_ == "ACAD_TABLE") {
      inserted_ = value;
    }
  }

  std::size_t place_of(const std::string& name) {
    const auto [at, is_new] = places_.emplace(name, blocks_.size());
    if (is_new) {
      blocks_.emplace_back();
    }
    return at->second;
  }

  /// Counts the entity that the last groups were of.
  void end_entity() {
    if (block_ && inserted_.empty() && !type_.empty() && type_ != "BLOCK" && type_ != "SEQEND") {
      DxfSize& own = blocks_[*block_].own;
      own.entities = add(own.entities, type_ == "VERTEX" ? 0U : 1U);
      own.vertices = add(own.vertices, type_ == "POLYLINE" ? 0U : vertices_);  // A POLYLINE's own point is none of its vertices.
    } else if (block_ && !inserted_.empty()) {
      const std::uint64_t times = type_ == "INSERT" ? multiply(columns_, rows_) : 1;
      const std::size_t place = place_of(inserted_);
      const auto [at, is_new] = blocks_[*block_].inserts.emplace(place, times);
      at->second = is_new ? times : add(at->second, times);
      pairs_ += is_new ? 1U : 0U;
    }
    inserted_.clear();
    columns_ = rows_ = 1;
    vertices_ = 0;
    type_.clear();
  }

  /// Sums up from the drawing down, without recursion: a chain of blocks may be as long as the file.
  Result<DxfSize> sum() {
    std::vector<std::size_t> open{kDrawing};
    while (!open.empty()) {
      Block& block = blocks_[open.back()];
      block.is_open = true;
      std::optional<std::size_t> missing;
      DxfSize whole = block.own;
      for (const auto& [place, times] : block.inserts) {
        const Block& other = blocks_[place];
        if (!other.whole) {
          missing = place;
          break;
        }
        whole.entities = add(whole.entities, multiply(times, std::max<std::uint64_t>(other.whole->entities, 1)));
        whole.vertices = add(whole.vertices, multiply(times, other.whole->vertices));
      }
      if (missing && blocks_[*missing].is_open) {
        return Error{ErrorCode::kBadData, "a block inserts itself"};
      }
      if (missing) {
        open.push_back(*missing);
        continue;
      }
      block.whole = whole;
      block.is_open = false;
      open.pop_back();
    }
    return *blocks_[kDrawing].whole;
  }

  std::uint64_t most_pairs_;
  std::vector<Block> blocks_;  ///< The drawing itself is the first.
  std::unordered_map<std::string, std::size_t> places_;
  std::uint64_t pairs_ = 0;
  Section section_ = Section::kOther;
  std::optional<std::size_t> block_;  ///< Where entities stand now.
  // The entity at hand:
  std::string type_;
  std::string inserted_;
  std::uint64_t columns_ = 1;
  std::uint64_t rows_ = 1;
  std::uint64_t vertices_ = 0;
};

}  // namespace

Result<DxfSize> measure_dxf(std::istream& dxf, std::uint64_t most_pairs) { return Walk{most_pairs}.run(dxf); }

}  // namespace quyhoach::geo
