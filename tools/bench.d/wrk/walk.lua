-- Walks a list of paths, one a line. Each thread begins at another place of the list, so that no two ask the same thing at
-- the same time. Arguments: FILE THREADS START ENCODING; ENCODING is the value of Accept-Encoding, or - for none.

local number = 0

function setup(thread)
  thread:set("thread_number", number)
  number = number + 1
end

function init(arguments)
  local headers = {}
  if arguments[4] ~= "-" then
    headers["Accept-Encoding"] = arguments[4]
  end
  requests = {}
  for path in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
  at = math.floor(arguments[3] + thread_number * #requests / arguments[2]) % #requests
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, summary.bytes,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
