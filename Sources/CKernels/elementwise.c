#include "CKernels.h"

#if defined(__x86_64__)
#include "vector_math.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

#define KERNEL __attribute__((target("avx2,fma")))

KERNEL void ckernels_layer_norm_avx2(
    long rows, long columns, const float *x, const float *weight, const float *bias, float epsilon, float *out,
    uint8_t *flags) {
  for (long row = 0; row < rows; row++, x += columns, out += columns) {
    __m256 s0 = _mm256_setzero_ps(), s1 = s0;
    long c = 0;
    for (; c + 16 <= columns; c += 16) {
      s0 = _mm256_add_ps(s0, _mm256_loadu_ps(x + c));
      s1 = _mm256_add_ps(s1, _mm256_loadu_ps(x + c + 8));
    }
    if (c < columns) s0 = _mm256_add_ps(s0, _mm256_loadu_ps(x + c));
    const float mean = sum_avx2(_mm256_add_ps(s0, s1)) / (float)columns;
    const __m256 m = _mm256_set1_ps(mean);
    // Squares are divided before they are summed, so that only a variance which overflows itself does.
    const __m256 share = _mm256_set1_ps(1.0f / (float)columns);
    s0 = s1 = _mm256_setzero_ps();
    for (c = 0; c + 16 <= columns; c += 16) {
      const __m256 d0 = _mm256_sub_ps(_mm256_loadu_ps(x + c), m);
      const __m256 d1 = _mm256_sub_ps(_mm256_loadu_ps(x + c + 8), m);
      s0 = _mm256_fmadd_ps(_mm256_mul_ps(d0, d0), share, s0);
      s1 = _mm256_fmadd_ps(_mm256_mul_ps(d1, d1), share, s1);
    }
    if (c < columns) {
      const __m256 d0 = _mm256_sub_ps(_mm256_loadu_ps(x + c), m);
      s0 = _mm256_fmadd_ps(_mm256_mul_ps(d0, d0), share, s0);
    }
    const float variance = sum_avx2(_mm256_add_ps(s0, s1));
    const float scale = 1.0f / sqrtf(variance + epsilon);
    const __m256 k = _mm256_set1_ps(scale);
    for (c = 0; c < columns; c += 8) {
      const __m256 d = _mm256_mul_ps(_mm256_sub_ps(_mm256_loadu_ps(x + c), m), k);
      _mm256_storeu_ps(out + c, _mm256_fmadd_ps(d, _mm256_loadu_ps(weight + c), _mm256_loadu_ps(bias + c)));
    }
    if (!isfinite(variance)) {
      int finite = 1;
      for (c = 0; c < columns; c++) finite &= isfinite(x[c]) != 0;
      flags[row] |= finite ? CKERNELS_ROW_VARIANCE_OVERFLOW : CKERNELS_ROW_NON_FINITE;
    }
  }
}

KERNEL void ckernels_shift_mix_avx2(
    long first, long rows, long columns, const float *x, const int32_t *parent, const float *before_root, long mixes,
    const float *const *mix, float *const *out) {
  for (long row = 0; row < rows; row++) {
    const float *current = x + (first + row) * columns;
    const int32_t p = parent[first + row];
    const float *previous =
        p >= 0 ? x + (long)p * columns : before_root ? before_root + (-1L - p) * columns : NULL;
    for (long c = 0; c < columns; c += 8) {
      const __m256 now = _mm256_loadu_ps(current + c);
      const __m256 d = _mm256_sub_ps(previous ? _mm256_loadu_ps(previous + c) : _mm256_setzero_ps(), now);
      for (long i = 0; i < mixes; i++)
        _mm256_storeu_ps(out[i] + row * columns + c, _mm256_fmadd_ps(d, _mm256_loadu_ps(mix[i] + c), now));
    }
  }
}

// Applies a function of eight lanes to any number of values; the tail goes through a padded buffer.
#define IN_PLACE(NAME, EXPRESSION)                                                                                    \
  KERNEL void NAME(long count, float *x) {                                                                            \
    long i = 0;                                                                                                       \
    for (; i + 8 <= count; i += 8) {                                                                                  \
      const __m256 value = _mm256_loadu_ps(x + i);                                                                    \
      _mm256_storeu_ps(x + i, EXPRESSION);                                                                            \
    }                                                                                                                 \
    if (i < count) {                                                                                                  \
      float tail[8] = {0};                                                                                            \
      memcpy(tail, x + i, (size_t)(count - i) * sizeof(float));                                                       \
      const __m256 value = _mm256_loadu_ps(tail);                                                                     \
      _mm256_storeu_ps(tail, EXPRESSION);                                                                             \
      memcpy(x + i, tail, (size_t)(count - i) * sizeof(float));                                                       \
    }                                                                                                                 \
  }

AVX2 __m256 relu_squared_avx2(__m256 x) {
  // max with the value second lets a NaN pass.
  const __m256 positive = _mm256_max_ps(_mm256_setzero_ps(), x);
  return _mm256_mul_ps(positive, positive);
}

IN_PLACE(ckernels_tanh_avx2, tanh_avx2(value))
IN_PLACE(ckernels_sigmoid_avx2, sigmoid_avx2(value))
IN_PLACE(ckernels_relu_squared_avx2, relu_squared_avx2(value))

// Running maximum, sum of exp(logit - maximum) and argmax over one chunk of a row of logits.
KERNEL void ckernels_softmax_update_avx2(
    long count, const float *logits, long first_index, float *maximum, double *sum, long *argmax) {
  float best = -INFINITY;
  long i = 0;
  __m256 m = _mm256_set1_ps(-INFINITY);
  __m256 unordered = _mm256_setzero_ps();
  for (; i + 8 <= count; i += 8) {
    const __m256 value = _mm256_loadu_ps(logits + i);
    unordered = _mm256_or_ps(unordered, _mm256_cmp_ps(value, value, _CMP_UNORD_Q));
    m = _mm256_max_ps(m, value);
  }
  float lanes[8];
  _mm256_storeu_ps(lanes, m);
  for (int l = 0; l < 8; l++) if (lanes[l] > best) best = lanes[l];
  int nan = _mm256_movemask_ps(unordered) != 0;
  for (; i < count; i++) {
    nan |= isnan(logits[i]);
    if (logits[i] > best) best = logits[i];
  }
  if (nan || isinf(best) || isnan(*sum)) {
    *sum = NAN;
    return;
  }
  if (best > *maximum) {
    *sum *= exp((double)*maximum - (double)best);
    *maximum = best;
    for (i = 0; i < count; i++)
      if (logits[i] == best) {
        *argmax = first_index + i;
        break;
      }
  }
  const __m256 shift = _mm256_set1_ps(*maximum);
  double total = 0;
  for (i = 0; i + 8 <= count;) {
    // Short runs in fp32, their sums in double.
    __m256 part = _mm256_setzero_ps();
    for (long end = i + 512; i + 8 <= count && i < end; i += 8)
      part = _mm256_add_ps(part, exp_avx2(_mm256_sub_ps(_mm256_loadu_ps(logits + i), shift)));
    total += (double)sum_avx2(part);
  }
  for (; i < count; i++) total += exp((double)logits[i] - (double)*maximum);
  *sum += total;
}
#endif
