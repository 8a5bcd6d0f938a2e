// The WKV recurrences of RWKV-7, of RWKV-5 and 6, and of RWKV-4. Included by kernels.h.
//
// RWKV-7: the state of a strip (16 value indices) lies key index by key index, [head_size][16], and strips follow each other, so
// that both reductions over the key index run down the lanes. One pass over the state does a whole token: it updates the
// state, sums the output, and already sums what the next token removes, which is in the state as this token leaves it.

// Vectors of a strip, and strips that are updated at once: as many as the registers hold.
enum { PER_STRIP = CKERNELS_WKV_LANES / LANES };
enum { AT_ONCE = LANES >= 16 ? 4 : 1 };
// Tokens ahead whose rows are fetched: they lie too far apart for the processor to guess.
enum { FETCH_AHEAD = 3 };

// Puts the state in place that a token begins with, save for one of a chain's start.
INLINE void load_state(const ckernels_wkv *run, int32_t from, size_t count) {
  const size_t bytes = count * sizeof(float);
  if (from >= 0) memcpy(run->state, run->stack + (size_t)from * count, bytes);
  else if (from <= -3) memcpy(run->state, run->carried + (-3 - from) * run->carried_stride, bytes);
}

// Keeps the state that a token leaves where a later one begins with it.
INLINE void save_state(const ckernels_wkv *run, int32_t to, size_t count) {
  const size_t bytes = count * sizeof(float);
  if (to >= 0) memcpy(run->stack + (size_t)to * count, run->state, bytes);
  else if (to <= -3) memcpy(run->carried + (-3 - to) * run->carried_stride, run->state, bytes);
}

INLINE void fetch(const float *p, long head_size) {
  for (long j = 0; j < head_size; j += 16) __builtin_prefetch(p + j);
}

// What a token removes, where the token before in the row order has not summed it: state times removal key, added up in
// the same order as there, so that it has the same bits.
INLINE void removed_by(const float *removal, long head_size, const float *state, float *removed) {
  lanes sum[PER_STRIP];
  for (int i = 0; i < PER_STRIP; i++) sum[i] = 0.0f;
  for (long j = 0; j < head_size; j++)
    for (int i = 0; i < PER_STRIP; i++)
      sum[i] = fma_lanes(load(state + j * CKERNELS_WKV_LANES + i * LANES), (lanes)removal[j], sum[i]);
  for (int i = 0; i < PER_STRIP; i++) store(removed + i * LANES, sum[i]);
}

// One token for `strips` strips, a constant where this is called, so that the arrays become registers. `next` is the
// removal key of the token that goes on from here.
INLINE void wkv_step(
    const ckernels_wkv *run, long at, const float *next, long head_size, long lane, float *state, float *removed,
    const int strips) {
  const float *rate = run->removal_rate + at, *decay = run->decay + at;
  const float *key = run->key + at, *receptance = run->receptance + at;
  enum { MOST = AT_ONCE * PER_STRIP };
  lanes r[MOST], v[MOST], y[MOST], n[MOST];
  const int vectors = strips * PER_STRIP;
  for (int i = 0; i < vectors; i++) {
    r[i] = load(removed + i * LANES);
    v[i] = load(run->value + at + lane + i * LANES);
    y[i] = n[i] = 0.0f;
  }
  for (long j = 0; j < head_size; j++) {
    const lanes w = decay[j], b = rate[j], k = key[j], q = receptance[j], m = next[j];
    for (int i = 0; i < vectors; i++) {
      float *s = state + ((i / PER_STRIP) * head_size + j) * CKERNELS_WKV_LANES + (i % PER_STRIP) * LANES;
      const lanes updated = fma_lanes(v[i], k, fma_lanes(-r[i], b, load(s) * w));
      store(s, updated);
      y[i] = fma_lanes(updated, q, y[i]);
      n[i] = fma_lanes(updated, m, n[i]);
    }
  }
  for (int i = 0; i < vectors; i++) {
    store(run->out + at + lane + i * LANES, y[i]);
    store(removed + i * LANES, n[i]);
  }
}

static void wkv(long head_size, long lane, long strips, const ckernels_wkv *run) {
  const long size = head_size * CKERNELS_WKV_LANES;
  const size_t count = (size_t)(strips * size);
  float removed[CKERNELS_WKV_WIDEST_HEAD];
  for (long t = 0; t < run->tokens; t++) {
    const long at = t * run->stride;
    const int32_t from = run->load[t];
    if (t + FETCH_AHEAD < run->tokens) {
      const long ahead = at + FETCH_AHEAD * run->stride;
      fetch(run->receptance + ahead, head_size);
      fetch(run->decay + ahead, head_size);
      fetch(run->key + ahead, head_size);
      fetch(run->value + ahead, head_size);
      fetch(run->removal + ahead, head_size);
      fetch(run->removal_rate + ahead, head_size);
    }
    if (from == -1) memset(run->state, 0, count * sizeof(float));
    load_state(run, from, count);
    if (from != -2 || t == 0)
      for (long s = 0; s < strips; s++)
        removed_by(run->removal + at, head_size, run->state + s * size, removed + s * CKERNELS_WKV_LANES);
    const float *next = run->removal + at + (t + 1 < run->tokens ? run->stride : 0);
    long s = 0;
    for (; s + AT_ONCE <= strips; s += AT_ONCE)
      wkv_step(
          run, at, next, head_size, lane + s * CKERNELS_WKV_LANES, run->state + s * size,
          removed + s * CKERNELS_WKV_LANES, AT_ONCE);
    for (; s < strips; s++)
      wkv_step(
          run, at, next, head_size, lane + s * CKERNELS_WKV_LANES, run->state + s * size,
          removed + s * CKERNELS_WKV_LANES, 1);
    save_state(run, run->save[t], count);
  }
}

// One token of RWKV-5 or 6 for `strips` strips, a constant where this is called. The output is summed from the state as
// the token before has left it.
INLINE void wkv6_step(
    const ckernels_wkv *run, long at, long head_size, long lane, float *state, const int strips) {
  const float *decay = run->decay + at, *key = run->key + at, *receptance = run->receptance + at;
  const float *bonus = run->bonus;
  enum { MOST = AT_ONCE * PER_STRIP };
  lanes v[MOST], y[MOST];
  const int vectors = strips * PER_STRIP;
  for (int i = 0; i < vectors; i++) {
    v[i] = load(run->value + at + lane + i * LANES);
    y[i] = 0.0f;
  }
  for (long j = 0; j < head_size; j++) {
    const lanes w = decay[j], k = key[j], q = receptance[j], u = bonus[j];
    for (int i = 0; i < vectors; i++) {
      float *s = state + ((i / PER_STRIP) * head_size + j) * CKERNELS_WKV_LANES + (i % PER_STRIP) * LANES;
      const lanes before = load(s), added = v[i] * k;
      y[i] = fma_lanes(fma_lanes(u, added, before), q, y[i]);
      store(s, fma_lanes(before, w, added));
    }
  }
  for (int i = 0; i < vectors; i++) store(run->out + at + lane + i * LANES, y[i]);
}

static void wkv6(long head_size, long lane, long strips, const ckernels_wkv *run) {
  const long size = head_size * CKERNELS_WKV_LANES;
  const size_t count = (size_t)(strips * size);
  for (long t = 0; t < run->tokens; t++) {
    const long at = t * run->stride;
    if (run->load[t] == -1) memset(run->state, 0, count * sizeof(float));
    load_state(run, run->load[t], count);
    long s = 0;
    for (; s + AT_ONCE <= strips; s += AT_ONCE)
      wkv6_step(run, at, head_size, lane + s * CKERNELS_WKV_LANES, run->state + s * size, AT_ONCE);
    for (; s < strips; s++) wkv6_step(run, at, head_size, lane + s * CKERNELS_WKV_LANES, run->state + s * size, 1);
    save_state(run, run->save[t], count);
  }
}

// The state of a strip of RWKV-4 is [3][16]: numerator, denominator, and the exponent that both are scaled by.
static void wkv4(long lane, long strips, const ckernels_wkv *run) {
  enum { SIZE = 3 * CKERNELS_WKV_LANES };
  const size_t count = (size_t)(strips * SIZE);
  for (long t = 0; t < run->tokens; t++) {
    const long at = t * run->stride + lane;
    if (run->load[t] == -1)
      for (long s = 0; s < strips; s++)
        for (long i = 0; i < SIZE; i++) run->state[s * SIZE + i] = i < 2 * CKERNELS_WKV_LANES ? 0.0f : -1e30f;
    load_state(run, run->load[t], count);
    for (long c = 0; c < strips * CKERNELS_WKV_LANES; c += LANES) {
      float *s = run->state + c / CKERNELS_WKV_LANES * SIZE + c % CKERNELS_WKV_LANES;
      const lanes a = load(s), b = load(s + CKERNELS_WKV_LANES), p = load(s + 2 * CKERNELS_WKV_LANES);
      const lanes k = load(run->key + at + c), v = load(run->value + at + c);
      const lanes own = load(run->bonus + lane + c) + k;
      lanes most = p > own ? p : own;
      lanes before = exp_lanes(p - most), now = exp_lanes(own - most);
      store(run->out + at + c, fma_lanes(before, a, now * v) / fma_lanes(before, b, now));
      const lanes faded = load(run->decay + lane + c) + p;
      most = faded > k ? faded : k;
      before = exp_lanes(faded - most), now = exp_lanes(k - most);
      store(s, fma_lanes(before, a, now * v));
      store(s + CKERNELS_WKV_LANES, fma_lanes(before, b, now));
      store(s + 2 * CKERNELS_WKV_LANES, most);
    }
    save_state(run, run->save[t], count);
  }
}
