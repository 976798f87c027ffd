#include "server/http/problem.h"

#include <boost/beast/http/status.hpp>

#include "geo/base/text.h"

namespace quyhoach::server {
namespace {

using geo::ErrorCode;

/// When to ask again while somebody else writes: a publication takes a second, a check some.
constexpr const char* kBusyAgain_s = "5";

/// What the code means, in a sentence for whoever writes a client.
std::string_view sentence_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kBadRequest:
      return "The request is malformed";
    case ErrorCode::kParameterUnknown:
      return "This resource has no such query parameter";
    case ErrorCode::kParameterRepeated:
      return "A query parameter is given more than once";
    case ErrorCode::kParameterMissing:
      return "A query parameter is missing";
    case ErrorCode::kParameterValue:
      return "The value of a parameter cannot be read";
    case ErrorCode::kBodyUnreadable:
      return "The request body cannot be read";
    case ErrorCode::kOutsideDistrict:
      return "The place is outside the district";
    case ErrorCode::kParcelUnknown:
      return "The parcel is not in the data";
    case ErrorCode::kPlanUnknown:
      return "The plan is not in the edition";
    case ErrorCode::kEditionUnknown:
      return "The edition is not known";
    case ErrorCode::kNotFound:
      return "Nothing is here";
    case ErrorCode::kMethodNotAllowed:
      return "This resource has no such method";
    case ErrorCode::kGeometryInvalid:
      return "The geometry is not valid";
    case ErrorCode::kRingOpen:
      return "A ring is not closed";
    case ErrorCode::kRingShort:
      return "A ring has fewer than three corners";
    case ErrorCode::kCoordNotFinite:
      return "A coordinate is not a finite number";
    case ErrorCode::kLimitArea:
      return "The area is too large";
    case ErrorCode::kLimitVertices:
      return "The geometry has too many vertices";
    case ErrorCode::kCrsNotAllowed:
      return "The coordinate reference system is not allowed";
    case ErrorCode::kBodyTooLarge:
      return "The request body is too large";
    case ErrorCode::kTargetTooLong:
      return "The address is too long";
    case ErrorCode::kHeaderTooLarge:
      return "The request header is too large";
    case ErrorCode::kTooManyRequests:
      return "Too many requests";
    case ErrorCode::kUnauthenticated:
      return "Nobody is signed in";
    case ErrorCode::kSignInRefused:
      return "Login or password is wrong";
    case ErrorCode::kSignInLocked:
      return "Too many wrong passwords";
    case ErrorCode::kForbidden:
      return "This account may not do that";
    case ErrorCode::kCsrf:
      return "The request lacks the token of its session";
    case ErrorCode::kPasswordChangeDue:
      return "The password must be changed first";
    case ErrorCode::kPasswordUnfit:
      return "The new password is not fit";
    case ErrorCode::kUserUnknown:
      return "There is no such account";
    case ErrorCode::kUserExists:
      return "There is such an account already";
    case ErrorCode::kLinkExists:
      return "The person or the account is linked already";
    case ErrorCode::kLinkUnknown:
      return "There is no such link";
    case ErrorCode::kOidcState:
      return "The sign-in was not begun here, took too long, or was used";
    case ErrorCode::kOidcDenied:
      return "The provider let nobody in";
    case ErrorCode::kOidcUnlinked:
      return "This person has no account here";
    case ErrorCode::kOidcProvider:
      return "The provider does not answer as it should";
    case ErrorCode::kDraftUnknown:
      return "There is no such draft";
    case ErrorCode::kDraftState:
      return "The draft is not in a state for this";
    case ErrorCode::kDraftStale:
      return "What the draft changes has changed since its check";
    case ErrorCode::kSecondPersonNeeded:
      return "A second person has to do this";
    case ErrorCode::kProfileUnknown:
      return "There is no such profile";
    case ErrorCode::kUploadUnknown:
      return "There is no such upload";
    case ErrorCode::kUploadsOpen:
      return "Too many uploads are open";
    case ErrorCode::kArchivePath:
      return "The name is not one of a file below a folder";
    case ErrorCode::kArchiveForm:
      return "The archive cannot be unpacked";
    case ErrorCode::kLimitUnpacked:
      return "The archive would become too much when unpacked";
    case ErrorCode::kPlanUnfit:
      return "The folder does not hold a plan that can be read";
    case ErrorCode::kCheckCancelled:
      return "The check was cancelled";
    case ErrorCode::kNotImplemented:
      return "The method is not known";
    case ErrorCode::kUnavailable:
      return "The service is not available now";
    case ErrorCode::kBusy:
      return "Another publication, check or comparison is running: try again in a moment";
    case ErrorCode::kManifest:
    case ErrorCode::kHashMismatch:
    case ErrorCode::kBadData:
    case ErrorCode::kInternal:
      break;
  }
  return "The server failed";
}

}  // namespace

int status_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kBadRequest:
    case ErrorCode::kParameterUnknown:
    case ErrorCode::kParameterRepeated:
    case ErrorCode::kParameterMissing:
    case ErrorCode::kParameterValue:
    case ErrorCode::kBodyUnreadable:
    case ErrorCode::kOidcState:
      return 400;
    case ErrorCode::kUnauthenticated:
    case ErrorCode::kSignInRefused:
      return 401;
    case ErrorCode::kForbidden:
    case ErrorCode::kCsrf:
    case ErrorCode::kPasswordChangeDue:
    case ErrorCode::kSecondPersonNeeded:
    case ErrorCode::kOidcDenied:
    case ErrorCode::kOidcUnlinked:
      return 403;
    case ErrorCode::kOutsideDistrict:
    case ErrorCode::kParcelUnknown:
    case ErrorCode::kPlanUnknown:
    case ErrorCode::kEditionUnknown:
    case ErrorCode::kNotFound:
    case ErrorCode::kUserUnknown:
    case ErrorCode::kLinkUnknown:
    case ErrorCode::kDraftUnknown:
    case ErrorCode::kProfileUnknown:
    case ErrorCode::kUploadUnknown:
      return 404;
    case ErrorCode::kMethodNotAllowed:
      return 405;
    case ErrorCode::kUserExists:
    case ErrorCode::kLinkExists:
    case ErrorCode::kDraftState:
    case ErrorCode::kDraftStale:
    case ErrorCode::kUploadsOpen:
    case ErrorCode::kCheckCancelled:
      return 409;
    case ErrorCode::kGeometryInvalid:
    case ErrorCode::kRingOpen:
    case ErrorCode::kRingShort:
    case ErrorCode::kCoordNotFinite:
    case ErrorCode::kLimitArea:
    case ErrorCode::kLimitVertices:
    case ErrorCode::kCrsNotAllowed:
    case ErrorCode::kPasswordUnfit:
    case ErrorCode::kArchivePath:
    case ErrorCode::kArchiveForm:
    case ErrorCode::kLimitUnpacked:
    case ErrorCode::kPlanUnfit:
      return 422;
    case ErrorCode::kBodyTooLarge:
      return 413;
    case ErrorCode::kTargetTooLong:
      return 414;
    case ErrorCode::kHeaderTooLarge:
      return 431;
    case ErrorCode::kTooManyRequests:
    case ErrorCode::kSignInLocked:
      return 429;
    case ErrorCode::kNotImplemented:
      return 501;
    case ErrorCode::kOidcProvider:
      return 502;
    case ErrorCode::kUnavailable:
    case ErrorCode::kBusy:
      return 503;
    case ErrorCode::kManifest:
    case ErrorCode::kHashMismatch:
    case ErrorCode::kBadData:
    case ErrorCode::kInternal:
      break;
  }
  return 500;
}

std::string json_string(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  const bool is_utf8 = geo::is_utf8(text);
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && !is_utf8) {
      out += "\xEF\xBF\xBD";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 0xFU];
    } else {
      out += c;
    }
  }
  out += '"';
  return out;
}

Response problem(ErrorCode code, std::string_view detail, const std::vector<ProblemMember>& members) {
  const int status = status_of(code);
  const bool may_say_more = status < 500;
  const auto title = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  std::string body = R"({"type":"about:blank","title":)" + json_string({title.data(), title.size()}) +
                     ",\"status\":" + std::to_string(status) + ",\"code\":" + json_string(geo::error_name(code)) +
                     ",\"detail\":" + json_string(may_say_more && !detail.empty() ? detail : sentence_of(code));
  if (may_say_more) {
    for (const ProblemMember& member : members) {
      body += "," + json_string(member.name) + ":" + member.json;
    }
  }
  body += "}\n";
  Response response = text_response("application/problem+json", std::move(body));
  response.status = status;
  response.cache_control = "no-store";
  if (code == ErrorCode::kBusy) {
    response.headers.emplace_back("Retry-After", kBusyAgain_s);
  }
  return response;
}

Response problem(const geo::Error& error, const std::vector<ProblemMember>& members) {
  return problem(error.code, error.message, members);
}

}  // namespace quyhoach::server
