// Drafts of a status, of metadata and of parcels, and plans that replace others.
#include <fstream>

#include <gmock/gmock.h>

#include "geo/coord/web_mercator.h"
#include "geo/tile/tileset.h"
#include "tests/data/desk/desk_changes.h"

namespace quyhoach::desk {
namespace {

using geo::ErrorCode;
using geo::ParcelChange;
using geo::PlanStatus;
using store::DraftKind;
using test::all_answers;
using test::day;
using test::DeskFolder;
using test::kToday;
using test::metadata;
using test::parcel;
using test::ParcelsFolder;
using test::status;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

PlanStatus status_of(const DeskFolder& folder, const char* when, const std::string& plan = "zones") {
  return status_on(folder.district().snapshot()->plan(plan)->info, day(when));
}

TEST(DeskKinds, ASuspensionHasItsDayAndItsShapesStay) {
  const DeskFolder folder;
  const auto before = folder.district().snapshot();
  folder.published(status("suspend", "2026-03-01"));
  EXPECT_EQ(folder.told("1").codes, "A") << "on 1 January it still was in force";
  EXPECT_EQ(status_of(folder, "2026-03-01"), PlanStatus::kSuspended);
  const auto after = folder.district().snapshot();
  EXPECT_NE(after->plan("zones")->object, before->plan("zones")->object);
  EXPECT_TRUE(std::ranges::equal(after->plan("zones")->areas.shapes().points(), before->plan("zones")->areas.shapes().points()));
  folder.published(status("lift", "2026-09-01"));
  EXPECT_EQ(status_of(folder, kToday), PlanStatus::kInForce);
  EXPECT_EQ(status_of(folder, "2026-06-01"), PlanStatus::kSuspended);
  folder.published(status("repeal", "2026-10-01"));
  EXPECT_EQ(status_of(folder, kToday), PlanStatus::kRepealed);
  EXPECT_EQ(status_of(folder, "2026-06-01"), PlanStatus::kSuspended);
}

TEST(DeskKinds, AStatusShowsItsImpact) {
  const DeskFolder folder;
  const std::string id = folder.checked(status("repeal", "2026-03-01"));
  const auto earlier = folder.desk().impact(id, day("2026-01-01"));
  ASSERT_TRUE(earlier);
  ASSERT_THAT(earlier->parcels, SizeIs(3)) << "the words of its end are new on every day";
  EXPECT_TRUE(earlier->parcels[0].only_words);
  const auto today = folder.desk().impact(id, day(kToday));
  ASSERT_TRUE(today);
  ASSERT_THAT(today->parcels, SizeIs(3));
  EXPECT_EQ(today->parcels[0].before, geo::TopicState::kConcerned);
  EXPECT_EQ(today->parcels[0].after, geo::TopicState::kNoData);
  EXPECT_EQ(today->topic, "zoning_plan");
  EXPECT_FALSE(today->cadastre);
}

TEST(DeskKinds, AnObjectWrittenAgainIsTheSameBytes) {
  const DeskFolder folder;
  geo::Register in{folder.district().register_path()};
  const auto snapshot = folder.district().snapshot();
  const auto manifest = in.manifest(snapshot->edition.id);
  const std::string path = in.object_path(manifest->find("plan", "zones")->file);
  const auto transform = geo::GridTransform::create(snapshot->district->crs, snapshot->district->datum_operation);
  const auto content = read_plan_content(path, *snapshot->district, *transform);
  ASSERT_TRUE(content) << content.error().message;
  const geo::test::TempFolder out;
  ASSERT_TRUE(write_plan((out.path() / "again.gpkg").string(), snapshot->district->crs, *content));
  EXPECT_TRUE(geo::test::slurp(out.path() / "again.gpkg") == geo::test::slurp(path));
}

TEST(DeskKinds, MetadataAreCorrectedWithADocument) {
  const DeskFolder folder;
  const geo::test::TempFolder documents;
  documents.write("moi.pdf", "%PDF-1.4 mới\n%%EOF");
  DraftSource source = metadata("title = \"Đã sửa\"\n[decision]\nnumber = \"2/QĐ\"\n[[document]]\nkind = \"decision\"\ntitle = \"t\"\nfile = \"moi.pdf\"\n");
  source.folder = documents.path();
  folder.published(source);
  const auto once = folder.district().snapshot()->plan("zones")->info;
  EXPECT_EQ(once.title.vi, "Đã sửa");
  EXPECT_EQ(once.decision.number, "2/QĐ");
  ASSERT_THAT(once.documents, SizeIs(1));
  const std::string file = once.documents[0].file;
  EXPECT_EQ(geo::test::slurp(folder.district().register_path() + "/objects/" + file), "%PDF-1.4 mới\n%%EOF");
  folder.published(metadata("title = \"Lần hai\"\n"));
  const auto manifest = geo::Register{folder.district().register_path()}.manifest(folder.told("1").edition);
  EXPECT_EQ(std::ranges::count(manifest->objects, file, &geo::ObjectEntry::file), 1) << "its document stays with the plan";
  folder.published(metadata("drop_documents = [\"" + file + "\"]\n"));
  EXPECT_THAT(folder.district().snapshot()->plan("zones")->info.documents, SizeIs(0));
  EXPECT_EQ(geo::Register{folder.district().register_path()}.manifest(folder.told("1").edition)->find("document", "zones/moi.pdf"), nullptr);
}

TEST(DeskKinds, ADocumentThatIsMissingIsFoundByTheCheck) {
  const DeskFolder folder;
  const auto draft = folder.desk().import(metadata("[[document]]\nkind = \"other\"\ntitle = \"t\"\nfile = \"x.pdf\"\n"), "lan");
  ASSERT_TRUE(draft) << draft.error().message;
  const auto found = folder.desk().check(draft->id, {}, "lan");
  ASSERT_TRUE(found);
  EXPECT_THAT(found->plan.report.refusing(), ElementsAre("FILE_MISSING"));
  EXPECT_EQ(folder.desk().step(draft->id, store::DraftState::kSubmitted, "", "lan").error().code, ErrorCode::kDraftState);
}

TEST(DeskKinds, WhatDoesNotFitIsToldAtOnceAndLeavesNothing) {
  const DeskFolder folder;
  const Desk desk = folder.desk();
  const auto error_of = [&](const DraftSource& source) {
    const auto draft = desk.import(source, "lan");
    EXPECT_FALSE(draft);
    return draft ? geo::Error{ErrorCode::kInternal, ""} : draft.error();
  };
  EXPECT_THAT(error_of(metadata("scale = \"x\"\n")).message, HasSubstr("patch.toml:2: scale: expected a whole number"));
  EXPECT_THAT(error_of(status("lift", "2026-01-01")).message, HasSubstr("no suspension to lift"));
  EXPECT_THAT(error_of(status("suspend", "2026-01-01", "khác")).message, HasSubstr("there is no plan khác"));
  EXPECT_EQ(error_of({.kind = DraftKind::kStatus, .folder = {}, .patch = {}}).code, ErrorCode::kManifest);
  EXPECT_EQ(error_of({.kind = DraftKind::kPlan, .folder = {}, .patch = "plan = \"zones\""}).code, ErrorCode::kManifest);
  EXPECT_EQ(error_of({.kind = DraftKind::kParcels, .folder = folder.district().plan_path(), .patch = {}}).code, ErrorCode::kManifest);
  const geo::test::TempFolder twice;
  twice.write("patch.toml", *metadata("scale = 500\n").patch);
  DraftSource both = metadata("scale = 500\n");
  both.folder = twice.path();
  EXPECT_THAT(error_of(both).message, HasSubstr("twice"));
  EXPECT_THAT(*desk.store().drafts(std::nullopt), SizeIs(0));
  both.patch.reset();
  EXPECT_TRUE(desk.import(both, "lan")) << "patch.toml in the folder alone is good";
}

TEST(DeskKinds, AChangeOfWhatHasChangedSinceItsCheckIsRefused) {
  const DeskFolder folder;
  const std::string late = folder.approved(metadata("title = \"Muộn\"\n"));
  folder.published(status("suspend", "2026-03-01"));
  const auto refused = folder.desk().publish(late, "binh");
  EXPECT_EQ(refused.error().code, ErrorCode::kDraftStale);
  EXPECT_EQ(folder.desk().impact(late, day(kToday)).error().code, ErrorCode::kDraftStale);
  EXPECT_EQ(status_of(folder, kToday), PlanStatus::kSuspended);
  ASSERT_TRUE(folder.desk().step(late, store::DraftState::kReturned, "đã đổi", "binh"));
  ASSERT_TRUE(folder.desk().check(late, {}, "lan"));
  ASSERT_TRUE(folder.desk().step(late, store::DraftState::kSubmitted, "", "lan"));
  ASSERT_TRUE(folder.desk().step(late, store::DraftState::kApproved, "được", "binh"));
  ASSERT_TRUE(folder.desk().publish(late, "binh"));
  EXPECT_EQ(status_of(folder, kToday), PlanStatus::kSuspended) << "the suspension is not lost";
  EXPECT_EQ(folder.district().snapshot()->plan("zones")->info.title.vi, "Muộn");
}

// ---- parcels

TEST(DeskKinds, ParcelsOfACommuneAreReplaced) {
  const DeskFolder folder;
  // 1 stays, 2 grows by the half of its width, 3 is described otherwise, 4 is new, in zone B.
  const ParcelsFolder parcels{{parcel(10, "1"), geo::test::feature(geo::test::square(60, 10, 30.0), R"("commune":"27553","sheet":"10","land_use":"ODT","area":400,"number":"2")"),
                               geo::test::feature(geo::test::square(150, 10, 20.0), R"("commune":"27553","sheet":"10","land_use":"CLN","area":400,"number":"3")"), parcel(172, "4")}};
  const std::string id = folder.approved(parcels.source());
  EXPECT_EQ(folder.desk().store().draft(id)->text.plan, "27553");
  const auto impact = folder.desk().impact(id, day(kToday));
  ASSERT_TRUE(impact) << impact.error().message;
  ASSERT_TRUE(impact->cadastre);
  EXPECT_EQ(impact->cadastre->added, 1U);
  EXPECT_EQ(impact->cadastre->gone, 0U);
  EXPECT_EQ(impact->cadastre->reshaped, 1U);
  EXPECT_EQ(impact->cadastre->attributes, 1U);
  EXPECT_EQ(impact->changed(), 3U);
  ASSERT_THAT(impact->parcels, SizeIs(3));
  for (const geo::ParcelImpact& one : impact->parcels) {
    const std::string number{one.parcel.set->text(one.parcel.row().number)};
    EXPECT_EQ(one.change, number == "2" ? ParcelChange::kReshaped : number == "3" ? ParcelChange::kAttributes : ParcelChange::kAdded);
    EXPECT_EQ(one.topic, number == "3" ? "" : "zoning_plan");
    EXPECT_NEAR(one.gained_m2(), number == "2" ? 500.0 : number == "4" ? 400.0 : 0.0, 1e-6);
  }
  ASSERT_TRUE(folder.desk().publish(id, "binh"));
  EXPECT_EQ(folder.told("4").codes, "B");
  const auto snapshot = folder.district().snapshot();
  EXPECT_EQ(snapshot->parcel_count(), 4U);
  const auto transform = geo::GridTransform::create(snapshot->district->crs, snapshot->district->datum_operation);
  EXPECT_THAT(search(*snapshot, *snapshot->names, *transform, "tờ 10 thửa 4", 5, "vi"), SizeIs(1)) << "it is found";
}

TEST(DeskKinds, ParcelsDoNotVanishUnnoticed) {
  const DeskFolder folder;
  const ParcelsFolder fewer{{parcel(10, "1"), parcel(60, "2")}};
  const auto draft = folder.desk().import(fewer.source(), "lan");
  ASSERT_TRUE(draft);
  const auto refused = folder.desk().check(draft->id, {}, "lan");
  ASSERT_TRUE(refused) << refused.error().message;
  EXPECT_THAT(refused->plan.report.refusing(), ElementsAre("PARCELS_VANISH"));
  EXPECT_THAT(refused->plan.report.listed()[0].message.en, HasSubstr("1 of the commune's 3 parcels are no longer there (33.3 %)"));
  ASSERT_TRUE(folder.desk().check(draft->id, {"PARCELS_VANISH"}, "lan"));
  const auto impact = folder.desk().impact(draft->id, day(kToday));
  ASSERT_TRUE(impact) << impact.error().message;
  ASSERT_THAT(impact->parcels, SizeIs(1));
  EXPECT_EQ(impact->parcels[0].change, ParcelChange::kGone);
  EXPECT_EQ(impact->cadastre->gone, 1U);
  EXPECT_NEAR(impact->parcels[0].items.at(0).before_m2, 400.0, 1e-6);
}

TEST(DeskKinds, ParcelsOfNobodyOrOfOthersAreRefused) {
  const DeskFolder folder;
  const auto refusing = [&](const ParcelsFolder& parcels) {
    const auto draft = folder.desk().import(parcels.source(), "lan");
    EXPECT_TRUE(draft);
    const auto found = folder.desk().check(draft->id, {"CODE_UNKNOWN", "PARCELS_VANISH", "PARCELS_EMPTY"}, "lan");
    EXPECT_TRUE(found);
    return found->plan.report.refusing();
  };
  EXPECT_THAT(refusing(ParcelsFolder{{}}), testing::Contains("PARCELS_EMPTY"));
  EXPECT_THAT(refusing(ParcelsFolder{{geo::test::feature(geo::test::square(0, 0, 9.0), R"("commune":"1","sheet":"10","land_use":"ODT","area":1,"number":"1")")}}),
              ElementsAre("PARCELS_EMPTY"));
  const ParcelsFolder wrong{{parcel(10, "1")}};
  wrong.folder().write("parcels.toml", "commune = \"1\"\n" + std::string{geo::test::kParcelsToml});
  EXPECT_THAT(folder.desk().import(wrong.source(), "lan").error().message, HasSubstr("parcels.toml:1: commune: the district has no commune 1"));
  wrong.folder().write("parcels.toml", "commune = \"27553\"\n[[layer]]\nrole = \"roads\"\nfile = \"parcels.geojson\"\n");
  EXPECT_THAT(folder.desk().import(wrong.source(), "lan").error().message, HasSubstr("role: expected parcels"));
}

// ---- plans that replace others

TEST(DeskKinds, APlanThatReplacesAnotherEndsIt) {
  const DeskFolder folder;
  const auto other = [&](const std::string& from, const std::string& state) {
    const auto plan = folder.plan_with("N");
    std::string toml{geo::test::kPlanToml};
    toml.replace(toml.find("id = \"zones\""), 12, "id = \"moi\"\nreplaces = [\"zones\"]");
    toml.replace(toml.find("\"in_force\""), 10, "\"" + state + "\"");
    toml.replace(toml.find("2020-02-01"), 10, from);
    folder.district().write("plans/zones/plan.toml", toml + std::string{geo::test::kZonesToml});
    return DraftSource{.kind = DraftKind::kPlan, .folder = plan, .patch = {}};
  };
  const std::string consulted = folder.checked(other("2026-06-01", "consultation"));
  EXPECT_THAT(folder.desk().preview(*folder.desk().store().draft(consulted)).operator*()->plan("zones")->info.ended_by, testing::Eq(std::nullopt))
      << "what is not decided replaces nothing";
  const auto early = folder.desk().import(other("2020-01-15", "in_force"), "lan");
  EXPECT_THAT(folder.desk().check(early->id, {}, "lan")->plan.report.refusing(), ElementsAre("REPLACES_LATER"));

  const std::string id = folder.approved(other("2026-06-01", "in_force"));
  const auto impact = folder.desk().impact(id, day(kToday));
  ASSERT_TRUE(impact);
  ASSERT_THAT(impact->parcels, SizeIs(3));
  EXPECT_EQ(impact->parcels[0].items.size(), 2U) << "the old zone goes as the new one comes";
  ASSERT_TRUE(folder.desk().publish(id, "binh"));
  EXPECT_EQ(folder.told("1").codes, "A") << "on 1 January the old one was in force";
  EXPECT_EQ(status_of(folder, "2026-05-31"), PlanStatus::kInForce);
  EXPECT_EQ(status_of(folder, "2026-06-01"), PlanStatus::kReplaced);
  EXPECT_EQ(folder.district().snapshot()->plan("zones")->info.ended_by->number, "1/QD");
}

TEST(DeskKinds, ReadingAPlanAgainTellsOfALaterDecisionThatWouldBeLost) {
  const DeskFolder folder;
  folder.published(status("suspend", "2026-03-01"));
  const auto draft = folder.desk().import_folder(folder.plan_with("A"), "lan");
  ASSERT_TRUE(draft);
  const auto found = folder.desk().check(draft->id, {}, "lan");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->plan.report.counts().count("STATUS_LOST"), 1U);
}

// ---- all of them

/// The numbers of all tiles of a zoom where the district may be.
std::map<std::string, std::uint64_t> versions(const geo::Snapshot& snapshot) {
  const auto transform = geo::GridTransform::create(snapshot.district->crs, snapshot.district->datum_operation);
  std::map<std::string, std::uint64_t> all;
  const auto at = to_world(*transform->to_lonlat(geo::test::kOrigin));
  constexpr std::uint32_t kZoom = 17;
  const std::uint32_t shift = 32U - kZoom;
  for (std::uint32_t x = (at.x >> shift) - 3; x <= (at.x >> shift) + 3; ++x) {
    for (std::uint32_t y = (at.y >> shift) - 3; y <= (at.y >> shift) + 3; ++y) {
      const geo::TileId tile{kZoom, x, y};
      for (const auto tileset : {geo::Tileset::kBase, geo::Tileset::kCadastre, geo::Tileset::kPlanning}) {
        all[std::to_string(static_cast<int>(tileset)) + "/" + std::to_string(x) + "/" + std::to_string(y)] =
            geo::tile_version({snapshot, tileset, tile, day(kToday), grid_box(tile, *transform)});
      }
    }
  }
  return all;
}

TEST(DeskKinds, OnlyTheTilesOfWhatChangesChange) {
  const DeskFolder folder;
  const auto moved = [&](const DraftSource& source) {
    const auto before = versions(*folder.district().snapshot());
    folder.published(source);
    const auto after = versions(*folder.district().snapshot());
    std::map<char, int> changed;
    for (const auto& [tile, version] : before) {
      changed[tile.front()] += version != after.at(tile) ? 1 : 0;
    }
    return changed;
  };
  const int all = 49;
  const auto suspended = moved(status("suspend", "2026-03-01"));
  EXPECT_EQ(suspended.at('0') + suspended.at('1'), 0);
  EXPECT_GT(suspended.at('2'), 0);
  EXPECT_LT(suspended.at('2'), all) << "tiles where the plan is not stay";
  const ParcelsFolder parcels{{parcel(10, "1"), parcel(60, "2"), parcel(150, "3"), parcel(172, "4")}};
  const auto added = moved(parcels.source());
  EXPECT_EQ(added.at('0') + added.at('2'), 0);
  EXPECT_GT(added.at('1'), 0);
  EXPECT_LT(added.at('1'), all);
}

TEST(DeskKinds, AnySequenceGoesBackByteForByte) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    const DeskFolder folder;
    std::uint32_t state = seed * 2'654'435'761U;
    const auto next = [&](std::uint32_t below) {
      state = state * 1'664'525U + 1'013'904'223U;  // Numerical Recipes 7.1: enough to mix kinds.
      return (state >> 16U) % below;
    };
    std::map<std::string, std::string> told;
    std::vector<std::string> order;
    const auto remember = [&](const std::string& edition) {
      if (told.emplace(edition, all_answers(*folder.district().snapshot())).second) {
        order.push_back(edition);
      }
    };
    remember(folder.told("1").edition);
    int suspended = 0;
    for (int turn = 0; turn < 6; ++turn) {
      DraftSource source;
      const auto parcels = ParcelsFolder{{parcel(10, "1"), parcel(60 + next(9), "2"), parcel(150, "3"), parcel(172, std::to_string(4 + next(3)))}};
      switch (next(4)) {
        case 0: source = metadata("title = \"zones " + std::to_string(turn) + "\"\n"); break;
        case 1: {
          const std::string from = (turn + 1 < 10 ? "2026-0" : "2026-") + std::to_string(turn + 1) + "-01";
          source = status(suspended++ % 2 == 0 ? "suspend" : "lift", from);
          break;
        }
        case 2: source = parcels.source(); break;
        default:
          source = {.kind = DraftKind::kPlan, .folder = folder.plan_with("Z" + std::to_string(turn)), .patch = {}};
          suspended = 0;  // The folder says that it is in force.
      }
      remember(folder.published(source, {"PARCELS_VANISH"}));
    }
    for (std::size_t k = 0; k < 2 * order.size(); ++k) {
      const std::string& edition = order[next(static_cast<std::uint32_t>(order.size()))];
      ASSERT_TRUE(folder.desk().restore(edition, "thử", "chi"));
      ASSERT_TRUE(all_answers(*folder.district().snapshot()) == told.at(edition)) << seed << " " << edition;
    }
    EXPECT_TRUE(find_faults(geo::Register{folder.district().register_path()}).empty());
    EXPECT_TRUE(folder.desk().verify_log()->faults.empty());
  }
}

}  // namespace
}  // namespace quyhoach::desk
