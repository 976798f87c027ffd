#include "geo/base/result.h"

namespace quyhoach::geo {

std::string_view error_name(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kBadRequest: return "BAD_REQUEST";
    case ErrorCode::kParameterUnknown: return "PARAMETER_UNKNOWN";
    case ErrorCode::kParameterRepeated: return "PARAMETER_REPEATED";
    case ErrorCode::kParameterMissing: return "PARAMETER_MISSING";
    case ErrorCode::kParameterValue: return "PARAMETER_VALUE";
    case ErrorCode::kBodyUnreadable: return "BODY_UNREADABLE";
    case ErrorCode::kOutsideDistrict: return "OUTSIDE_DISTRICT";
    case ErrorCode::kParcelUnknown: return "PARCEL_UNKNOWN";
    case ErrorCode::kPlanUnknown: return "PLAN_UNKNOWN";
    case ErrorCode::kEditionUnknown: return "EDITION_UNKNOWN";
    case ErrorCode::kNotFound: return "NOT_FOUND";
    case ErrorCode::kMethodNotAllowed: return "METHOD_NOT_ALLOWED";
    case ErrorCode::kGeometryInvalid: return "GEOM_INVALID";
    case ErrorCode::kRingOpen: return "RING_OPEN";
    case ErrorCode::kRingShort: return "RING_SHORT";
    case ErrorCode::kCoordNotFinite: return "COORD_NOT_FINITE";
    case ErrorCode::kLimitArea: return "LIMIT_AREA";
    case ErrorCode::kLimitVertices: return "LIMIT_VERTICES";
    case ErrorCode::kCrsNotAllowed: return "CRS_NOT_ALLOWED";
    case ErrorCode::kBodyTooLarge: return "BODY_TOO_LARGE";
    case ErrorCode::kTargetTooLong: return "TARGET_TOO_LONG";
    case ErrorCode::kHeaderTooLarge: return "HEADER_TOO_LARGE";
    case ErrorCode::kTooManyRequests: return "TOO_MANY_REQUESTS";
    case ErrorCode::kUnauthenticated: return "UNAUTHENTICATED";
    case ErrorCode::kSignInRefused: return "SIGN_IN_REFUSED";
    case ErrorCode::kSignInLocked: return "SIGN_IN_LOCKED";
    case ErrorCode::kForbidden: return "FORBIDDEN";
    case ErrorCode::kCsrf: return "CSRF";
    case ErrorCode::kPasswordChangeDue: return "PASSWORD_CHANGE_DUE";
    case ErrorCode::kPasswordUnfit: return "PASSWORD_UNFIT";
    case ErrorCode::kUserUnknown: return "USER_UNKNOWN";
    case ErrorCode::kUserExists: return "USER_EXISTS";
    case ErrorCode::kLinkExists: return "LINK_EXISTS";
    case ErrorCode::kLinkUnknown: return "LINK_UNKNOWN";
    case ErrorCode::kOidcState: return "OIDC_STATE";
    case ErrorCode::kOidcDenied: return "OIDC_DENIED";
    case ErrorCode::kOidcUnlinked: return "OIDC_UNLINKED";
    case ErrorCode::kOidcProvider: return "OIDC_PROVIDER";
    case ErrorCode::kDraftUnknown: return "DRAFT_UNKNOWN";
    case ErrorCode::kDraftState: return "DRAFT_STATE";
    case ErrorCode::kDraftStale: return "DRAFT_STALE";
    case ErrorCode::kSecondPersonNeeded: return "SECOND_PERSON_NEEDED";
    case ErrorCode::kProfileUnknown: return "PROFILE_UNKNOWN";
    case ErrorCode::kUploadUnknown: return "UPLOAD_UNKNOWN";
    case ErrorCode::kUploadsOpen: return "UPLOADS_OPEN";
    case ErrorCode::kArchivePath: return "ARCHIVE_PATH";
    case ErrorCode::kArchiveForm: return "ARCHIVE_FORM";
    case ErrorCode::kLimitUnpacked: return "LIMIT_UNPACKED";
    case ErrorCode::kPlanUnfit: return "PLAN_UNFIT";
    case ErrorCode::kCheckCancelled: return "CHECK_CANCELLED";
    case ErrorCode::kNotImplemented: return "NOT_IMPLEMENTED";
    case ErrorCode::kManifest: return "MANIFEST";
    case ErrorCode::kHashMismatch: return "HASH_MISMATCH";
    case ErrorCode::kBadData: return "BAD_DATA";
    case ErrorCode::kUnavailable: return "UNAVAILABLE";
    case ErrorCode::kBusy: return "BUSY";
    case ErrorCode::kInternal: return "INTERNAL";
  }
  return "INTERNAL";
}

}  // namespace quyhoach::geo
