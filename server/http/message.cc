#include "server/http/message.h"

#include <cassert>

#include "server/http/response_head.h"

namespace quyhoach::server {

std::shared_ptr<const PreparedResponse> prepare(const Response& response) {
  assert(!response.prepared);
  auto prepared = std::make_shared<PreparedResponse>();
  prepared->status = response.status;
  prepared->etag = response.etag;
  prepared->pages = response.body ? PageFile::make(*response.body) : nullptr;
  if (!prepared->pages) {
    prepared->body = response.body;
  }
  append_fields(prepared->head, response, false);
  append_fields(prepared->not_modified_head, response, true);
  return prepared;
}

}  // namespace quyhoach::server
