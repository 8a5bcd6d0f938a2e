#include "CKernels.h"
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define RELAX() _mm_pause()
#elif defined(__aarch64__)
#define RELAX() __asm__ volatile("yield")
#else
#define RELAX() sched_yield()
#endif

// How long a thread spins before it sleeps or yields: about a millisecond, longer than most waits for a slower thread.
enum { SPINS = 20000 };

struct ckernels_team {
  long workers;
  int spins;               // 0 where there are more workers than processors: who spins then keeps another from its work
  pthread_t *threads;
  pthread_mutex_t running; // held while a loop runs
  pthread_mutex_t mutex;   // guards sleeping
  pthread_cond_t wake;
  atomic_long generation;  // counts loops; ends below zero
  atomic_long pending;     // threads that have not finished the loop
  atomic_long next;        // first item that nobody has taken
  atomic_long numbered;    // workers that have their number
  long items;
  long first;              // items of the first of two stages; 0 where there is one stage
  atomic_bool *done;       // of the first stage, by item
  long capacity;           // of done
  void (*body)(void *, long, long);
  void *context;
};

// Waits until the first `count` items of the first stage are done. Items are taken in their order, so each of them is done
// or on its way on a thread that waits for nothing.
static void await_first_stage(ckernels_team *team, long count) {
  for (long item = 0; item < count; item++)
    for (int spin = 0; !atomic_load_explicit(&team->done[item], memory_order_acquire); spin++)
      if (spin < team->spins) RELAX();
      else sched_yield();
}

static void work(ckernels_team *team, long worker) {
  const uint64_t mode = ckernels_flush_subnormals();
  for (;;) {
    const long item = atomic_fetch_add_explicit(&team->next, 1, memory_order_relaxed);
    if (item >= team->items) break;
    if (item >= team->first && team->first > 0) await_first_stage(team, item - team->first + 1);
    team->body(team->context, item, worker);
    if (item < team->first) atomic_store_explicit(&team->done[item], true, memory_order_release);
  }
  ckernels_restore_subnormals(mode);
}

// The generation after `seen`, once it is there.
static long await_generation(ckernels_team *team, long seen) {
  for (int spin = 0; spin < team->spins; spin++) {
    const long now = atomic_load_explicit(&team->generation, memory_order_acquire);
    if (now != seen) return now;
    RELAX();
  }
  pthread_mutex_lock(&team->mutex);
  long now;
  while ((now = atomic_load_explicit(&team->generation, memory_order_acquire)) == seen)
    pthread_cond_wait(&team->wake, &team->mutex);
  pthread_mutex_unlock(&team->mutex);
  return now;
}

static void *thread_main(void *argument) {
  ckernels_team *team = argument;
  const long worker = atomic_fetch_add(&team->numbered, 1);
  for (long generation = 0; (generation = await_generation(team, generation)) >= 0;) {
    work(team, worker);
    atomic_fetch_sub_explicit(&team->pending, 1, memory_order_release);
  }
  return NULL;
}

static void announce(ckernels_team *team, long generation) {
  pthread_mutex_lock(&team->mutex);
  atomic_store_explicit(&team->generation, generation, memory_order_release);
  pthread_cond_broadcast(&team->wake);
  pthread_mutex_unlock(&team->mutex);
}

ckernels_team *ckernels_team_create(long workers) {
  ckernels_team *team = calloc(1, sizeof *team);
  if (!team) return NULL;
  team->spins = workers > sysconf(_SC_NPROCESSORS_ONLN) ? 0 : SPINS;
  team->threads = calloc((size_t)workers, sizeof *team->threads);
  pthread_mutex_init(&team->running, NULL);
  pthread_mutex_init(&team->mutex, NULL);
  pthread_cond_init(&team->wake, NULL);
  atomic_store(&team->numbered, 1);
  for (team->workers = 1; team->threads && team->workers < workers; team->workers++)
    if (pthread_create(&team->threads[team->workers], NULL, thread_main, team) != 0) break;
  if (team->workers == workers) return team;
  ckernels_team_destroy(team);
  return NULL;
}

void ckernels_team_destroy(ckernels_team *team) {
  if (!team) return;
  announce(team, -1);
  for (long worker = 1; worker < team->workers; worker++) pthread_join(team->threads[worker], NULL);
  pthread_cond_destroy(&team->wake);
  pthread_mutex_destroy(&team->mutex);
  pthread_mutex_destroy(&team->running);
  free(team->threads);
  free(team->done);
  free(team);
}

// Prepares for a first stage of some items; false where there is no memory.
static bool begin_first_stage(ckernels_team *team, long items) {
  if (items > team->capacity) {
    atomic_bool *done = realloc(team->done, (size_t)items * sizeof *done);
    if (!done) return false;
    team->done = done;
    team->capacity = items;
  }
  for (long item = 0; item < items; item++) atomic_init(&team->done[item], false);
  team->first = items;
  return true;
}

static void run_serially(long items, void (*body)(void *context, long item, long worker), void *context) {
  const uint64_t mode = ckernels_flush_subnormals();
  for (long item = 0; item < items; item++) body(context, item, 0);
  ckernels_restore_subnormals(mode);
}

void ckernels_team_run(
    ckernels_team *team, long items, long first, void (*body)(void *context, long item, long worker), void *context) {
  if (!team || items < 2 || team->workers < 2 || pthread_mutex_trylock(&team->running) != 0)
    return run_serially(items, body, context);
  if (!begin_first_stage(team, first)) {
    pthread_mutex_unlock(&team->running);
    return run_serially(items, body, context);
  }
  team->items = items;
  team->body = body;
  team->context = context;
  atomic_store_explicit(&team->next, 0, memory_order_relaxed);
  atomic_store_explicit(&team->pending, team->workers - 1, memory_order_relaxed);
  announce(team, atomic_load(&team->generation) + 1);
  work(team, 0);
  for (int spin = 0; atomic_load_explicit(&team->pending, memory_order_acquire) > 0; spin++)
    if (spin < team->spins) RELAX();
    else sched_yield();
  pthread_mutex_unlock(&team->running);
}
