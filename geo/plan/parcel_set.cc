#include "geo/plan/parcel_set.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <numeric>
#include <utility>

#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Three-way order of key parts: case of ASCII letters ignored.
int compare(std::string_view a, std::string_view b) noexcept {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    const auto x = static_cast<unsigned char>(lower(a[i]));
    const auto y = static_cast<unsigned char>(lower(b[i]));
    if (x != y) {
      return x < y ? -1 : 1;
    }
  }
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

constexpr std::uint64_t kFnvBasis = 0xcbf29ce484222325ULL;

/// FNV-1a of what was hashed before, a key part and its end.
std::uint64_t mixed(std::uint64_t hash, std::string_view part) noexcept {
  constexpr std::uint64_t kFnvPrime = 0x100000001b3ULL;
  constexpr std::uint64_t kEnd = 0xFF;
  for (const char c : part) {
    hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  }
  return (hash ^ kEnd) * kFnvPrime;
}

long leading_number(std::string_view text) noexcept {
  long value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::uint32_t TextTable::intern(std::string_view text) {
  const auto [found, fresh] = index_.try_emplace(std::string{text}, static_cast<std::uint32_t>(ends_.size() - 1));
  if (fresh) {
    bytes_ += text;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  return found->second;
}

void TextTable::freeze() {
  std::unordered_map<std::string, std::uint32_t>{}.swap(index_);
  bytes_.shrink_to_fit();
  ends_.shrink_to_fit();
}

ParcelSet::ParcelSet(Parts parts) : parts_(std::move(parts)) {
  assert(parts_.rows.size() == parts_.shapes.size() && parts_.world.size() == parts_.shapes.points().size());
  parts_.texts.freeze();
  commune_hash_ = mixed(kFnvBasis, parts_.commune);
  parts_.rows.shrink_to_fit();
  grid_ = PackedGrid{parts_.shapes};
  std::vector<GridBox> boxes;
  boxes.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    boxes.push_back(box_of(parts_.shapes.view(i)));
    box_.extend(boxes.back());
    world_.add(parts_.shapes.view(parts_.world.data(), i));
  }
  world_.freeze();
  parts_.shapes = ShapeStore{};
  std::vector<WorldPoint>{}.swap(parts_.world);
  tree_ = RunTree{boxes};
  // Texts are few: rank them once, then sort parcels by two integers.
  std::vector<std::uint32_t> order(parts_.texts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int c = compare(text(a), text(b));
    return c != 0 ? c < 0 : a < b;
  });
  std::vector<std::uint32_t> rank(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const bool same = i > 0 && compare(text(order[i]), text(order[i - 1])) == 0;
    rank[order[i]] = same ? rank[order[i - 1]] : i;
  }
  by_key_.resize(size());
  std::iota(by_key_.begin(), by_key_.end(), 0U);
  std::sort(by_key_.begin(), by_key_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const ParcelRow& x = row(a);
    const ParcelRow& y = row(b);
    return std::tuple{rank[x.sheet], rank[x.number], a} < std::tuple{rank[y.sheet], rank[y.number], b};
  });
  for (std::size_t k = 1; k < by_key_.size(); ++k) {
    const ParcelRow& before = row(by_key_[k - 1]);
    const ParcelRow& here = row(by_key_[k]);
    if (rank[before.sheet] == rank[here.sheet] && rank[before.number] == rank[here.number]) {
      further_.push_back(by_key_[k]);
    }
  }
  std::ranges::sort(further_);
}

std::vector<std::uint32_t>::const_iterator ParcelSet::first_of(std::string_view sheet, std::string_view number) const {
  return std::lower_bound(by_key_.begin(), by_key_.end(), 0, [&](std::uint32_t i, int) {
    const int c = compare(text(row(i).sheet), sheet);
    return c != 0 ? c < 0 : compare(text(row(i).number), number) < 0;
  });
}

std::vector<std::uint32_t> ParcelSet::find(std::string_view sheet, std::string_view number) const {
  std::vector<std::uint32_t> found;
  for (auto at = first_of(sheet, number); at != by_key_.end() && compare(text(row(*at).sheet), sheet) == 0 && compare(text(row(*at).number), number) == 0; ++at) {
    found.push_back(*at);
  }
  return found;
}

std::vector<std::uint32_t> ParcelSet::beginning(std::string_view sheet, std::string_view number, std::size_t limit) const {
  std::vector<std::uint32_t> found;
  for (auto at = first_of(sheet, number); found.size() < limit && at != by_key_.end() && compare(text(row(*at).sheet), sheet) == 0 &&
                                          compare(text(row(*at).number).substr(0, number.size()), number) == 0; ++at) {
    found.push_back(*at);
  }
  return found;
}

std::vector<std::uint32_t> ParcelSet::on_any_sheet(std::string_view number, std::size_t limit) const {
  std::vector<std::uint32_t> same;  // Texts that are this number: there may be "12A" and "12a".
  for (std::uint32_t i = 0; i < parts_.texts.size(); ++i) {
    if (compare(text(i), number) == 0) {
      same.push_back(i);
    }
  }
  std::vector<std::uint32_t> found;
  for (auto at = by_key_.begin(); !same.empty() && found.size() < limit && at != by_key_.end(); ++at) {
    if (std::find(same.begin(), same.end(), row(*at).number) != same.end()) {
      found.push_back(*at);
    }
  }
  return found;
}

std::vector<std::uint32_t> ParcelSet::near(std::string_view sheet, std::string_view number, std::size_t limit) const {
  struct Candidate {
    long distance;
    std::uint32_t index;
  };
  std::vector<Candidate> candidates;
  const long wanted = leading_number(number);
  for (auto at = first_of(sheet, ""); at != by_key_.end() && compare(text(row(*at).sheet), sheet) == 0; ++at) {
    const std::string_view have = text(row(*at).number);
    const long value = leading_number(have);
    if (compare(have.substr(0, number.size()), number) == 0) {
      candidates.push_back({0, *at});
    } else if (wanted >= 0 && value >= 0) {
      candidates.push_back({std::abs(wanted - value) + 1, *at});
    }
  }
  const std::size_t count = std::min(limit, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count), candidates.end(),
                    [](const Candidate& a, const Candidate& b) {
                      return std::tuple{a.distance, a.index} < std::tuple{b.distance, b.index};
                    });
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i < count; ++i) {
    found.push_back(candidates[i].index);
  }
  return found;
}

std::uint64_t ParcelSet::feature_id(std::size_t i) const {
  std::uint64_t hash = mixed(mixed(commune_hash_, text(row(i).sheet)), text(row(i).number));
  if (const auto at = std::ranges::lower_bound(further_, i); at != further_.end() && *at == i) {
    const auto same = find(text(row(i).sheet), text(row(i).number));
    hash = mixed(hash, std::to_string(std::ranges::find(same, i) - same.begin()));
  }
  return hash >> 12U;
}

}  // namespace quyhoach::geo
