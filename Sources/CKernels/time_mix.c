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
#endif
