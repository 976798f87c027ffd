#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace quyhoach::geo {

/// What kind of failure happened. Each value has one stable public name (`error_name`) and one HTTP status
/// (`server/http/problem.h`).
enum class ErrorCode {
  kBadRequest,         ///< Malformed HTTP or an impossible path.
  kParameterUnknown,   ///< A query parameter this route does not have.
  kParameterRepeated,  ///< The same query parameter twice.
  kParameterMissing,   ///< A parameter this route needs.
  kParameterValue,     ///< A parameter whose value cannot be read.
  kBodyUnreadable,     ///< A request body that is not the JSON this route takes.
  kOutsideDistrict,    ///< A place outside the district's box.
  kParcelUnknown,      ///< No such parcel in the data.
  kPlanUnknown,        ///< No such plan in the edition.
  kEditionUnknown,     ///< No such edition in the register.
  kNotFound,           ///< No such page, file or route.
  kMethodNotAllowed,   ///< The route exists, not with this method.
  kGeometryInvalid,    ///< Self-crossing ring, hole outside its shell, …
  kRingOpen,           ///< First and last vertex differ.
  kRingShort,          ///< Fewer than three distinct vertices.
  kCoordNotFinite,     ///< NaN, infinity or a number too large.
  kLimitArea,          ///< Polygon larger than the service answers.
  kLimitVertices,      ///< More vertices than the service answers.
  kCrsNotAllowed,      ///< A CRS that cannot be named or must not be opened.
  kBodyTooLarge,       ///< Request body over its route's cap.
  kTargetTooLong,      ///< Request target over 4 KiB.
  kHeaderTooLarge,     ///< Request header over 8 KiB.
  kTooManyRequests,    ///< Over the rate of this address.
  kUnauthenticated,    ///< Nobody is signed in.
  kSignInRefused,      ///< Login or password is wrong; which, is not told.
  kSignInLocked,       ///< Too many wrong passwords: wait.
  kForbidden,          ///< Signed in, but not with the role this takes.
  kCsrf,               ///< A change without the token that only our own pages know.
  kPasswordChangeDue,  ///< Somebody else chose the password: it must be changed first.
  kPasswordUnfit,      ///< A new password that is too short, too long or the old one.
  kUserUnknown,        ///< No such account.
  kUserExists,         ///< An account with this login is there already.
  kLinkExists,         ///< A person of a provider who has an account here already, or an account that has such a person.
  kLinkUnknown,        ///< An account that nobody of that provider is linked to.
  kOidcState,          ///< A sign-in by a provider that was not begun here, took too long, or was used.
  kOidcDenied,         ///< The provider let nobody in, or the person changed their mind there.
  kOidcUnlinked,       ///< Somebody the provider knows and we do not, or whose account is disabled.
  kOidcProvider,       ///< A provider that does not answer, or whose answer cannot be trusted.
  kDraftUnknown,       ///< No such draft.
  kDraftState,         ///< A step that does not lead from the draft's state.
  kDraftStale,         ///< What a draft changes is no longer what its check saw.
  kSecondPersonNeeded, ///< An author approving the author's own draft.
  kProfileUnknown,     ///< No such profile of a consultant.
  kUploadUnknown,      ///< No such upload, or somebody else's.
  kUploadsOpen,        ///< As many uploads as one account may have at once.
  kArchivePath,        ///< A name that is not one of a file below a folder.
  kArchiveForm,        ///< An archive that cannot be unpacked, or must not: damaged, encrypted, archive in archive, names alike.
  kLimitUnpacked,      ///< An archive that would become too much.
  kPlanUnfit,          ///< An uploaded folder that does not hold a plan; the message says why.
  kCheckCancelled,     ///< A check that its planner did not want any longer.
  kNotImplemented,     ///< A method this server does not know.
  kManifest,           ///< A TOML or JSON manifest broke its schema; the message names file and line.
  kHashMismatch,       ///< An object's bytes do not match its name.
  kBadData,            ///< A source file broke its contract.
  kUnavailable,        ///< A file or service we depend on did not answer.
  kBusy,               ///< Somebody else is doing this now: try again in a moment.
  kInternal,           ///< A library failed where valid input cannot make it fail.
};

/// The public, stable name of a code: `PARCEL_UNKNOWN`.
[[nodiscard]] std::string_view error_name(ErrorCode code) noexcept;

/// A failure the caller is expected to handle. `message` is for the log, never for a citizen.
struct Error {
  ErrorCode code;
  std::string message;
};

/// A `T` or an `Error`. Use for everything that bad input can cause.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// \pre has_value()
  [[nodiscard]] T& operator*() & noexcept {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const T& operator*() const& noexcept {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T&& operator*() && noexcept {
    assert(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  [[nodiscard]] T* operator->() noexcept {
    assert(has_value());
    return std::get_if<0>(&state_);
  }
  [[nodiscard]] const T* operator->() const noexcept {
    assert(has_value());
    return std::get_if<0>(&state_);
  }

  /// \pre !has_value()
  [[nodiscard]] const Error& error() const& noexcept {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace quyhoach::geo
