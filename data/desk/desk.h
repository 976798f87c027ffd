#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "data/store/store.h"
#include "geo/io/plan_proposal.h"
#include "geo/io/plan_publish.h"
#include "geo/plan/impact.h"

namespace quyhoach::desk {

struct DeskOptions {
  std::string register_folder;
  std::string state_folder;                 ///< Holds `drafts/`, beside the store.
  std::filesystem::path catalogue;          ///< Folder of personal_columns.txt.
  geo::ReaderProcess::Options reader;
  unsigned threads = 2;
};

/// What a check found, and what it left to be published.
struct CheckedDraft {
  store::Draft draft;
  geo::CheckedPlan plan;
  double seconds = 0.0;
};

/// How far a check that runs has come.
struct CheckProgress {
  double seconds = 0.0;                     ///< Since it began.
  std::optional<double> seconds_left;       ///< Of the reading, where it has come far enough to say.
  bool is_read = false;                     ///< All files were read; now the zones are compared.
  std::uint64_t files = 0;                  ///< As plan.toml names them; 0 until it is read.
  std::uint64_t files_begun = 0;
  std::uint64_t features = 0;               ///< Read of the file that is open.
  std::uint64_t features_expected = 0;      ///< 0 where its format does not say.
};

/// What becomes of the parcels of one commune.
struct CadastreImpact {
  std::string commune;
  std::size_t added = 0;
  std::size_t gone = 0;
  std::size_t reshaped = 0;
  std::size_t attributes = 0;
};

/// Every parcel whose answer a publication would change, or which it changes.
struct DraftImpact {
  std::shared_ptr<const geo::Snapshot> before;
  std::shared_ptr<const geo::Snapshot> after;   ///< As if the draft were published: also what its preview is drawn from.
  std::string topic;                            ///< Of the plans that change; empty where there are several, and for parcels.
  std::vector<geo::ParcelImpact> parcels;       ///< Point into `after`, or into `before` where a parcel is gone.
  std::size_t looked_at = 0;                    ///< Parcels in the district.
  double seconds = 0.0;
  std::vector<std::string> topics = {};         ///< Every topic of which an answer may change.
  geo::Date as_of = {};
  std::optional<CadastreImpact> cadastre = {};  ///< Of a draft of parcels.

  /// How many parcels: those of several topics are listed once for each.
  [[nodiscard]] std::size_t changed() const noexcept;
};

/// What a clean-up removed the files of.
struct CleanedUp {
  std::vector<std::string> drafts;     ///< Ids.
  std::vector<std::string> abandoned;  ///< Names of folders that no draft names.
};

/// How far the audit log had come by each edition that says so.
[[nodiscard]] std::vector<store::AuditHead> heads_in(const geo::Register& from);

/// What a draft is made of.
struct DraftSource {
  store::DraftKind kind = store::DraftKind::kPlan;
  std::optional<std::filesystem::path> folder = {};  ///< Of plan.toml, parcels.toml, or of a patch's documents.
  std::optional<std::string> patch = {};             ///< Of a status or of metadata: what the folder's patch.toml would say.
};

/// The way of a plan from a folder to an edition and back, for the command line and the browser alike. Who may do what is the
/// store's to say (store::check_step); every step is in the audit log, whose head goes into the edition.
///
/// All members may be called from any thread; those that write to the register wait for nobody: where another process or
/// thread writes they return kBusy. So do propose(), check() and impact() while one of them runs: they take seconds of every
/// processor, and the service that has a Desk has others to answer. What a call has acknowledged survives a kill. After a kill
/// amid publish() the edition may be out with its draft still `approved`: publishing it again finds that and only takes the
/// draft's step.
class Desk {
 public:
  Desk(DeskOptions options, std::shared_ptr<store::Store> store) : options_(std::move(options)), store_(std::move(store)) {}

  /// Proposes a plan.toml for a folder, or an archive of one, as it came in: paths are those below it, archives being folders. Takes
  /// as long as reading every file. \param now  what is served, if it is at hand: its parcels tell readings of coordinates apart. \return kBadData where no source can be
  /// read; kArchivePath, kArchiveForm, kLimitUnpacked; kUnavailable, also while another folder is looked at, checked or compared
  [[nodiscard]] geo::Result<geo::PlanProposal> propose(const std::filesystem::path& source, const std::shared_ptr<const geo::Snapshot>& now = {}) const;

  /// Copies a plan's folder (plan.toml and what it names), or unpacks the archive of one, and makes a draft of it; archives in the
  /// folder become folders (take_source). \param by  login of its author.
  /// \return kManifest where plan.toml cannot be read; kBadData for a folder of more than kMostFiles or kMostBytes, or with
  ///         anything but files and folders in it; kArchivePath, kArchiveForm, kLimitUnpacked; what Store::add_draft says
  [[nodiscard]] geo::Result<store::Draft> import_folder(const std::filesystem::path& source, const std::string& by,
                                                        store::DraftKind kind = store::DraftKind::kPlan) const {
    return import({.kind = kind, .folder = source}, by);
  }
  /// The same of any kind. A patch is tried on the plan as it is, so that what is wrong with it is told at once.
  /// \return kManifest also where the manifest of its kind cannot be read, or a patch comes twice or not at all
  [[nodiscard]] geo::Result<store::Draft> import(const DraftSource& source, const std::string& by) const;
  static constexpr std::size_t kMostFiles = 1'000;
  static constexpr std::uintmax_t kMostBytes = std::uintmax_t{2} << 30U;

  /// Reads and checks the draft's files against the current edition. What it leaves to be published, and the codes accepted, are
  /// kept with the draft. \param by  its author. \param repairs  ids or codes of proposals to apply (CheckedPlan).
  /// \return kDraftUnknown, kForbidden, kDraftState; kBusy, kUnavailable; kCheckCancelled
  [[nodiscard]] geo::Result<CheckedDraft> check(const std::string& id, const std::set<std::string>& accept, const std::string& by,
                                                const std::set<std::string>& repairs = {}) const;

  /// How far the check of a draft has come that runs in this process now; nothing where none does.
  [[nodiscard]] std::optional<CheckProgress> check_progress(const std::string& id) const;
  /// Ends a check of this process: check() returns kCheckCancelled and leaves the draft as it was. Nothing happens where none
  /// runs. \param by  the draft's author. \return kForbidden, kDraftUnknown
  [[nodiscard]] geo::Result<bool> cancel_check(const std::string& id, const std::string& by) const;

  /// Compares the answers of the current edition with those it would give with the draft. \param now  a snapshot whose objects
  /// need not be read again; may be null. \return kDraftState if the draft has not passed its check
  [[nodiscard]] geo::Result<DraftImpact> impact(const std::string& id, geo::Date as_of,
                                                const std::shared_ptr<const geo::Snapshot>& now = nullptr) const;

  /// What the edition after the current one would be if the draft were published now: what its preview is drawn from.
  /// \param now  as in impact. \return kDraftState if the draft has not passed its check
  [[nodiscard]] geo::Result<std::shared_ptr<const geo::Snapshot>> preview(
      const store::Draft& draft, const std::shared_ptr<const geo::Snapshot>& now = nullptr) const;

  /// Takes one step other than publishing. A draft must have passed its check to be submitted, else kDraftState.
  [[nodiscard]] geo::Result<store::Draft> step(const std::string& id, store::DraftState to, const std::string& reason,
                                               const std::string& by) const;

  /// Publishes an approved draft. \param by  an approver who is not its author. \return the draft, with its edition; kDraftStale
  ///         where what it changes is no longer what its check saw
  [[nodiscard]] geo::Result<store::Draft> publish(const std::string& id, const std::string& by) const;

  /// Makes an earlier edition current again. \param by  an approver. \return kForbidden, kEditionUnknown
  [[nodiscard]] geo::Result<bool> restore(const std::string& edition, const std::string& why, const std::string& by) const;

  /// Removes the copied files of drafts that were published or withdrawn at least `age` ago, and what imports that were killed left
  /// at least that long, and a day, ago; each with an audit record before it. The drafts themselves stay, and what they published is
  /// in the register. What a call that was killed left is removed by the next one. \return kUnavailable
  [[nodiscard]] geo::Result<CleanedUp> clean_up(std::chrono::days age, const std::string& by) const;

  /// Compares the audit log with itself and with the heads in all editions.
  [[nodiscard]] geo::Result<store::AuditCheck> verify_log() const;

  [[nodiscard]] store::Store& store() const noexcept { return *store_; }
  [[nodiscard]] std::filesystem::path source_folder(const store::Draft& draft) const;
  /// check_json of the draft's last check; empty before the first.
  [[nodiscard]] std::string last_check(const store::Draft& draft) const;

 private:
  [[nodiscard]] std::string check_file(const store::Draft& draft) const { return source_folder(draft).string() + ".check.json"; }
  [[nodiscard]] geo::Register open_register() const { return geo::Register{options_.register_folder}; }

  DeskOptions options_;
  std::shared_ptr<store::Store> store_;
  mutable std::mutex heavy_;
  /// The check that runs: there is never more than one.
  struct Running {
    std::string id;
    std::chrono::steady_clock::time_point begin;
    std::shared_ptr<geo::Progress> progress;
  };
  class Watched;
  mutable std::mutex running_mutex_;
  mutable std::optional<Running> running_;
};

}  // namespace quyhoach::desk
