// The WKV recurrence. Included by kernels.h.
//
// The state of a strip (16 value indices) lies key index by key index, [head_size][16], and strips follow each other, so
// that both reductions over the key index run down the lanes. One pass over the state does a whole token: it updates the
// state, sums the output, and already sums what the next token removes, which is in the state as this token leaves it.

// Vectors of a strip, and strips that are updated at once: as many as the registers hold.
enum { PER_STRIP = CKERNELS_WKV_LANES / LANES };
enum { AT_ONCE = LANES >= 16 ? 4 : 1 };
// Tokens ahead whose rows are fetched: they lie too far apart for the processor to guess.
enum { FETCH_AHEAD = 3 };

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
  const size_t count = (size_t)(strips * size), bytes = count * sizeof(float);
  float removed[CKERNELS_WKV_WIDEST_HEAD];
  for (long t = 0; t < run->tokens; t++) {
    const long at = t * run->stride;
    const int32_t from = run->load[t], to = run->save[t];
    if (t + FETCH_AHEAD < run->tokens) {
      const long ahead = at + FETCH_AHEAD * run->stride;
      fetch(run->receptance + ahead, head_size);
      fetch(run->decay + ahead, head_size);
      fetch(run->key + ahead, head_size);
      fetch(run->value + ahead, head_size);
      fetch(run->removal + ahead, head_size);
      fetch(run->removal_rate + ahead, head_size);
    }
    if (from == -1) memset(run->state, 0, bytes);
    else if (from >= 0) memcpy(run->state, run->stack + (size_t)from * count, bytes);
    else if (from <= -3) memcpy(run->state, run->carried + (-3 - from) * run->carried_stride, bytes);
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
    if (to >= 0) memcpy(run->stack + (size_t)to * count, run->state, bytes);
    else if (to <= -3) memcpy(run->carried + (-3 - to) * run->carried_stride, run->state, bytes);
  }
}
