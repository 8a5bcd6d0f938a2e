// SIMD kernels for instruction sets that are found at run time. Each has a plain Swift twin of the same meaning in
// RWKVKernels, where its contract is written down. All matrices are row-major fp32.
#pragma once
#include <stdint.h>

// Instruction sets.
enum { CKERNELS_PLAIN = 0, CKERNELS_NEON = 1, CKERNELS_AVX2 = 2, CKERNELS_AVX512 = 3 };

// The best instruction set of this processor that kernels exist for.
int ckernels_best_level(void);

// Makes this thread treat subnormal numbers as zero, and undoes it with what that returned.
uint64_t ckernels_flush_subnormals(void);
void ckernels_restore_subnormals(uint64_t before);

// Makes the allocator keep what is freed for what is allocated next: matrices of tens of megabytes come and go with every
// layer, and pages fresh from the kernel cost more than what is written into them.
void ckernels_keep_freed_memory(void);

// Flags that the norms and the check raise for a row.
enum { CKERNELS_ROW_NON_FINITE = 1, CKERNELS_ROW_VARIANCE_OVERFLOW = 2 };

// Lanes of one strip of a WKV state: value indices that are updated together.
enum { CKERNELS_WKV_LANES = 16 };
// The widest head that the WKV kernels take.
enum { CKERNELS_WKV_WIDEST_HEAD = 256 };

typedef struct {
  const float *decay_bias, *rate_bias, *value_bias; // w0, a0, v0
  const float *removal_scale, *replacement_scale;   // k_k, k_a
  const float *value_gate, *first_value;            // LoRA output and v_first; NULL: no value residual
  float *decay, *rate, *key, *value, *removal_key;  // in: w, a (LoRA outputs), k, v; out: w, kk*a, k~, v, kk
} ckernels_gates;

typedef struct {
  const float *weight, *bias, *bonus;               // ln_x, r_k
  const float *receptance, *key, *value, *gate;     // r, k~, v, g
  float epsilon;
} ckernels_output;

typedef struct {
  // RWKV-5 and 6 have no removal; for RWKV-4, whose receptance is not read, decay is one row for all tokens.
  long tokens, stride;                              // rows, and floats from one row to the next
  const float *receptance, *decay, *key, *value, *removal, *removal_rate; // r, w, k~, v, kk, kk*a at the head's first column
  float *out;                                       // y at the head's first column
  const int32_t *load, *save;                       // per token: see WKVPlan
  float *state;                                     // [strips][head_size][16]
  float *stack;                                     // [slots][strips][head_size][16]
  float *carried;                                   // of these strips, chain after chain
  long carried_stride;                              // floats from one chain to the next
  const float *bonus;                               // u at the head's first column; RWKV-4 to 6
} ckernels_wkv;

// The kernels of one instruction set. Columns and head sizes are multiples of `lanes`; counts are any number.
typedef struct {
  long lanes;
  void (*layer_norm)(
      long rows, long columns, const float *x, const float *weight, const float *bias, float epsilon, float *out,
      uint8_t *flags);
  void (*shift_mix)(
      long first, long rows, long columns, const float *x, const int32_t *parent, const float *before_root, long mixes,
      const float *const *mix, float *const *out);
  // Here `out` holds on entry what is added to the mixes, row by row.
  void (*shift_mix_by)(
      long first, long rows, long columns, const float *x, const int32_t *parent, const float *before_root, long mixes,
      const float *const *mix, float *const *out);
  void (*tanh)(long count, float *x);
  void (*sigmoid)(long count, float *x);
  void (*relu_squared)(long count, float *x);
  void (*relu)(long count, float *x);
  void (*silu)(long count, float *x);
  void (*gelu_tanh)(long count, float *x);
  void (*time_mix_gates)(long rows, long heads, long head_size, const ckernels_gates *gates);
  void (*time_mix_output)(long rows, long heads, long head_size, const ckernels_output *in, float *y);
  void (*decay)(long rows, long columns, const float *bias, float *x);
  // Strips from a lane on; head_size a multiple of 16, at most CKERNELS_WKV_WIDEST_HEAD.
  void (*wkv)(long head_size, long lane, long strips, const ckernels_wkv *run);
  void (*wkv6)(long head_size, long lane, long strips, const ckernels_wkv *run);
  void (*wkv4)(long lane, long strips, const ckernels_wkv *run); // state of a strip: [3][16]
  void (*softmax_update)(
      long count, const float *logits, long first_index, float *maximum, double *sum, long *argmax);
  void (*add)(long count, float *x, const float *term);
  void (*multiply)(long count, float *x, const float *factor);
  void (*check_finite)(long rows, long columns, const float *x, uint8_t *flags);
} ckernels_table;

// The kernels of an instruction set that this processor has; NULL for CKERNELS_PLAIN.
const ckernels_table *ckernels_table_of(int level);

// Threads that wait for loops to share. Between two loops that follow closely they spin, so that a loop may be short.
typedef struct ckernels_team ckernels_team;

// A team of `workers` threads, the caller of a loop among them; NULL where a thread cannot be had.
ckernels_team *ckernels_team_create(long workers);
void ckernels_team_destroy(ckernels_team *team);

// Calls `body` once for every item, in ascending order of their starts, on up to `workers` threads, and waits for all.
// Item first + i starts once the items 0 to i of the `first` first ones have ended; 0 for a loop without such stages.
// While another thread runs a loop on the same team, and where `team` is NULL, the caller does all items itself.
void ckernels_team_run(
    ckernels_team *team, long items, long first, void (*body)(void *context, long item, long worker), void *context);
