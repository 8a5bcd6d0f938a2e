// SIMD kernels for processors whose features are found at run time. Each has a plain Swift twin of the same meaning in
// RWKVKernels, where its contract is written down. All matrices are row-major fp32.
#pragma once
#include <stdint.h>

// Instruction sets.
enum { CKERNELS_PLAIN = 0, CKERNELS_AVX2 = 1, CKERNELS_AVX512 = 2 };

// The best instruction set of this processor that kernels exist for.
int ckernels_best_level(void);

// Makes this thread treat subnormal numbers as zero, and undoes it with what that returned.
uint64_t ckernels_flush_subnormals(void);
void ckernels_restore_subnormals(uint64_t before);

// Flags that the norms raise for a row.
enum { CKERNELS_ROW_NON_FINITE = 1, CKERNELS_ROW_VARIANCE_OVERFLOW = 2 };

#if defined(__x86_64__)

// Lanes of one strip of a WKV state: value indices that are updated together.
enum { CKERNELS_WKV_LANES = 16 };

void ckernels_layer_norm_avx2(
    long rows, long columns, const float *x, const float *weight, const float *bias, float epsilon, float *out,
    uint8_t *flags);

void ckernels_shift_mix_avx2(
    long first, long rows, long columns, const float *x, const int32_t *parent, const float *before_root, long mixes,
    const float *const *mix, float *const *out);

void ckernels_tanh_avx2(long count, float *x);
void ckernels_sigmoid_avx2(long count, float *x);
void ckernels_relu_squared_avx2(long count, float *x);

typedef struct {
  const float *decay_bias, *rate_bias, *value_bias; // w0, a0, v0
  const float *removal_scale, *replacement_scale;   // k_k, k_a
  const float *value_gate, *first_value;            // LoRA output and v_first; NULL: no value residual
  float *decay, *rate, *key, *value, *removal_key;  // in: w, a (LoRA outputs), k, v; out: w, kk*a, k~, v, kk
} ckernels_gates;

void ckernels_time_mix_gates_avx2(long rows, long heads, long head_size, const ckernels_gates *gates);

typedef struct {
  const float *weight, *bias, *bonus;               // ln_x, r_k
  const float *receptance, *key, *value, *gate;     // r, k~, v, g
  float epsilon;
} ckernels_output;

void ckernels_time_mix_output_avx2(long rows, long heads, long head_size, const ckernels_output *in, float *y);

typedef struct {
  long tokens, stride;                              // rows, and floats from one row to the next
  const float *receptance, *decay, *key, *value, *removal, *removal_rate; // r, w, k~, v, kk, kk*a at the head's first column
  float *out;                                       // y at the head's first column
  const int32_t *load, *save;                       // per token: see WKVPlan
  float *state;                                     // [strips][head_size][16]
  float *stack;                                     // [slots][strips][head_size][16]
  float *carried;                                   // of these strips, chain after chain
  long carried_stride;                              // floats from one chain to the next
} ckernels_wkv;

// Strips from a lane on; head_size a multiple of 16.
void ckernels_wkv_avx2(long head_size, long lane, long strips, const ckernels_wkv *run);
void ckernels_wkv_avx512(long head_size, long lane, long strips, const ckernels_wkv *run);

void ckernels_softmax_update_avx2(
    long count, const float *logits, long first_index, float *maximum, double *sum, long *argmax);

#endif
