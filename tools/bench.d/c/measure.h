// What the walking clients share: a clock, a list of lines, and room for what was measured.
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline void die(const char* what, const char* detail) {
  fprintf(stderr, "%s: %s\n", what, detail);
  exit(1);
}

struct lines {
  char** line;
  size_t count;
};

// Reads a whole file, one entry a line, without the line ends.
static inline struct lines read_lines(const char* path) {
  FILE* file = fopen(path, "r");
  if (!file) {
    die("cannot open", path);
  }
  struct lines all = {NULL, 0};
  size_t room = 0;
  char* text = NULL;
  size_t size = 0;
  for (ssize_t got; (got = getline(&text, &size, file)) > 0;) {
    text[strcspn(text, "\r\n")] = 0;
    if (all.count == room) {
      room = room ? room * 2 : 1024;
      all.line = realloc(all.line, room * sizeof *all.line);
    }
    all.line[all.count++] = strdup(text);
  }
  free(text);
  fclose(file);
  if (all.count == 0) {
    die("nothing in", path);
  }
  return all;
}

// One answered request. Written out as "index status bytes ns".
struct sample {
  uint32_t index;
  uint32_t status;
  uint32_t bytes;
  int64_t took_ns;
};

struct samples {
  struct sample* at;
  size_t count;
  size_t room;
};

static inline void add_sample(struct samples* all, struct sample one) {
  if (all->count == all->room) {
    all->room = all->room ? all->room * 2 : 65536;
    all->at = realloc(all->at, all->room * sizeof *all->at);
  }
  all->at[all->count++] = one;
}

static inline void print_samples(const struct samples* all) {
  for (size_t i = 0; i < all->count; ++i) {
    const struct sample* s = &all->at[i];
    printf("%u %u %u %lld\n", s->index, s->status, s->bytes, (long long)s->took_ns);
  }
}
