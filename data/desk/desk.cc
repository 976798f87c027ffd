#include "data/desk/desk.h"

#include <algorithm>
#include <chrono>

#include "data/desk/draft_change.h"
#include "data/desk/draft_impact.h"
#include "data/desk/draft_source.h"
#include "data/desk/profiles.h"
#include "data/desk/report.h"
#include "data/desk/source_copy.h"
#include "data/desk/source_unpack.h"
#include "data/store/secret.h"
#include "geo/base/sha256.h"
#include "geo/coord/grid_transform.h"
#include "geo/io/durable.h"
#include "geo/plan/json.h"
#include "geo/plan/manifest.h"

namespace quyhoach::desk {

namespace fs = std::filesystem;
using geo::Error;
using geo::ErrorCode;
using geo::Result;
using store::Draft;
using store::DraftState;

namespace {

double since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Error busy() { return {ErrorCode::kBusy, "another plan is being checked or compared: try again in a moment"}; }

Result<std::shared_ptr<const geo::District>> current_district(const geo::Register& from) {
  const auto id = from.current();
  const auto manifest = id ? from.manifest(*id) : Result<geo::EditionManifest>{id.error()};
  return manifest ? load_district(from, *manifest) : Result<std::shared_ptr<const geo::District>>{manifest.error()};
}

/// The current edition; `now`, where it is that one.
Result<std::shared_ptr<const geo::Snapshot>> current_snapshot(const geo::Register& from, const std::shared_ptr<const geo::Snapshot>& now,
                                                              unsigned threads) {
  const auto current = from.current();
  if (!current) {
    return current.error();
  }
  return now && now->edition.id == *current ? Result<std::shared_ptr<const geo::Snapshot>>{now}
                                            : load_snapshot(from, *current, now.get(), threads);
}

/// What the audit log keeps of a draft beside its files.
std::string subject_json(store::DraftKind kind, const std::string& subject) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("kind", kind_name(kind));
  json.member("subject", subject);
  json.end_object();
  return std::string{json.text()};
}

std::string reason_json(const std::string& reason, const std::string& edition = {}) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("reason", reason);
  if (!edition.empty()) {
    json.member("edition", edition);
  }
  json.end_object();
  return std::string{json.text()};
}

/// Whether the author may change the draft now.
Result<bool> is_with_author(const Draft& draft, const std::string& by) {
  if (store::login_key(draft.author) != store::login_key(by)) {
    return Error{ErrorCode::kForbidden, "only " + draft.author + " may check this draft"};
  }
  if (draft.state != DraftState::kDraft && draft.state != DraftState::kReturned) {
    return Error{ErrorCode::kDraftState, "the draft is " + std::string{state_name(draft.state)}};
  }
  return true;
}

/// Whether the objects of a checked draft are still what was checked: nobody is served an edition that cannot be loaded.
Result<bool> are_whole(const std::vector<geo::ObjectEntry>& objects, const geo::Register& in) {
  for (const geo::ObjectEntry& object : objects) {
    const auto hash = geo::sha256_of_file(in.object_path(object.file));
    if (!hash || *hash != object.sha256()) {
      return Error{ErrorCode::kHashMismatch, object.file + " is gone, or not what was checked: return the draft and check it again"};
    }
  }
  return true;
}

geo::Result<geo::CheckedPlan> check_kind(store::DraftKind kind, const geo::PlanCheckOptions& options, const geo::Register& into) {
  switch (kind) {
    case store::DraftKind::kStatus: return check_patch(geo::PatchKind::kStatus, options, into);
    case store::DraftKind::kMetadata: return check_patch(geo::PatchKind::kMetadata, options, into);
    case store::DraftKind::kParcels: return check_parcels(options, into);
    case store::DraftKind::kPlan: break;
  }
  return check_plan(options, into);
}

}  // namespace

fs::path Desk::source_folder(const Draft& draft) const { return fs::path{options_.state_folder} / "drafts" / draft.text.folder; }

Result<geo::PlanProposal> Desk::propose(const fs::path& source, const std::shared_ptr<const geo::Snapshot>& now, const std::string& profile) const {
  const std::unique_lock alone{heavy_, std::try_to_lock};
  if (!alone) {
    return busy();
  }
  const geo::Register from = open_register();
  const auto district = current_district(from);
  if (!district) {
    return district.error();
  }
  const auto known = profile.empty() ? Result<geo::ConsultantProfile>{geo::ConsultantProfile{}} : read_profile(*store_, profile);
  if (!known) {
    return known.error();
  }
  const fs::path scratch = fs::path{options_.state_folder} / "unpacked";
  remove_old_views(scratch);
  const auto view = SourceView::open(source, scratch, options_.reader);
  const auto edition = [&]() -> std::shared_ptr<const geo::Snapshot> {
    const auto snapshot = current_snapshot(from, now, options_.threads);
    return snapshot ? *snapshot : nullptr;  // What cannot be read of the register is no fault of the folder.
  };
  return view ? geo::propose_plan({view->folder(), options_.catalogue, **district, options_.reader, edition, profile.empty() ? nullptr : &*known})
              : view.error();
}

Result<Draft> Desk::import(const DraftSource& source, const std::string& by) const {
  // The name is random enough not to meet another; whoever is killed in between leaves a folder that no draft names.
  const std::string name = store::random_id();
  const fs::path target = fs::path{options_.state_folder} / "drafts" / name;
  const fs::path part = target.string() + ".part";
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  const auto done = [&]() -> Result<Draft> {
    auto taken = take_draft(source, part, options_.reader);
    if (!taken) {
      return taken.error();
    }
    const auto subject = subject_of({.kind = source.kind, .folder = taken->root, .patch = {}}, open_register());
    if (!subject) {
      return subject.error();
    }
    if (const auto moved = geo::move_durably(taken->root.string(), target.string()); !moved) {
      return moved.error();
    }
    return store_->add_draft({.title = subject->title, .plan = subject->id, .folder = name, .reason = {}, .kind = source.kind},
                             {.by = by, .files = std::move(taken->files), .details = subject_json(source.kind, subject->id)});
  }();
  fs::remove_all(part, error);
  if (!done) {
    fs::remove_all(target, error);
  }
  return done;
}

/// Lets others see the check while this lives.
class Desk::Watched {
 public:
  Watched(const Desk& desk, std::string id, std::chrono::steady_clock::time_point begin)
      : desk_(desk), progress_(std::make_shared<geo::Progress>()) {
    const std::lock_guard lock{desk_.running_mutex_};
    desk_.running_ = Running{std::move(id), begin, progress_};
  }
  ~Watched() {
    const std::lock_guard lock{desk_.running_mutex_};
    desk_.running_.reset();
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  [[nodiscard]] const std::shared_ptr<geo::Progress>& progress() const noexcept { return progress_; }

 private:
  const Desk& desk_;
  std::shared_ptr<geo::Progress> progress_;
};

std::optional<CheckProgress> Desk::check_progress(const std::string& id) const {
  const std::lock_guard lock{running_mutex_};
  if (!running_ || running_->id != id) {
    return std::nullopt;
  }
  const geo::Progress& at = *running_->progress;
  CheckProgress out{.seconds = since(running_->begin), .seconds_left = {}, .is_read = at.is_read(), .files = at.files(),
                    .files_begun = at.files_begun(), .features = at.features(), .features_expected = at.features_expected()};
  constexpr double kEnough = 0.05;  // Less says nothing of what is to come.
  if (const double share = at.share(); share >= kEnough && !out.is_read) {
    out.seconds_left = out.seconds * (1.0 - share) / share;
  }
  return out;
}

Result<bool> Desk::cancel_check(const std::string& id, const std::string& by) const {
  const auto draft = store_->draft(id);
  if (!draft) {
    return draft.error();
  }
  if (store::login_key(draft->author) != store::login_key(by)) {
    return Error{ErrorCode::kForbidden, "only " + draft->author + " may cancel the check of this draft"};
  }
  const std::lock_guard lock{running_mutex_};
  const bool runs = running_ && running_->id == id;
  if (runs) {
    running_->progress->cancel();
  }
  return runs;
}

Result<CheckedDraft> Desk::check(const std::string& id, const std::set<std::string>& accept, const std::string& by,
                                 const std::set<std::string>& repairs) const {
  const auto begin = std::chrono::steady_clock::now();
  const std::unique_lock alone{heavy_, std::try_to_lock};
  if (!alone) {
    return busy();
  }
  const auto draft = store_->draft(id);
  if (!draft) {
    return draft.error();
  }
  if (const auto allowed = is_with_author(*draft, by); !allowed) {
    return allowed.error();
  }
  geo::Register into = open_register();
  if (const auto opened = into.open_for_writing(); !opened) {
    return opened.error();
  }
  const Watched watched{*this, id, begin};
  geo::ReaderProcess::Options reader = options_.reader;
  reader.progress = watched.progress();
  auto checked = check_kind(draft->text.kind,
                            {.folder = source_folder(*draft), .catalogue = options_.catalogue, .accept = accept, .repairs = repairs,
                             .reader = reader, .threads = options_.threads},
                            into);
  if (!checked) {
    return checked.error();
  }
  store::DraftText text = draft->text;
  text.settings = settings_of(*checked);
  auto edited = store_->edit_draft(id, text, {.by = by, .files = {}});
  if (!edited) {
    return edited.error();
  }
  CheckedDraft out{std::move(*edited), std::move(*checked), since(begin)};
  const auto district = current_district(into);
  const auto transform = district ? geo::GridTransform::create((*district)->crs, (*district)->datum_operation)
                                  : Result<geo::GridTransform>{district.error()};
  if (!transform) {
    return transform.error();
  }
  const auto kept = geo::write_durably(check_file(out.draft), check_json(out.plan, out.seconds, *transform));
  return kept ? Result<CheckedDraft>{std::move(out)} : kept.error();
}

std::string Desk::last_check(const Draft& draft) const {
  const auto kept = geo::read_file(check_file(draft));
  return kept ? *kept : std::string{};
}

Result<std::shared_ptr<const geo::Snapshot>> Desk::preview(const Draft& draft,
                                                           const std::shared_ptr<const geo::Snapshot>& now) const {
  const auto change = change_of(draft);
  if (!change) {
    return change.error();
  }
  const geo::Register from = open_register();
  const auto manifest = with_change(from, change->objects, change->base);
  return manifest ? load_snapshot(from, *manifest, now.get(), options_.threads)
                  : Result<std::shared_ptr<const geo::Snapshot>>{manifest.error()};
}

Result<DraftImpact> Desk::impact(const std::string& id, geo::Date as_of, const std::shared_ptr<const geo::Snapshot>& now) const {
  const auto begin = std::chrono::steady_clock::now();
  const std::unique_lock alone{heavy_, std::try_to_lock};
  if (!alone) {
    return busy();
  }
  const auto draft = store_->draft(id);
  if (!draft) {
    return draft.error();
  }
  const auto change = change_of(*draft);
  if (!change) {
    return change.error();
  }
  const geo::Register from = open_register();
  auto before = current_snapshot(from, now, options_.threads);
  if (!before) {
    return before.error();
  }
  auto after = preview(*draft, *before);
  if (!after) {
    return after.error();
  }
  auto out = impact_between(*before, *after, *change, as_of, options_.threads);
  if (out) {
    out->seconds = since(begin);
  }
  return out;
}

Result<Draft> Desk::step(const std::string& id, DraftState to, const std::string& reason, const std::string& by) const {
  const auto draft = store_->draft(id);
  if (!draft) {
    return draft.error();
  }
  if (to == DraftState::kPublished) {
    return Error{ErrorCode::kDraftState, "publishing is more than a step"};
  }
  if (to == DraftState::kSubmitted) {
    if (const auto change = change_of(*draft); !change) {
      return change.error();
    }
  }
  return store_->step_draft(id, {.to = to, .reason = reason, .edition = {}}, {.by = by, .files = {}, .details = reason_json(reason)});
}

Result<Draft> Desk::publish(const std::string& id, const std::string& by) const {
  const auto draft = store_->draft(id);
  const auto actor = store_->user(by);
  if (!draft || !actor) {
    return draft ? actor.error() : draft.error();
  }
  constexpr const char* kNotYet = "?";  // A step to published needs an edition; there is none before it is out.
  if (const auto allowed = check_step(*draft, *actor, {.to = DraftState::kPublished, .reason = {}, .edition = kNotYet}); !allowed) {
    return allowed.error();
  }
  const auto change = change_of(*draft);
  if (!change) {
    return change.error();
  }
  geo::Register into = open_register();
  if (const auto opened = into.open_for_writing(); !opened) {
    return opened.error();
  }
  if (const auto whole = are_whole(change->objects, into); !whole) {
    return whole.error();
  }
  auto manifest = with_change(into, change->objects, change->base);
  const auto files = source_hashes(source_folder(*draft));
  if (!manifest || !files) {
    return manifest ? files.error() : manifest.error();
  }
  const auto record = store_->audit_append({.who = by, .action = "edition.publishing", .subject = id, .files = *files,
                                            .details = reason_json(draft->text.reason)});
  if (!record) {
    return record.error();
  }
  manifest->info.who = by;
  manifest->info.why = draft->text.reason;
  manifest->info.accepted = change->accepted;
  manifest->info.repairs = change->repairs;
  manifest->info.audit_head = store::head_text({record->seq, record->hash});
  const auto edition = into.publish(std::move(*manifest));
  if (!edition) {
    return edition.error();
  }
  return store_->step_draft(id, {.to = DraftState::kPublished, .reason = {}, .edition = *edition},
                            {.by = by, .files = *files, .details = reason_json(draft->text.reason, *edition)});
}

Result<bool> Desk::restore(const std::string& edition, const std::string& why, const std::string& by) const {
  const auto actor = store_->user(by);
  if (!actor) {
    return actor.error();
  }
  if (actor->role != store::Role::kApprover || actor->is_disabled) {
    return Error{ErrorCode::kForbidden, "going back to an edition takes an approver"};
  }
  if (why.empty()) {
    return Error{ErrorCode::kParameterMissing, "going back needs a reason"};
  }
  geo::Register into = open_register();
  if (const auto opened = into.open_for_writing(); !opened) {
    return opened.error();
  }
  if (const auto known = into.manifest(edition); !known) {
    return known.error();
  }
  const auto record = store_->audit_append({.who = by, .action = "edition.restored", .subject = edition, .files = {}, .details = reason_json(why)});
  return record ? into.restore(edition) : Result<bool>{record.error()};
}

std::vector<store::AuditHead> heads_in(const geo::Register& from) {
  std::vector<store::AuditHead> heads;
  for (const geo::EditionManifest& edition : from.editions()) {
    if (auto head = store::parse_head(edition.info.audit_head)) {
      heads.push_back(std::move(*head));
    }
  }
  return heads;
}

Result<store::AuditCheck> Desk::verify_log() const { return store_->audit_verify(heads_in(open_register())); }

}  // namespace quyhoach::desk
