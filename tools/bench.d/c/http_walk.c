// Walks a list of paths over one kept-alive connection and writes what each request took, from the first byte sent to the
// last byte received. Needed beside wrk: wrk adds samples of its own to the latencies (its correction of coordinated
// omission), which shifts the percentiles of requests that are not all alike.
//
//   http_walk PORT PATHS SECONDS START ENCODING [FILE]
//
// START: index of the first path. ENCODING: value of Accept-Encoding, or - for none. SECONDS 0: the list once.
// FILE: the body of the last answer is written there.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "measure.h"

enum { kRoom = 16 << 20 };

static int connect_to(int port) {
  const int s = socket(AF_INET, SOCK_STREAM, 0);
  const struct sockaddr_in to = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (s < 0 || connect(s, (const struct sockaddr*)&to, sizeof to) != 0) {
    die("cannot connect", "127.0.0.1");
  }
  const int on = 1;
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return s;
}

// Reads one response. \return its body's length; the body begins at *body.
static size_t receive(int s, char* room, char** body, uint32_t* status) {
  size_t have = 0;
  size_t whole = 0;
  size_t length = 0;
  while (whole == 0 || have < whole) {
    const ssize_t got = recv(s, room + have, kRoom - 1 - have, 0);
    if (got <= 0) {
      die("connection ended", "in a response");
    }
    have += (size_t)got;
    room[have] = 0;
    char* end = whole == 0 ? strstr(room, "\r\n\r\n") : NULL;
    if (end) {
      *status = (uint32_t)atoi(room + sizeof "HTTP/1.1");
      end[2] = 0;  // The search for the length stays in the head.
      const char* field = strcasestr(room, "\r\nContent-Length:");
      length = field ? strtoul(field + sizeof "\r\nContent-Length:" - 1, NULL, 10) : 0;
      if (!field && *status != 204) {
        die("no Content-Length in", room);
      }
      *body = end + 4;
      whole = (size_t)(*body - room) + length;
      if (whole >= kRoom) {
        die("too large", room);
      }
    }
  }
  return length;
}

int main(int argc, char** argv) {
  if (argc != 6 && argc != 7) {
    die("usage", "http_walk PORT PATHS SECONDS START ENCODING [FILE]");
  }
  const struct lines paths = read_lines(argv[2]);
  char** requests = calloc(paths.count, sizeof *requests);
  for (size_t i = 0; i < paths.count; ++i) {
    const int plain = strcmp(argv[5], "-") == 0;
    if (asprintf(&requests[i], "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s%s%s\r\n", paths.line[i], argv[1],
                 plain ? "" : "Accept-Encoding: ", plain ? "" : argv[5], plain ? "" : "\r\n") < 0) {
      die("no memory for", paths.line[i]);
    }
  }
  const int s = connect_to(atoi(argv[1]));
  char* room = malloc(kRoom);
  char* body = room;
  size_t length = 0;
  struct samples all = {0};
  const double seconds = atof(argv[3]);
  const int64_t end = now_ns() + (int64_t)(seconds * 1e9);
  size_t i = (size_t)atol(argv[4]) % paths.count;
  for (size_t done = 0; seconds > 0 ? now_ns() < end : done < paths.count; ++done) {
    struct sample one = {.index = (uint32_t)i};
    const size_t size = strlen(requests[i]);
    const int64_t begin = now_ns();
    if (send(s, requests[i], size, MSG_NOSIGNAL) != (ssize_t)size) {
      die("cannot send", requests[i]);
    }
    length = receive(s, room, &body, &one.status);
    one.took_ns = now_ns() - begin;
    one.bytes = (uint32_t)length;
    add_sample(&all, one);
    i = (i + 1) % paths.count;
  }
  print_samples(&all);
  if (argc == 7) {
    FILE* file = fopen(argv[6], "w");
    if (!file || fwrite(body, 1, length, file) != length || fclose(file) != 0) {
      die("cannot write", argv[6]);
    }
  }
  return 0;
}
