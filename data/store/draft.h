#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/store/time.h"
#include "data/store/user.h"
#include "geo/base/result.h"

namespace quyhoach::store {

/// The way of a draft. `withdrawn` and `published` are its ends.
///
///     draft ─▶ submitted ─▶ approved ─▶ published
///       ▲          └──────┬─────┘
///       └─── returned ◀───┘                 all but the ends ─▶ withdrawn
enum class DraftState { kDraft, kSubmitted, kReturned, kApproved, kPublished, kWithdrawn };

/// The state's public name, `submitted`.
[[nodiscard]] std::string_view state_name(DraftState state) noexcept;
[[nodiscard]] std::optional<DraftState> state_of_name(std::string_view name) noexcept;

/// What a draft changes.
enum class DraftKind {
  kPlan,      ///< A whole plan, with its layers: new, or in place of the one of the same id.
  kStatus,    ///< A plan's legal status: suspended, lifted, repealed, expired.
  kMetadata,  ///< What was written of a plan: title, decision, dates, documents …
  kParcels,   ///< The parcels of one commune.
};

/// The kind's public name, `metadata`.
[[nodiscard]] std::string_view kind_name(DraftKind kind) noexcept;
[[nodiscard]] std::optional<DraftKind> kind_of_name(std::string_view name) noexcept;

/// What an author may write, as long as the draft is with the author (`draft` or `returned`).
struct DraftText {
  std::string title;
  std::string plan;             ///< Id of the plan; of parcels the commune's code, or kNoCommune.
  std::string folder;           ///< Name of the folder its files lie in.
  std::string reason;           ///< Why; afterwards, in the words of whoever took the last step.
  std::string settings = "{}";  ///< JSON: what the last check left. Opaque here.
  DraftKind kind = DraftKind::kPlan;  ///< Never changes.
};

/// For the parcels of a district whose key has no commune.
inline constexpr std::string_view kNoCommune = "*";

struct Draft {
  std::string id;  ///< 32 hexadecimal digits, random.
  DraftText text;
  DraftState state = DraftState::kDraft;
  std::int64_t author_id = 0;
  std::string author;    ///< Login.
  std::string approver;  ///< Login of who approved it last; empty before.
  std::string edition;   ///< Set when published.
  Time created_at{};
  Time changed_at{};
};

/// One step of a draft.
struct DraftStep {
  DraftState to = DraftState::kSubmitted;
  std::string reason;   ///< Needed to approve and to return; kept as the draft's. Empty keeps the one before.
  std::string edition;  ///< Needed to publish.
};

/// Whether `actor` may take `step` now. To submit and to withdraw is the author's; to approve, return and publish takes a second
/// person, with the role approver: never the author, whatever the author's role, and an administrator neither.
/// \return kParameterValue for a reason or edition that is too long or no text, kDraftState for a step that does not lead from the
///         draft's state, kSecondPersonNeeded for the author, kForbidden for another role or a disabled account,
///         kParameterMissing for a step without the reason or edition it needs
[[nodiscard]] geo::Result<bool> check_step(const Draft& draft, const User& actor, const DraftStep& step);

/// \return kParameterValue for a draft without a title or plan, or with a text that is too long, not UTF-8 or holds control
///         characters; the reason may have several lines
[[nodiscard]] geo::Result<bool> check_text(const DraftText& text);

inline constexpr std::size_t kLineMax_bytes = 512;      ///< Title, plan, folder, edition.
inline constexpr std::size_t kReasonMax_bytes = 8'192;

/// UTF-8 of one line: at most kLineMax_bytes, without control characters.
[[nodiscard]] bool is_line(std::string_view text) noexcept;

/// Whether `user` may write drafts: planners and approvers whose account is not disabled.
[[nodiscard]] bool may_write_drafts(const User& user) noexcept;

}  // namespace quyhoach::store
