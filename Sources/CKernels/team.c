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

// The state of a loop: its number, whether threads may still come to it, and how many have come and are not done. The
// caller closes a loop when no item is left, so that it waits for nobody who did not come: on a machine with other work
// a thread may get a processor milliseconds later, when the caller has long done all.
enum { COUNT_BITS = 15, NUMBER_SHIFT = COUNT_BITS + 1 };
#define COUNT ((1ULL << COUNT_BITS) - 1)
#define OPEN (1ULL << COUNT_BITS)
#define ENDED (~COUNT)

struct ckernels_team {
  long workers;
  int spins;               // 0 where there are more workers than processors: who spins then keeps another from its work
  pthread_t *threads;
  pthread_mutex_t running; // held while a loop runs
  pthread_mutex_t mutex;   // guards sleeping
  pthread_cond_t wake;
  atomic_ullong state;     // of the loop: see OPEN
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

static bool is_news(unsigned long long state, unsigned long long seen) {
  return (state & OPEN) && state >> NUMBER_SHIFT != seen;
}

// The number of an open loop other than `seen`, once there is one.
static unsigned long long await_loop(ckernels_team *team, unsigned long long seen) {
  for (int spin = 0; spin < team->spins; spin++) {
    const unsigned long long now = atomic_load_explicit(&team->state, memory_order_acquire);
    if (is_news(now, seen)) return now >> NUMBER_SHIFT;
    RELAX();
  }
  pthread_mutex_lock(&team->mutex);
  unsigned long long now;
  while (!is_news(now = atomic_load_explicit(&team->state, memory_order_acquire), seen))
    pthread_cond_wait(&team->wake, &team->mutex);
  pthread_mutex_unlock(&team->mutex);
  return now >> NUMBER_SHIFT;
}

// Comes to a loop; false where it is closed.
static bool enter(ckernels_team *team, unsigned long long number) {
  unsigned long long state = atomic_load_explicit(&team->state, memory_order_acquire);
  while ((state & OPEN) && state >> NUMBER_SHIFT == number)
    if (atomic_compare_exchange_weak_explicit(
            &team->state, &state, state + 1, memory_order_acquire, memory_order_acquire))
      return true;
  return false;
}

static void *thread_main(void *argument) {
  ckernels_team *team = argument;
  const long worker = atomic_fetch_add(&team->numbered, 1);
  for (unsigned long long number = 0; (number = await_loop(team, number)) != ENDED >> NUMBER_SHIFT;) {
    if (!enter(team, number)) continue;
    work(team, worker);
    atomic_fetch_sub_explicit(&team->state, 1, memory_order_release);
  }
  return NULL;
}

static void announce(ckernels_team *team, unsigned long long state) {
  pthread_mutex_lock(&team->mutex);
  atomic_store_explicit(&team->state, state, memory_order_release);
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
  announce(team, ENDED);
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
  const unsigned long long number = (atomic_load(&team->state) >> NUMBER_SHIFT) + 1;
  announce(team, number << NUMBER_SHIFT | OPEN);
  work(team, 0);
  atomic_fetch_and_explicit(&team->state, ~OPEN, memory_order_acq_rel);
  for (int spin = 0; atomic_load_explicit(&team->state, memory_order_acquire) & COUNT; spin++)
    if (spin < team->spins) RELAX();
    else sched_yield();
  pthread_mutex_unlock(&team->running);
}
