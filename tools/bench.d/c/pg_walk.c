// Walks a list of parameters through one prepared statement on each of several connections and writes what each execution
// took, from the first byte sent to the whole result in the client's memory. Results come in binary form: a tile is handed
// over as it is, without HTTP in between.
//
//   pg_walk CONNINFO SQL_FILE PARAMETERS SECONDS START CONNECTIONS [FILE]
//
// PARAMETERS: one set a line, parts separated by spaces. SECONDS 0: the list once. FILE: the last result is written there.

#define _GNU_SOURCE
#include <libpq-fe.h>
#include <pthread.h>

#include "measure.h"

enum { kMaxParameters = 8 };

static struct lines parameters;
static double seconds;
static const char* result_file;
static pthread_barrier_t ready;

struct worker {
  PGconn* connection;
  size_t start;
  struct samples samples;
};

static void write_result(const PGresult* result) {
  FILE* file = fopen(result_file, "w");
  const size_t size = (size_t)PQgetlength(result, 0, 0);
  if (!file || fwrite(PQgetvalue(result, 0, 0), 1, size, file) != size || fclose(file) != 0) {
    die("cannot write", result_file);
  }
}

static void* walk(void* argument) {
  struct worker* w = argument;
  pthread_barrier_wait(&ready);
  const int64_t end = now_ns() + (int64_t)(seconds * 1e9);
  size_t i = w->start % parameters.count;
  for (size_t done = 0; seconds > 0 ? now_ns() < end : done < parameters.count; ++done) {
    char line[512];
    const char* values[kMaxParameters];
    int count = 0;
    snprintf(line, sizeof line, "%s", parameters.line[i]);
    for (char *rest = line, *part; count < kMaxParameters && (part = strsep(&rest, " "));) {
      values[count++] = part;
    }
    const int64_t begin = now_ns();
    PGresult* result = PQexecPrepared(w->connection, "job", count, values, NULL, NULL, 1);
    const int64_t took = now_ns() - begin;
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
      die(parameters.line[i], PQerrorMessage(w->connection));
    }
    const int rows = PQntuples(result);
    const uint32_t bytes = rows > 0 ? (uint32_t)PQgetlength(result, 0, 0) : 0;
    add_sample(&w->samples, (struct sample){(uint32_t)i, (uint32_t)rows, bytes, took});
    if (result_file && rows > 0) {
      write_result(result);
    }
    PQclear(result);
    i = (i + 1) % parameters.count;
  }
  return NULL;
}

static char* read_whole(const char* path) {
  FILE* file = fopen(path, "r");
  char* text = NULL;
  size_t size = 0;
  if (!file || getdelim(&text, &size, 0, file) < 0) {
    die("cannot read", path);
  }
  fclose(file);
  return text;
}

int main(int argc, char** argv) {
  if (argc != 7 && argc != 8) {
    die("usage", "pg_walk CONNINFO SQL_FILE PARAMETERS SECONDS START CONNECTIONS [FILE]");
  }
  const char* sql = read_whole(argv[2]);
  parameters = read_lines(argv[3]);
  seconds = atof(argv[4]);
  const size_t count = (size_t)atol(argv[6]);
  result_file = argc == 8 ? argv[7] : NULL;
  struct worker* workers = calloc(count, sizeof *workers);
  pthread_t* threads = calloc(count, sizeof *threads);
  pthread_barrier_init(&ready, NULL, (unsigned)count);
  for (size_t i = 0; i < count; ++i) {
    workers[i].connection = PQconnectdb(argv[1]);
    workers[i].start = (size_t)atol(argv[5]) + i * parameters.count / count;
    PGresult* prepared = PQprepare(workers[i].connection, "job", sql, 0, NULL);
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK) {
      die("cannot prepare", PQerrorMessage(workers[i].connection));
    }
    PQclear(prepared);
  }
  for (size_t i = 0; i < count; ++i) {
    pthread_create(&threads[i], NULL, walk, &workers[i]);
  }
  for (size_t i = 0; i < count; ++i) {
    pthread_join(threads[i], NULL);
    print_samples(&workers[i].samples);
    PQfinish(workers[i].connection);
  }
  return 0;
}
