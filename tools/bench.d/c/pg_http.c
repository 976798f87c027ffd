// "PostGIS behind an HTTP service", as good as it can simply be: a thread and a database connection for each client
// connection, one prepared statement, kept-alive HTTP/1.1, the JSON the database made written to the socket unchanged.
// Between the socket and the query there is nothing to save: no framework, no pool, no copy, no JSON library.
//
//   pg_http CONNINFO SQL_FILE        writes its port, then serves until it is stopped
//
// GET /COMMUNE/SHEET/NUMBER        the parts go to the statement as they are: the measured keys need no decoding

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "measure.h"

enum { kParts = 3, kHead = 8192 };

static const char* conninfo;
static char* sql;

static PGconn* connect_and_prepare(void) {
  PGconn* connection = PQconnectdb(conninfo);
  PGresult* prepared = PQprepare(connection, "answer", sql, 0, NULL);
  if (PQresultStatus(prepared) != PGRES_COMMAND_OK) {
    die("cannot prepare", PQerrorMessage(connection));
  }
  PQclear(prepared);
  return connection;
}

static int write_all(int s, struct iovec* part, int count) {
  while (count > 0) {
    ssize_t sent = writev(s, part, count);
    if (sent <= 0) {
      return -1;
    }
    while (count > 0 && (size_t)sent >= part->iov_len) {
      sent -= (ssize_t)part->iov_len;
      ++part;
      --count;
    }
    if (count > 0) {
      part->iov_base = (char*)part->iov_base + sent;
      part->iov_len -= (size_t)sent;
    }
  }
  return 0;
}

// Answers one request whose head is complete. \return -1 when the connection is to be closed
static int answer(int s, PGconn* connection, char* head) {
  char* path = strchr(head, ' ');
  char* path_end = path ? strchr(path + 1, ' ') : NULL;
  if (!path_end || strncmp(head, "GET /", 5) != 0) {
    return -1;
  }
  *path_end = 0;
  const char* values[kParts] = {"", "", ""};
  char* rest = path + 2;
  for (int i = 0; i < kParts && rest; ++i) {
    values[i] = strsep(&rest, "/");
  }
  PGresult* result = PQexecPrepared(connection, "answer", kParts, values, NULL, NULL, 0);
  if (PQresultStatus(result) != PGRES_TUPLES_OK) {
    die("cannot execute", PQerrorMessage(connection));
  }
  const int found = PQntuples(result) == 1 && !PQgetisnull(result, 0, 0);
  const size_t size = found ? (size_t)PQgetlength(result, 0, 0) : 0;
  char reply[256];
  const int reply_size = snprintf(reply, sizeof reply,
                                  "HTTP/1.1 %s\r\nContent-Type: application/json; charset=utf-8\r\n"
                                  "Content-Length: %zu\r\n\r\n",
                                  found ? "200 OK" : "404 Not Found", size);
  struct iovec parts[2] = {{reply, (size_t)reply_size}, {found ? PQgetvalue(result, 0, 0) : reply, size}};
  const int done = write_all(s, parts, size > 0 ? 2 : 1);
  PQclear(result);
  return done;
}

static void* serve(void* argument) {
  const int s = (int)(intptr_t)argument;
  PGconn* connection = connect_and_prepare();
  char head[kHead + 1];
  size_t have = 0;
  for (;;) {
    head[have] = 0;
    char* end = strstr(head, "\r\n\r\n");
    if (end) {
      const size_t used = (size_t)(end + 4 - head);
      if (answer(s, connection, head) != 0) {
        break;
      }
      memmove(head, head + used, have - used);
      have -= used;
      continue;
    }
    const ssize_t got = have < kHead ? recv(s, head + have, kHead - have, 0) : 0;
    if (got <= 0) {
      break;
    }
    have += (size_t)got;
  }
  PQfinish(connection);
  close(s);
  return NULL;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    die("usage", "pg_http CONNINFO SQL_FILE");
  }
  conninfo = argv[1];
  signal(SIGPIPE, SIG_IGN);  // A client that hangs up ends its own thread only.
  FILE* file = fopen(argv[2], "r");
  size_t size = 0;
  if (!file || getdelim(&sql, &size, 0, file) < 0) {
    die("cannot read", argv[2]);
  }
  fclose(file);
  PQfinish(connect_and_prepare());  // A statement that does not prepare is told now.
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t here_size = sizeof here;
  if (bind(listener, (const struct sockaddr*)&here, sizeof here) != 0 || listen(listener, 128) != 0 ||
      getsockname(listener, (struct sockaddr*)&here, &here_size) != 0) {
    die("cannot listen", "127.0.0.1");
  }
  printf("%d\n", ntohs(here.sin_port));
  fflush(stdout);
  for (;;) {
    const int s = accept(listener, NULL, NULL);
    if (s < 0) {
      continue;
    }
    const int on = 1;
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    pthread_t thread;
    pthread_create(&thread, NULL, serve, (void*)(intptr_t)s);
    pthread_detach(thread);
  }
}
