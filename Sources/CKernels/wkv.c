#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

// The state of a strip (16 value indices) lies key index by key index, [head_size][16], and strips follow each other, so
// that both reductions over the key index run down the lanes. Sums are split over several accumulators, so that additions
// do not wait for each other. All strips of a call read a token's row while it is in the first-level cache.

enum { LANES = CKERNELS_WKV_LANES };

static inline void load_state(const ckernels_wkv *run, long token, size_t count, size_t bytes) {
  const int32_t load = run->load[token];
  if (load == -1) memset(run->state, 0, bytes);
  else if (load >= 0) memcpy(run->state, run->stack + (size_t)load * count, bytes);
  else if (load <= -3) memcpy(run->state, run->carried + (-3 - load) * run->carried_stride, bytes);
}

static inline void save_state(const ckernels_wkv *run, long token, size_t count, size_t bytes) {
  const int32_t save = run->save[token];
  if (save >= 0) memcpy(run->stack + (size_t)save * count, run->state, bytes);
  else if (save <= -3) memcpy(run->carried + (-3 - save) * run->carried_stride, run->state, bytes);
}

#define AVX2 __attribute__((target("avx2,fma"), always_inline)) static inline

AVX2 void step_avx2(const ckernels_wkv *run, long at, long head_size, long lane, float *state) {
  const float *removal = run->removal + at, *rate = run->removal_rate + at, *decay = run->decay + at;
  const float *key = run->key + at, *receptance = run->receptance + at;
  const __m256 zero = _mm256_setzero_ps();
  __m256 a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, d0 = zero, d1 = zero;
  for (long j = 0; j + 4 <= head_size; j += 4) {
    const float *s = state + j * LANES;
    __m256 k = _mm256_broadcast_ss(removal + j);
    a0 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s), a0);
    a1 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s + 8), a1);
    k = _mm256_broadcast_ss(removal + j + 1);
    b0 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s + 16), b0);
    b1 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s + 24), b1);
    k = _mm256_broadcast_ss(removal + j + 2);
    c0 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s + 32), c0);
    c1 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s + 40), c1);
    k = _mm256_broadcast_ss(removal + j + 3);
    d0 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s + 48), d0);
    d1 = _mm256_fmadd_ps(k, _mm256_loadu_ps(s + 56), d1);
  }
  const __m256 r0 = _mm256_add_ps(_mm256_add_ps(a0, b0), _mm256_add_ps(c0, d0));
  const __m256 r1 = _mm256_add_ps(_mm256_add_ps(a1, b1), _mm256_add_ps(c1, d1));
  const __m256 v0 = _mm256_loadu_ps(run->value + at + lane), v1 = _mm256_loadu_ps(run->value + at + lane + 8);
  __m256 y[4] = {zero, zero, zero, zero};
  for (long j = 0; j + 2 <= head_size; j += 2) {
    for (int odd = 0; odd < 2; odd++) {
      float *s = state + (j + odd) * LANES;
      const __m256 w = _mm256_broadcast_ss(decay + j + odd), b = _mm256_broadcast_ss(rate + j + odd);
      const __m256 k = _mm256_broadcast_ss(key + j + odd), r = _mm256_broadcast_ss(receptance + j + odd);
      const __m256 s0 = _mm256_fmadd_ps(v0, k, _mm256_fnmadd_ps(r0, b, _mm256_mul_ps(_mm256_loadu_ps(s), w)));
      const __m256 s1 = _mm256_fmadd_ps(v1, k, _mm256_fnmadd_ps(r1, b, _mm256_mul_ps(_mm256_loadu_ps(s + 8), w)));
      _mm256_storeu_ps(s, s0);
      _mm256_storeu_ps(s + 8, s1);
      y[2 * odd] = _mm256_fmadd_ps(s0, r, y[2 * odd]);
      y[2 * odd + 1] = _mm256_fmadd_ps(s1, r, y[2 * odd + 1]);
    }
  }
  _mm256_storeu_ps(run->out + at + lane, _mm256_add_ps(y[0], y[2]));
  _mm256_storeu_ps(run->out + at + lane + 8, _mm256_add_ps(y[1], y[3]));
}

__attribute__((target("avx2,fma"))) void ckernels_wkv_avx2(
    long head_size, long lane, long strips, const ckernels_wkv *run) {
  const size_t count = (size_t)(strips * head_size * LANES), bytes = count * sizeof(float);
  for (long t = 0; t < run->tokens; t++) {
    load_state(run, t, count, bytes);
    for (long strip = 0; strip < strips; strip++)
      step_avx2(run, t * run->stride, head_size, lane + strip * LANES, run->state + strip * head_size * LANES);
    save_state(run, t, count, bytes);
  }
}

#define AVX512 __attribute__((target("avx512f"), always_inline)) static inline

// `strips` is a constant where this is called, so that the arrays become registers.
AVX512 void step_avx512(const ckernels_wkv *run, long at, long head_size, long lane, float *state, const int strips) {
  const float *removal = run->removal + at, *rate = run->removal_rate + at, *decay = run->decay + at;
  const float *key = run->key + at, *receptance = run->receptance + at;
  const long size = head_size * LANES;
  __m512 r[4], even[4], odd[4], v[4], y[4], z[4];
  for (int i = 0; i < strips; i++) even[i] = odd[i] = y[i] = z[i] = _mm512_setzero_ps();
  for (long j = 0; j + 2 <= head_size; j += 2) {
    const __m512 k0 = _mm512_set1_ps(removal[j]), k1 = _mm512_set1_ps(removal[j + 1]);
    for (int i = 0; i < strips; i++) {
      const float *s = state + i * size + j * LANES;
      even[i] = _mm512_fmadd_ps(k0, _mm512_loadu_ps(s), even[i]);
      odd[i] = _mm512_fmadd_ps(k1, _mm512_loadu_ps(s + LANES), odd[i]);
    }
  }
  for (int i = 0; i < strips; i++) {
    r[i] = _mm512_add_ps(even[i], odd[i]);
    v[i] = _mm512_loadu_ps(run->value + at + lane + i * LANES);
  }
  for (long j = 0; j + 2 <= head_size; j += 2) {
    const __m512 w0 = _mm512_set1_ps(decay[j]), b0 = _mm512_set1_ps(rate[j]);
    const __m512 k0 = _mm512_set1_ps(key[j]), q0 = _mm512_set1_ps(receptance[j]);
    for (int i = 0; i < strips; i++) {
      float *s = state + i * size + j * LANES;
      const __m512 n = _mm512_fmadd_ps(v[i], k0, _mm512_fnmadd_ps(r[i], b0, _mm512_mul_ps(_mm512_loadu_ps(s), w0)));
      _mm512_storeu_ps(s, n);
      y[i] = _mm512_fmadd_ps(n, q0, y[i]);
    }
    const __m512 w1 = _mm512_set1_ps(decay[j + 1]), b1 = _mm512_set1_ps(rate[j + 1]);
    const __m512 k1 = _mm512_set1_ps(key[j + 1]), q1 = _mm512_set1_ps(receptance[j + 1]);
    for (int i = 0; i < strips; i++) {
      float *s = state + i * size + (j + 1) * LANES;
      const __m512 n = _mm512_fmadd_ps(v[i], k1, _mm512_fnmadd_ps(r[i], b1, _mm512_mul_ps(_mm512_loadu_ps(s), w1)));
      _mm512_storeu_ps(s, n);
      z[i] = _mm512_fmadd_ps(n, q1, z[i]);
    }
  }
  for (int i = 0; i < strips; i++)
    _mm512_storeu_ps(run->out + at + lane + i * LANES, _mm512_add_ps(y[i], z[i]));
}

__attribute__((target("avx512f"))) void ckernels_wkv_avx512(
    long head_size, long lane, long strips, const ckernels_wkv *run) {
  const long size = head_size * LANES;
  const size_t count = (size_t)(strips * size), bytes = count * sizeof(float);
  for (long t = 0; t < run->tokens; t++) {
    const long at = t * run->stride;
    load_state(run, t, count, bytes);
    long strip = 0;
    for (; strip + 4 <= strips; strip += 4)
      step_avx512(run, at, head_size, lane + strip * LANES, run->state + strip * size, 4);
    for (; strip + 2 <= strips; strip += 2)
      step_avx512(run, at, head_size, lane + strip * LANES, run->state + strip * size, 2);
    for (; strip < strips; strip++)
      step_avx512(run, at, head_size, lane + strip * LANES, run->state + strip * size, 1);
    save_state(run, t, count, bytes);
  }
}
#endif
