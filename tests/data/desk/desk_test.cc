#include "data/desk/desk.h"

#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include <gmock/gmock.h>

#include "tests/data/desk/desk_folder.h"

namespace quyhoach::desk {
namespace {

using geo::ErrorCode;
using store::DraftState;
using test::DeskFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr auto kDay = "2026-01-01";

TEST(Desk, AFolderBecomesAnEditionAndTheAnswerChanges) {
  const DeskFolder folder;
  EXPECT_EQ(folder.told("1").codes, "A");
  const std::string before = folder.told("1").edition;
  const std::string id = folder.approved("X");
  EXPECT_EQ(folder.told("1").codes, "A") << "an approved draft is not yet out";
  const auto published = folder.desk().publish(id, "binh");
  ASSERT_TRUE(published) << published.error().message;
  EXPECT_EQ(published->state, DraftState::kPublished);
  const auto now = folder.told("1");
  EXPECT_EQ(now.codes, "X");
  EXPECT_EQ(now.edition, published->edition);
  EXPECT_NE(now.edition, before);
  EXPECT_EQ(folder.told("3").codes, "B") << "the other zone is as it was";

  const auto manifest = geo::Register{folder.district().register_path()}.manifest(now.edition);
  EXPECT_EQ(manifest->info.who, "binh");
  EXPECT_EQ(manifest->info.why, "đã xem");
  EXPECT_EQ(manifest->info.parent, before);
  EXPECT_THAT(manifest->info.audit_head, HasSubstr(":"));
  const auto log = folder.desk().verify_log();
  ASSERT_TRUE(log);
  EXPECT_THAT(log->faults, SizeIs(0));
}

TEST(Desk, GoingBackGivesTheSameAnswersAgain) {
  const DeskFolder folder;
  const auto first = folder.told("1");
  ASSERT_TRUE(folder.desk().publish(folder.approved("X"), "binh"));
  EXPECT_EQ(folder.desk().restore(first.edition, "nhầm", "lan").error().code, ErrorCode::kForbidden);
  EXPECT_EQ(folder.desk().restore("20000101T000000Z-none", "nhầm", "chi").error().code, ErrorCode::kEditionUnknown);
  EXPECT_EQ(folder.desk().restore(first.edition, "", "chi").error().code, ErrorCode::kParameterMissing);
  EXPECT_EQ(folder.told("1").codes, "X");
  ASSERT_TRUE(folder.desk().restore(first.edition, "nhầm", "chi"));
  EXPECT_EQ(folder.told("1").codes, first.codes);
  EXPECT_EQ(folder.told("1").edition, first.edition);
}

TEST(Desk, TheAuthorNeitherApprovesNorPublishes) {
  const DeskFolder folder;
  const Desk desk = folder.desk();
  const auto draft = desk.import_folder(folder.plan_with("X"), "binh");  // An approver may write drafts, too.
  ASSERT_TRUE(draft) << draft.error().message;
  ASSERT_TRUE(desk.check(draft->id, {}, "binh"));
  ASSERT_TRUE(desk.step(draft->id, DraftState::kSubmitted, "", "binh"));
  EXPECT_EQ(desk.step(draft->id, DraftState::kApproved, "tốt", "binh").error().code, ErrorCode::kSecondPersonNeeded);
  EXPECT_EQ(desk.step(draft->id, DraftState::kApproved, "tốt", "lan").error().code, ErrorCode::kForbidden);
  ASSERT_TRUE(desk.step(draft->id, DraftState::kApproved, "tốt", "chi"));
  EXPECT_EQ(desk.publish(draft->id, "binh").error().code, ErrorCode::kSecondPersonNeeded);
  EXPECT_EQ(desk.publish(draft->id, "lan").error().code, ErrorCode::kForbidden);
  EXPECT_TRUE(desk.publish(draft->id, "chi"));
  EXPECT_EQ(desk.publish(draft->id, "chi").error().code, ErrorCode::kDraftState) << "once is enough";
}

TEST(Desk, OnlyWhatPassedItsCheckIsHandedIn) {
  const DeskFolder folder;
  const Desk desk = folder.desk();
  const auto draft = desk.import_folder(folder.plan_with("X", 150.0), "lan");  // The zones overlap now.
  ASSERT_TRUE(draft);
  EXPECT_EQ(desk.step(draft->id, DraftState::kSubmitted, "", "lan").error().code, ErrorCode::kDraftState);
  EXPECT_EQ(desk.check(draft->id, {}, "binh").error().code, ErrorCode::kForbidden);
  const auto refused = desk.check(draft->id, {}, "lan");
  ASSERT_TRUE(refused);
  EXPECT_THAT(refused->plan.report.refusing(), ElementsAre("ZONES_OVERLAP"));
  EXPECT_EQ(desk.step(draft->id, DraftState::kSubmitted, "", "lan").error().code, ErrorCode::kDraftState);
  EXPECT_EQ(desk.impact(draft->id, *geo::parse_date(kDay)).error().code, ErrorCode::kDraftState);
  const auto accepted = desk.check(draft->id, {"ZONES_OVERLAP"}, "lan");
  ASSERT_TRUE(accepted);
  EXPECT_TRUE(accepted->plan.report.refusing().empty());
  ASSERT_TRUE(desk.step(draft->id, DraftState::kSubmitted, "", "lan"));
  EXPECT_EQ(desk.check(draft->id, {}, "lan").error().code, ErrorCode::kDraftState) << "it is out of the author's hands";
  ASSERT_TRUE(desk.step(draft->id, DraftState::kApproved, "chấp nhận", "binh"));
  const auto published = desk.publish(draft->id, "binh");
  ASSERT_TRUE(published);
  EXPECT_THAT(geo::Register{folder.district().register_path()}.manifest(published->edition)->info.accepted, ElementsAre("ZONES_OVERLAP"));
}

TEST(Desk, WhatIsNoLongerWhatWasCheckedIsNotPublished) {
  const DeskFolder folder;
  const std::string id = folder.approved("X");
  const std::string before = folder.told("1").edition;
  const geo::Register in{folder.district().register_path()};
  const auto named = in.manifest(before)->objects;
  std::filesystem::path object;
  for (const auto& entry : std::filesystem::directory_iterator{folder.district().register_path() + "/objects"}) {
    const bool is_published = std::ranges::any_of(named, [&](const geo::ObjectEntry& one) { return one.file == entry.path().filename(); });
    object = !is_published && entry.path().extension() == ".gpkg" ? entry.path() : object;
  }
  ASSERT_FALSE(object.empty());
  std::string bytes = geo::test::slurp(object);
  const std::string whole = bytes;
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  std::ofstream{object, std::ios::binary} << bytes;
  EXPECT_THAT(find_faults(in).at(0).file, HasSubstr(object.filename().string()));
  EXPECT_EQ(folder.desk().publish(id, "binh").error().code, ErrorCode::kHashMismatch);
  EXPECT_EQ(folder.told("1").edition, before);
  std::ofstream{object, std::ios::binary} << whole;
  EXPECT_TRUE(folder.desk().publish(id, "binh"));
  EXPECT_TRUE(find_faults(in).empty());
}

TEST(Desk, TheImpactIsEveryParcelWhoseAnswerChanges) {
  const DeskFolder folder;
  const Desk desk = folder.desk();
  const auto impact_of = [&](const std::filesystem::path& plan) {
    const auto draft = desk.import_folder(plan, "lan");
    EXPECT_TRUE(desk.check(draft->id, {"ZONES_OVERLAP"}, "lan"));
    auto impact = desk.impact(draft->id, *geo::parse_date(kDay));
    EXPECT_TRUE(impact) << impact.error().message;
    return std::move(*impact);
  };
  EXPECT_THAT(impact_of(folder.plan_with("A")).parcels, SizeIs(0)) << "the plan as it is";

  const DraftImpact renamed = impact_of(folder.plan_with("X"));
  EXPECT_EQ(renamed.looked_at, 3U);
  ASSERT_THAT(renamed.parcels, SizeIs(2));  // Parcels 1 and 2 lie in zone A, 3 in B.
  for (const geo::ParcelImpact& parcel : renamed.parcels) {
    EXPECT_NEAR(parcel.gained_m2(), 400.0, 1e-6);
    ASSERT_THAT(parcel.items, SizeIs(2));
    EXPECT_EQ(parcel.items[0].code, "A");
    EXPECT_NEAR(parcel.items[0].before_m2, 400.0, 1e-6);
    EXPECT_EQ(parcel.items[0].after_m2, 0.0);
    EXPECT_EQ(parcel.items[1].code, "X");
    EXPECT_FALSE(parcel.only_words);
  }
  const DraftImpact grown = impact_of(folder.plan_with("A", 160.0));  // Over parcel 3 (150…170) by half.
  ASSERT_THAT(grown.parcels, SizeIs(1));
  EXPECT_NEAR(grown.parcels[0].gained_m2(), 200.0, 1e-6);

  folder.district().plan(std::string{geo::test::kZonesToml} + "\n[[document]]\nkind = \"other\"\ntitle = \"t\"\nfile = \"a.pdf\"\n");
  folder.district().write("plans/zones/a.pdf", "%PDF-1.4\n%%EOF");
  const DraftImpact words = impact_of(folder.plan_with("A"));
  ASSERT_THAT(words.parcels, SizeIs(3)) << "every parcel the plan touches is told of its new document";
  EXPECT_TRUE(words.parcels[0].only_words);
  EXPECT_THAT(words.parcels[0].items, SizeIs(0));
}

TEST(Desk, AFolderMustHoldAPlanAndNothingStrange) {
  const DeskFolder folder;
  const Desk desk = folder.desk();
  const geo::test::TempFolder empty;
  EXPECT_EQ(desk.import_folder(empty.path(), "lan").error().code, ErrorCode::kManifest);
  std::ofstream{empty.path() / "plan.toml"} << "id = 1";
  EXPECT_EQ(desk.import_folder(empty.path(), "lan").error().code, ErrorCode::kManifest);
  std::filesystem::create_symlink("/etc", folder.plan_with("X") / "link");
  EXPECT_EQ(desk.import_folder(folder.district().plan_path(), "lan").error().code, ErrorCode::kBadData);
  EXPECT_THAT(*desk.store().drafts(std::nullopt), SizeIs(0));
  const auto left = std::filesystem::path{folder.state_path()} / "drafts";
  EXPECT_TRUE(!std::filesystem::exists(left) || std::filesystem::is_empty(left)) << "nothing half-kept";
}

TEST(Desk, ACheckIsSeenAndCancelled) {
  const DeskFolder folder;
  const geo::test::TempFolder own;
  const auto program = own.path() / "program";
  std::ofstream{program} << "#!/bin/sh\nsleep 60\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  const Desk desk = folder.desk({.program = program, .patience = std::chrono::seconds{60}});
  const auto draft = folder.desk().import_folder(folder.plan_with("X"), "lan");
  ASSERT_TRUE(draft);
  EXPECT_FALSE(desk.check_progress(draft->id));
  EXPECT_FALSE(*desk.cancel_check(draft->id, "lan")) << "none runs";

  ErrorCode ended = ErrorCode::kInternal;
  std::jthread checking{[&] {
    const auto checked = desk.check(draft->id, {}, "lan");
    ended = checked ? ErrorCode::kInternal : checked.error().code;
  }};
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  std::optional<CheckProgress> progress;
  while (!(progress = desk.check_progress(draft->id)) || progress->files == 0) {
    ASSERT_LT(std::chrono::steady_clock::now(), until);
    std::this_thread::yield();
  }
  EXPECT_GT(progress->files, 0U);
  EXPECT_FALSE(progress->is_read);
  EXPECT_FALSE(progress->seconds_left) << "nothing was read yet";
  EXPECT_FALSE(desk.check_progress("another"));
  EXPECT_EQ(desk.cancel_check(draft->id, "binh").error().code, ErrorCode::kForbidden);
  EXPECT_EQ(desk.cancel_check("another", "lan").error().code, ErrorCode::kDraftUnknown);
  EXPECT_TRUE(*desk.cancel_check(draft->id, "lan"));
  checking.join();
  EXPECT_EQ(ended, ErrorCode::kCheckCancelled);
  EXPECT_LT(std::chrono::steady_clock::now(), until);
  EXPECT_FALSE(desk.check_progress(draft->id));
  EXPECT_EQ(desk.last_check(*draft), "") << "the draft is as it was";
  EXPECT_TRUE(folder.desk().check(draft->id, {}, "lan"));
}

TEST(Desk, WritesNothingWhileAnotherWrites) {
  const DeskFolder folder;
  const std::string id = folder.approved("X");
  {
    geo::Register other{folder.district().register_path()};
    ASSERT_TRUE(other.open_for_writing());
    EXPECT_EQ(folder.desk().publish(id, "binh").error().code, ErrorCode::kBusy);
    EXPECT_EQ(folder.told("1").codes, "A");
  }
  EXPECT_TRUE(folder.desk().publish(id, "binh"));
}

}  // namespace
}  // namespace quyhoach::desk
