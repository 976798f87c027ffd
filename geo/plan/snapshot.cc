#include "geo/plan/snapshot.h"

#include <algorithm>

#include "geo/base/text.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

std::string encode_part(std::string_view part) {
  std::string out;
  for (const char c : part) {
    if (c == '/') {
      out += "%2F";
    } else if (c == '%') {
      out += "%25";
    } else {
      out += c;
    }
  }
  return out;
}

std::string decode_part(std::string_view part) {
  std::string out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const std::string_view escape = part.substr(i, 3);
    if (escape == "%2F" || escape == "%2f") {
      out += '/';
      i += 2;
    } else if (escape == "%25") {
      out += '%';
      i += 2;
    } else {
      out += part[i];
    }
  }
  return out;
}

std::string& part_of(ParcelKey& key, KeyPart part) noexcept {
  switch (part) {
    case KeyPart::kCommune: return key.commune;
    case KeyPart::kSheet: return key.sheet;
    case KeyPart::kNumber: break;
  }
  return key.number;
}

std::string without_leading_zeros(std::string_view digits) {
  const auto first = digits.find_first_not_of('0');
  return std::string{first == std::string_view::npos ? "0" : digits.substr(first)};
}

std::vector<ParcelAt> parcels_of(const ParcelSet& set, const std::vector<std::uint32_t>& indices) {
  std::vector<ParcelAt> parcels;
  for (const std::uint32_t index : indices) {
    parcels.push_back({&set, index});
  }
  return parcels;
}

}  // namespace

const ParcelSet* Snapshot::parcels_of(std::string_view commune) const noexcept {
  const auto found = std::find_if(parcels.begin(), parcels.end(), [&](const auto& set) { return set->commune() == commune; });
  return found == parcels.end() ? nullptr : found->get();
}

const PlanSet* Snapshot::plan(std::string_view id) const noexcept {
  const auto found = std::find_if(plans.begin(), plans.end(), [&](const auto& set) { return set->info.id == id; });
  return found == plans.end() ? nullptr : found->get();
}

std::size_t Snapshot::parcel_count() const noexcept {
  std::size_t count = 0;
  for (const auto& set : parcels) {
    count += set->size();
  }
  return count;
}

std::vector<ParcelAt> find_parcels(const Snapshot& snapshot, const ParcelKey& key) {
  const ParcelSet* set = snapshot.parcels_of(key.commune);
  return set != nullptr ? parcels_of(*set, set->find(key.sheet, key.number)) : std::vector<ParcelAt>{};
}

std::vector<ParcelAt> find_beginning(const Snapshot& snapshot, const ParcelKey& key, std::size_t limit) {
  const ParcelSet* set = snapshot.parcels_of(key.commune);
  return set != nullptr ? parcels_of(*set, set->beginning(key.sheet, key.number, limit)) : std::vector<ParcelAt>{};
}

std::vector<ParcelAt> find_on_any_sheet(const Snapshot& snapshot, const ParcelKey& key, std::size_t limit) {
  const ParcelSet* set = snapshot.parcels_of(key.commune);
  return set != nullptr ? parcels_of(*set, set->on_any_sheet(key.number, limit)) : std::vector<ParcelAt>{};
}

std::vector<ParcelAt> find_near(const Snapshot& snapshot, const ParcelKey& key, std::size_t limit) {
  const ParcelSet* set = snapshot.parcels_of(key.commune);
  return set != nullptr ? parcels_of(*set, set->near(key.sheet, key.number, limit)) : std::vector<ParcelAt>{};
}

std::vector<ParcelAt> parcels_at(const Snapshot& snapshot, GridPoint point) {
  std::vector<ParcelAt> found;
  GridBox at;
  at.extend(point);
  for (const auto& set : snapshot.parcels) {
    if (!set->box().contains(point)) {
      continue;
    }
    set->tree().query(at, [&](std::uint32_t index) {
      if (contains(set->shape(index).view(0), point)) {
        found.push_back({set.get(), index});
      }
    });
  }
  return found;
}

ParcelKey key_of(const ParcelAt& parcel) {
  const ParcelRow& row = parcel.row();
  return {parcel.set->commune(), std::string{parcel.set->text(row.sheet)}, std::string{parcel.set->text(row.number)}};
}

std::string reference(const District& district, const ParcelKey& key) {
  ParcelKey copy = key;
  std::string out;
  for (const KeyPart part : district.key_parts) {
    if (!out.empty()) {
      out += '/';
    }
    out += encode_part(part_of(copy, part));
  }
  return out;
}

Result<ParcelKey> parse_reference(const District& district, std::string_view text) {
  constexpr std::size_t kMaxLength = 200;
  const Error malformed{ErrorCode::kParameterValue, "a parcel is written with its parts joined by slashes"};
  if (text.empty() || text.size() > kMaxLength) {
    return malformed;
  }
  ParcelKey key;
  std::size_t compact_length = 0;
  for (const int width : district.compact_widths) {
    compact_length += static_cast<std::size_t>(width);
  }
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (compact_length != 0 && text.size() == compact_length && digits) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < district.key_parts.size(); ++i) {
      const auto width = static_cast<std::size_t>(district.compact_widths[i]);
      const std::string_view part = text.substr(at, width);
      const bool code = district.key_parts[i] == KeyPart::kCommune;  // A commune's code keeps its zeros.
      part_of(key, district.key_parts[i]) = code ? std::string{part} : without_leading_zeros(part);
      at += width;
    }
    return key;
  }
  for (std::size_t i = 0; i < district.key_parts.size(); ++i) {
    const bool last = i + 1 == district.key_parts.size();
    const auto slash = text.find('/');
    if (last == (slash != std::string_view::npos)) {
      return malformed;
    }
    const std::string part = decode_part(text.substr(0, slash));
    if (trim(part).empty()) {
      return malformed;
    }
    part_of(key, district.key_parts[i]) = part;
    text.remove_prefix(last ? text.size() : slash + 1);
  }
  return key;
}

}  // namespace quyhoach::geo
