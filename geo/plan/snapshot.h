#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "geo/plan/base_map.h"
#include "geo/plan/district.h"
#include "geo/plan/parcel_set.h"
#include "geo/plan/plan_set.h"

namespace quyhoach::geo {

struct NameIndex;  // search.h

/// What the register says of one edition.
struct EditionInfo {
  std::string id;
  std::string parent;      ///< Empty for the first.
  std::string created_at;  ///< RFC 3339, UTC.
  std::string who;
  std::string why;
  std::vector<std::string> accepted;  ///< Defect codes taken knowingly.
  std::vector<std::string> repairs;   ///< Ids of the repairs made to what came in.
  std::string audit_head;  ///< "17:<hash>": how far the audit log had come; empty where the edition was loaded without one.
};

/// One edition in memory: immutable, shared by all requests that began while it was current. Objects are shared between
/// editions. Holds no GDAL, PROJ or GEOS handle.
struct Snapshot {
  EditionInfo edition;
  std::shared_ptr<const District> district;
  std::vector<std::shared_ptr<const ParcelSet>> parcels;  ///< By commune code.
  std::vector<std::shared_ptr<const PlanSet>> plans;      ///< By the district's order of topics, then by id.
  std::shared_ptr<const BaseMap> base;
  std::shared_ptr<const NameIndex> names;                 ///< Everything that can be searched by name.

  [[nodiscard]] const ParcelSet* parcels_of(std::string_view commune) const noexcept;
  [[nodiscard]] const PlanSet* plan(std::string_view id) const noexcept;
  [[nodiscard]] std::size_t parcel_count() const noexcept;
};

/// One parcel of a snapshot; valid while the snapshot lives.
struct ParcelAt {
  const ParcelSet* set = nullptr;
  std::uint32_t index = 0;
  [[nodiscard]] ShapeStore shape() const { return set->shape(index); }
  [[nodiscard]] const ParcelRow& row() const noexcept { return set->row(index); }
};

/// The parts of a parcel's key as somebody gave them; parts the district does not use are empty.
struct ParcelKey {
  std::string commune;
  std::string sheet;
  std::string number;
  friend bool operator==(const ParcelKey&, const ParcelKey&) = default;
};

/// Every parcel under the key (several where the source has duplicates).
[[nodiscard]] std::vector<ParcelAt> find_parcels(const Snapshot& snapshot, const ParcelKey& key);
/// Up to `limit` parcels whose number begins with that of the key, by number.
[[nodiscard]] std::vector<ParcelAt> find_beginning(const Snapshot& snapshot, const ParcelKey& key, std::size_t limit);
/// Up to `limit` parcels of the key's commune and number, whatever their sheet.
[[nodiscard]] std::vector<ParcelAt> find_on_any_sheet(const Snapshot& snapshot, const ParcelKey& key, std::size_t limit);
/// Up to `limit` parcels for "did you mean": of the same sheet, with like numbers.
[[nodiscard]] std::vector<ParcelAt> find_near(const Snapshot& snapshot, const ParcelKey& key, std::size_t limit);
/// Every parcel that contains the point (more than one where the cadastre overlaps).
[[nodiscard]] std::vector<ParcelAt> parcels_at(const Snapshot& snapshot, GridPoint point);

[[nodiscard]] ParcelKey key_of(const ParcelAt& parcel);
/// "27553/10/16": the parts the district uses, joined by slashes. A part that holds a slash is percent-encoded ("%2F").
[[nodiscard]] std::string reference(const District& district, const ParcelKey& key);
/// Reads "27553/10/16" or, where the district has one, the compact form "275530100016". \return kParameterValue otherwise,
/// as where a part is empty or only spaces.
[[nodiscard]] Result<ParcelKey> parse_reference(const District& district, std::string_view text);

}  // namespace quyhoach::geo
