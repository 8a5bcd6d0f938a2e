#include "CKernels.h"

#if defined(__x86_64__)
#include "vector_math.h"
#include <math.h>
#include <string.h>

#define KERNEL __attribute__((target("avx2,fma")))

KERNEL void ckernels_time_mix_gates_avx2(long rows, long heads, long head_size, const ckernels_gates *gates) {
  const __m256 one = _mm256_set1_ps(1.0f);
  const __m256 minus_root = _mm256_set1_ps(-0.60653066f); // -exp(-1/2)
  const long columns = heads * head_size;
  for (long row = 0; row < rows; row++) {
    for (long head = 0; head < heads; head++) {
      const long column = head * head_size, at = row * columns + column;
      __m256 norm = _mm256_setzero_ps();
      for (long j = 0; j < head_size; j += 8) {
        const __m256 u = _mm256_mul_ps(
            _mm256_loadu_ps(gates->key + at + j), _mm256_loadu_ps(gates->removal_scale + column + j));
        norm = _mm256_fmadd_ps(u, u, norm);
      }
      const __m256 inverse = _mm256_set1_ps(1.0f / fmaxf(sqrtf(sum_avx2(norm)), 1e-12f));
      for (long j = 0; j < head_size; j += 8) {
        const long i = at + j, c = column + j;
        const __m256 decay = sigmoid_avx2(_mm256_add_ps(_mm256_loadu_ps(gates->decay + i), _mm256_loadu_ps(gates->decay_bias + c)));
        _mm256_storeu_ps(gates->decay + i, exp_avx2(_mm256_mul_ps(minus_root, decay)));
        const __m256 rate = sigmoid_avx2(_mm256_add_ps(_mm256_loadu_ps(gates->rate + i), _mm256_loadu_ps(gates->rate_bias + c)));
        const __m256 key = _mm256_loadu_ps(gates->key + i);
        const __m256 removal = _mm256_mul_ps(_mm256_mul_ps(key, _mm256_loadu_ps(gates->removal_scale + c)), inverse);
        _mm256_storeu_ps(gates->removal_key + i, removal);
        _mm256_storeu_ps(gates->rate + i, _mm256_mul_ps(removal, rate));
        const __m256 scale = _mm256_fmadd_ps(_mm256_sub_ps(rate, one), _mm256_loadu_ps(gates->replacement_scale + c), one);
        _mm256_storeu_ps(gates->key + i, _mm256_mul_ps(key, scale));
        if (gates->first_value) {
          const __m256 value = _mm256_loadu_ps(gates->value + i);
          const __m256 mix = sigmoid_avx2(_mm256_add_ps(_mm256_loadu_ps(gates->value_gate + i), _mm256_loadu_ps(gates->value_bias + c)));
          const __m256 difference = _mm256_sub_ps(_mm256_loadu_ps(gates->first_value + i), value);
          _mm256_storeu_ps(gates->value + i, _mm256_fmadd_ps(difference, mix, value));
        }
      }
    }
  }
}

KERNEL void ckernels_time_mix_output_avx2(
    long rows, long heads, long head_size, const ckernels_output *in, float *y) {
  const long columns = heads * head_size;
  for (long row = 0; row < rows; row++) {
    for (long head = 0; head < heads; head++) {
      const long column = head * head_size, at = row * columns + column;
      __m256 sum = _mm256_setzero_ps(), bonus = sum, square = sum;
      for (long j = 0; j < head_size; j += 8) {
        sum = _mm256_add_ps(sum, _mm256_loadu_ps(y + at + j));
        const __m256 rk = _mm256_mul_ps(_mm256_loadu_ps(in->receptance + at + j), _mm256_loadu_ps(in->key + at + j));
        bonus = _mm256_fmadd_ps(rk, _mm256_loadu_ps(in->bonus + column + j), bonus);
      }
      const __m256 mean = _mm256_set1_ps(sum_avx2(sum) / (float)head_size);
      for (long j = 0; j < head_size; j += 8) {
        const __m256 d = _mm256_sub_ps(_mm256_loadu_ps(y + at + j), mean);
        square = _mm256_fmadd_ps(d, d, square);
      }
      const __m256 scale = _mm256_set1_ps(1.0f / sqrtf(sum_avx2(square) / (float)head_size + in->epsilon));
      const __m256 b = _mm256_set1_ps(sum_avx2(bonus));
      for (long j = 0; j < head_size; j += 8) {
        const long i = at + j, c = column + j;
        __m256 v = _mm256_mul_ps(_mm256_sub_ps(_mm256_loadu_ps(y + i), mean), scale);
        v = _mm256_fmadd_ps(v, _mm256_loadu_ps(in->weight + c), _mm256_loadu_ps(in->bias + c));
        v = _mm256_fmadd_ps(b, _mm256_loadu_ps(in->value + i), v);
        _mm256_storeu_ps(y + i, _mm256_mul_ps(v, _mm256_loadu_ps(in->gate + i)));
      }
    }
  }
}

// One strip of 16 value indices (two vectors) of one head over all tokens. The state lies key index by key index,
// [head_size][16], so that both reductions over the key index run down the lanes; they are split over even and odd key
// indices (and four ways in the first) so that additions do not wait for each other.
KERNEL void ckernels_wkv_strip_avx2(long head_size, long lane, const ckernels_wkv *run) {
  const size_t bytes = (size_t)head_size * CKERNELS_WKV_LANES * sizeof(float);
  float *state = run->state;
  for (long t = 0; t < run->tokens; t++) {
    const int32_t load = run->load[t];
    if (load == -1) memset(state, 0, bytes);
    else if (load >= 0) memcpy(state, run->stack + load * head_size * CKERNELS_WKV_LANES, bytes);
    else if (load <= -3) memcpy(state, run->carried + (-3 - load) * run->carried_stride, bytes);
    const long at = t * run->stride;
    const float *removal = run->removal + at, *rate = run->removal_rate + at, *decay = run->decay + at;
    const float *key = run->key + at, *receptance = run->receptance + at;
    const __m256 zero = _mm256_setzero_ps();
    __m256 a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, d0 = zero, d1 = zero;
    long j = 0;
    for (; j + 4 <= head_size; j += 4) {
      const float *s = state + j * CKERNELS_WKV_LANES;
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
    __m256 y0 = zero, y1 = zero, z0 = zero, z1 = zero;
    for (j = 0; j + 2 <= head_size; j += 2) {
      float *s = state + j * CKERNELS_WKV_LANES;
      __m256 w = _mm256_broadcast_ss(decay + j), b = _mm256_broadcast_ss(rate + j), k = _mm256_broadcast_ss(key + j);
      __m256 r = _mm256_broadcast_ss(receptance + j);
      __m256 s0 = _mm256_fmadd_ps(v0, k, _mm256_fnmadd_ps(r0, b, _mm256_mul_ps(_mm256_loadu_ps(s), w)));
      __m256 s1 = _mm256_fmadd_ps(v1, k, _mm256_fnmadd_ps(r1, b, _mm256_mul_ps(_mm256_loadu_ps(s + 8), w)));
      _mm256_storeu_ps(s, s0);
      _mm256_storeu_ps(s + 8, s1);
      y0 = _mm256_fmadd_ps(s0, r, y0);
      y1 = _mm256_fmadd_ps(s1, r, y1);
      w = _mm256_broadcast_ss(decay + j + 1), b = _mm256_broadcast_ss(rate + j + 1);
      k = _mm256_broadcast_ss(key + j + 1), r = _mm256_broadcast_ss(receptance + j + 1);
      s0 = _mm256_fmadd_ps(v0, k, _mm256_fnmadd_ps(r0, b, _mm256_mul_ps(_mm256_loadu_ps(s + 16), w)));
      s1 = _mm256_fmadd_ps(v1, k, _mm256_fnmadd_ps(r1, b, _mm256_mul_ps(_mm256_loadu_ps(s + 24), w)));
      _mm256_storeu_ps(s + 16, s0);
      _mm256_storeu_ps(s + 24, s1);
      z0 = _mm256_fmadd_ps(s0, r, z0);
      z1 = _mm256_fmadd_ps(s1, r, z1);
    }
    _mm256_storeu_ps(run->out + at + lane, _mm256_add_ps(y0, z0));
    _mm256_storeu_ps(run->out + at + lane + 8, _mm256_add_ps(y1, z1));
    const int32_t save = run->save[t];
    if (save >= 0) memcpy(run->stack + save * head_size * CKERNELS_WKV_LANES, state, bytes);
    else if (save <= -3) memcpy(run->carried + (-3 - save) * run->carried_stride, state, bytes);
  }
}
#endif
