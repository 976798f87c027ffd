#pragma once

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "data/desk/desk.h"
#include "geo/plan/answer.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::desk::test {

using geo::test::DistrictFolder;
using geo::test::feature;
using geo::test::square;

/// A published district, a state with three people, and a desk over both. `lan` plans; `binh` and `chi` approve.
class DeskFolder {
 public:
  DeskFolder() {
    EXPECT_FALSE(district_.load().edition.empty());
    auto opened = store::open_state(state_path(), store::IfMissing::kMake);
    EXPECT_TRUE(opened) << opened.error().message;
    store_ = *opened;
    for (const auto& [login, role] : {std::pair{"lan", store::Role::kPlanner}, {"binh", store::Role::kApprover}, {"chi", store::Role::kApprover}}) {
      const auto added = store_->add_user({.login = login, .name = login, .role = role, .password = "mật khẩu đủ dài"}, {.by = "test", .files = {}});
      EXPECT_TRUE(added) << added.error().message;
    }
  }

  [[nodiscard]] std::string state_path() const { return (folder_.path() / "state").string(); }
  [[nodiscard]] const DistrictFolder& district() const { return district_; }
  /// \param reader  with another program than the real one, say.
  [[nodiscard]] Desk desk(geo::ReaderProcess::Options reader = {}) const {
    return Desk{{.register_folder = district_.register_path(),
                 .state_folder = state_path(),
                 .catalogue = geo::test::source_dir() / "data" / "catalogue",
                 .reader = std::move(reader)},
                store_};
  }

  /// The plan's folder, its first zone with another code. \return where it is
  [[nodiscard]] std::filesystem::path plan_with(const std::string& code, double side_m = 100.0) const {
    district_.zones({feature(square(0, 0, side_m), R"("code":")" + code + R"(","name":"Ô phố )" + code + R"(","land_use":"ODT","storeys":5)"),
                     feature(square(100, 0), R"("code":"B","name":"Ô phố B","land_use":"CLN","storeys":0)")});
    return district_.plan_path();
  }

  /// A draft on its way to publication, approved by `binh`.
  [[nodiscard]] std::string approved(const std::string& code) const {
    const Desk at = desk();
    const auto draft = at.import_folder(plan_with(code), "lan");
    EXPECT_TRUE(draft) << draft.error().message;
    const auto checked = at.check(draft->id, {}, "lan");
    EXPECT_TRUE(checked) << checked.error().message;
    EXPECT_TRUE(checked->plan.report.refusing().empty());
    EXPECT_TRUE(at.step(draft->id, store::DraftState::kSubmitted, "", "lan"));
    EXPECT_TRUE(at.step(draft->id, store::DraftState::kApproved, "đã xem", "binh"));
    return draft->id;
  }

  /// A draft of any kind, its check passed. \return its id; empty where the check refuses it
  [[nodiscard]] std::string checked(const DraftSource& source, const std::set<std::string>& accept = {}) const {
    const auto draft = desk().import(source, "lan");
    EXPECT_TRUE(draft) << draft.error().message;
    const auto found = draft ? desk().check(draft->id, accept, "lan") : geo::Result<CheckedDraft>{draft.error()};
    EXPECT_TRUE(found) << found.error().message;
    if (!found || !found->plan.report.refusing().empty()) {
      for (const auto& defect : found->plan.report.listed()) {
        ADD_FAILURE() << to_line(defect);
      }
      return {};
    }
    return draft->id;
  }
  /// Submitted and approved by `binh`. \return its id
  [[nodiscard]] std::string approved(const DraftSource& source, const std::set<std::string>& accept = {}) const {
    std::string id = checked(source, accept);
    EXPECT_TRUE(desk().step(id, store::DraftState::kSubmitted, "", "lan"));
    EXPECT_TRUE(desk().step(id, store::DraftState::kApproved, "đã xem", "binh"));
    return id;
  }
  /// \return its edition
  std::string published(const DraftSource& source, const std::set<std::string>& accept = {}) const {
    const auto out = desk().publish(approved(source, accept), "binh");
    EXPECT_TRUE(out) << out.error().message;
    return out ? out->edition : std::string{};
  }

  /// Of the plan in the current edition.
  [[nodiscard]] std::string title() const { return district_.snapshot()->plan("zones")->info.title.vi; }

  /// Codes of the zones of the current edition that touch a parcel, and the edition.
  struct Told {
    std::string edition;
    std::string codes;
  };
  [[nodiscard]] Told told(const std::string& number) const {
    const auto snapshot = district_.snapshot();
    geo::Place place;
    place.kind = geo::Place::Kind::kParcel;
    place.parcel = geo::find_parcels(*snapshot, {"27553", "10", number}).at(0);
    const auto answer = compute_answer(*snapshot, place, *geo::parse_date("2026-01-01"));
    Told out{snapshot->edition.id, {}};
    for (const auto& topic : answer->topics) {
      for (const auto& restriction : topic.restrictions) {
        out.codes += restriction.plan->texts.at(restriction.zone().code);
      }
    }
    return out;
  }

 private:
  geo::test::TempFolder folder_;
  DistrictFolder district_;
  std::shared_ptr<store::Store> store_;
};

}  // namespace quyhoach::desk::test
