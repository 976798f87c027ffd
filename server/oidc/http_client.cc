#include "server/oidc/http_client.h"

#include <memory>
#include <utility>

#include <curl/curl.h>
#include <sys/socket.h>

#include "server/oidc/url.h"

namespace quyhoach::oidc {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

struct Deleter {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

struct Sink {
  std::string body;
  std::size_t most_bytes = 0;
};

/// Taking fewer bytes than came ends the transfer.
std::size_t take(const char* bytes, std::size_t size, std::size_t count, void* into) {
  auto* const sink = static_cast<Sink*>(into);
  if (sink->most_bytes - sink->body.size() < size * count) {
    return 0;
  }
  sink->body.append(bytes, size * count);
  return size * count;
}

/// A process that is started meanwhile, such as the reader of uploads, is not to inherit the connection.
curl_socket_t open_socket(void* /*unused*/, curlsocktype /*purpose*/, curl_sockaddr* address) {
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool start_curl() {
  static const bool kIsStarted = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return kIsStarted;
}

/// The part of a URL that may stand in a log.
std::string host_of(const std::string& url) { return url.substr(0, url.find('/', url.find("//") + 2)); }

void set_limits(CURL* handle, const HttpLimits& limits, bool is_plain) {
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.whole.count()));
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, is_plain ? "http" : "https");
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  if (is_plain) {
    curl_easy_setopt(handle, CURLOPT_PROXY, "");  // what is for this machine does not leave it
  }
}

void set_basic(CURL* handle, const BasicAuth& basic) {
  curl_easy_setopt(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  curl_easy_setopt(handle, CURLOPT_USERNAME, escape(basic.user).c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, escape(basic.password).c_str());
}

Result<HttpAnswer> perform(const HttpCall& call, const HttpLimits& limits) {
  const std::unique_ptr<CURL, Deleter> handle{start_curl() && is_safe_url(call.url) ? curl_easy_init() : nullptr};
  const std::unique_ptr<curl_slist, Deleter> fields{curl_slist_append(nullptr, "Accept: application/json")};
  if (!handle || !fields) {
    return Error{ErrorCode::kOidcProvider, "the provider cannot be asked at this address"};
  }
  Sink sink{{}, limits.body_max_bytes};
  curl_easy_setopt(handle.get(), CURLOPT_URL, call.url.c_str());
  set_limits(handle.get(), limits, is_loopback_http(call.url));
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, fields.get());
  curl_easy_setopt(handle.get(), CURLOPT_USERAGENT, "quyhoach");
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &sink);
  if (call.form) {
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(call.form->size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, call.form->c_str());
  }
  if (call.basic) {
    set_basic(handle.get(), *call.basic);
  }
  if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK) {
    return Error{ErrorCode::kOidcProvider, host_of(call.url) + ": " + curl_easy_strerror(code)};
  }
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  return HttpAnswer{static_cast<int>(status), std::move(sink.body)};
}

}  // namespace

HttpClient curl_client(HttpLimits limits) {
  return [limits](const HttpCall& call) { return perform(call, limits); };
}

}  // namespace quyhoach::oidc
