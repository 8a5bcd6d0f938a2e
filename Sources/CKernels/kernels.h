// The kernels of CKernels.h on LANES lanes. Included once for every instruction set, which defines LANES and TABLE.
#include "CKernels.h"
#include "lanes.h"

static void layer_norm(
    long rows, long columns, const float *x, const float *weight, const float *bias, float epsilon, float *out,
    uint8_t *flags) {
  // Squares are divided before they are summed, so that only a variance which overflows itself does.
  const float share = 1.0f / (float)columns;
  for (long row = 0; row < rows; row++, x += columns, out += columns) {
    lanes s0 = 0.0f, s1 = 0.0f;
    long c = 0;
    for (; c + 2 * LANES <= columns; c += 2 * LANES) {
      s0 += load(x + c);
      s1 += load(x + c + LANES);
    }
    if (c < columns) s0 += load(x + c);
    const float mean = sum_lanes(s0 + s1) / (float)columns;
    s0 = s1 = 0.0f;
    for (c = 0; c + 2 * LANES <= columns; c += 2 * LANES) {
      const lanes d0 = load(x + c) - mean, d1 = load(x + c + LANES) - mean;
      s0 = fma_lanes(d0 * d0, (lanes)share, s0);
      s1 = fma_lanes(d1 * d1, (lanes)share, s1);
    }
    if (c < columns) {
      const lanes d = load(x + c) - mean;
      s0 = fma_lanes(d * d, (lanes)share, s0);
    }
    const float variance = sum_lanes(s0 + s1);
    const float scale = 1.0f / sqrtf(variance + epsilon);
    for (c = 0; c < columns; c += LANES)
      store(out + c, fma_lanes((load(x + c) - mean) * scale, load(weight + c), load(bias + c)));
    if (!isfinite(variance)) {
      int finite = 1;
      for (c = 0; c < columns; c++) finite &= isfinite(x[c]) != 0;
      flags[row] |= finite ? CKERNELS_ROW_VARIANCE_OVERFLOW : CKERNELS_ROW_NON_FINITE;
    }
  }
}

// The number of mixes is a constant where this is called, so that the loop over them unrolls.
INLINE void shift_mix_row(
    const float *now, const float *previous, long columns, const int mixes, const float *const *mix,
    float *const *out, long at) {
  for (long c = 0; c < columns; c += LANES) {
    const lanes x = load(now + c);
    const lanes d = (previous ? load(previous + c) : (lanes)0.0f) - x;
    for (int i = 0; i < mixes; i++) store(out[i] + at + c, fma_lanes(d, load(mix[i] + c), x));
  }
}

// The row before in the token forest; NULL for zeros.
INLINE const float *previous_row(
    long row, long columns, const float *x, const int32_t *parent, const float *before_root) {
  const int32_t p = parent[row];
  return p >= 0 ? x + (long)p * columns : before_root ? before_root + (-1L - p) * columns : NULL;
}

static void shift_mix(
    long first, long rows, long columns, const float *x, const int32_t *parent, const float *before_root, long mixes,
    const float *const *mix, float *const *out) {
  for (long row = 0; row < rows; row++) {
    const float *now = x + (first + row) * columns;
    const float *previous = previous_row(first + row, columns, x, parent, before_root);
    if (mixes == 6) shift_mix_row(now, previous, columns, 6, mix, out, row * columns);
    else
      for (long i = 0; i < mixes; i++) shift_mix_row(now, previous, columns, 1, mix + i, out + i, row * columns);
  }
}

static void shift_mix_by(
    long first, long rows, long columns, const float *x, const int32_t *parent, const float *before_root, long mixes,
    const float *const *mix, float *const *out) {
  for (long row = 0; row < rows; row++) {
    const float *now = x + (first + row) * columns;
    const float *previous = previous_row(first + row, columns, x, parent, before_root);
    for (long i = 0; i < mixes; i++)
      for (long c = 0; c < columns; c += LANES) {
        float *o = out[i] + row * columns + c;
        const lanes d = (previous ? load(previous + c) : (lanes)0.0f) - load(now + c);
        store(o, fma_lanes(d, load(mix[i] + c) + load(o), load(now + c)));
      }
  }
}

// Applies a function of lanes to any number of values; the tail goes through a padded buffer.
#define IN_PLACE(NAME)                                                                                                \
  static void NAME##_all(long count, float *x) {                                                                      \
    long i = 0;                                                                                                       \
    for (; i + LANES <= count; i += LANES) store(x + i, NAME##_lanes(load(x + i)));                                   \
    if (i < count) {                                                                                                  \
      float tail[LANES] = {0};                                                                                        \
      memcpy(tail, x + i, (size_t)(count - i) * sizeof(float));                                                       \
      store(tail, NAME##_lanes(load(tail)));                                                                          \
      memcpy(x + i, tail, (size_t)(count - i) * sizeof(float));                                                       \
    }                                                                                                                 \
  }

IN_PLACE(tanh)
IN_PLACE(sigmoid)
IN_PLACE(relu_squared)
IN_PLACE(relu)
IN_PLACE(silu)
IN_PLACE(gelu_tanh)

static void add(long count, float *x, const float *term) {
  long i = 0;
  for (; i + LANES <= count; i += LANES) store(x + i, load(x + i) + load(term + i));
  for (; i < count; i++) x[i] += term[i];
}

static void multiply(long count, float *x, const float *factor) {
  long i = 0;
  for (; i + LANES <= count; i += LANES) store(x + i, load(x + i) * load(factor + i));
  for (; i < count; i++) x[i] *= factor[i];
}

static void decay(long rows, long columns, const float *bias, float *x) {
  for (long row = 0; row < rows; row++, x += columns)
    for (long c = 0; c < columns; c += LANES) store(x + c, exp_lanes(-exp_lanes(load(x + c) + load(bias + c))));
}

static void check_finite(long rows, long columns, const float *x, uint8_t *flags) {
  for (long row = 0; row < rows; row++, x += columns) {
    // x - x is zero for a finite x and NaN otherwise.
    lanes sum = 0.0f;
    for (long c = 0; c < columns; c += LANES) {
      const lanes value = load(x + c);
      sum += value - value;
    }
    if (sum_lanes(sum) != 0.0f) flags[row] |= CKERNELS_ROW_NON_FINITE;
  }
}

static void time_mix_gates(long rows, long heads, long head_size, const ckernels_gates *gates) {
  const long columns = heads * head_size;
  for (long row = 0; row < rows; row++) {
    for (long head = 0; head < heads; head++) {
      const long column = head * head_size, at = row * columns + column;
      lanes norm = 0.0f;
      for (long j = 0; j < head_size; j += LANES) {
        const lanes u = load(gates->key + at + j) * load(gates->removal_scale + column + j);
        norm = fma_lanes(u, u, norm);
      }
      const float inverse = 1.0f / fmaxf(sqrtf(sum_lanes(norm)), 1e-12f);
      for (long j = 0; j < head_size; j += LANES) {
        const long i = at + j, c = column + j;
        const lanes decay = sigmoid_lanes(load(gates->decay + i) + load(gates->decay_bias + c));
        store(gates->decay + i, exp_lanes(decay * -0.60653066f)); // -exp(-1/2)
        const lanes rate = sigmoid_lanes(load(gates->rate + i) + load(gates->rate_bias + c));
        const lanes key = load(gates->key + i);
        const lanes removal = key * load(gates->removal_scale + c) * inverse;
        store(gates->removal_key + i, removal);
        store(gates->rate + i, removal * rate);
        store(gates->key + i, key * fma_lanes(rate - 1.0f, load(gates->replacement_scale + c), (lanes)1.0f));
        if (gates->first_value) {
          const lanes value = load(gates->value + i);
          const lanes mix = sigmoid_lanes(load(gates->value_gate + i) + load(gates->value_bias + c));
          store(gates->value + i, fma_lanes(load(gates->first_value + i) - value, mix, value));
        }
      }
    }
  }
}

static void time_mix_output(long rows, long heads, long head_size, const ckernels_output *in, float *y) {
  const long columns = heads * head_size;
  for (long row = 0; row < rows; row++) {
    for (long head = 0; head < heads; head++) {
      const long column = head * head_size, at = row * columns + column;
      lanes sum = 0.0f, bonus = 0.0f, square = 0.0f;
      for (long j = 0; j < head_size; j += LANES) {
        sum += load(y + at + j);
        const lanes rk = load(in->receptance + at + j) * load(in->key + at + j);
        bonus = fma_lanes(rk, load(in->bonus + column + j), bonus);
      }
      const float mean = sum_lanes(sum) / (float)head_size;
      for (long j = 0; j < head_size; j += LANES) {
        const lanes d = load(y + at + j) - mean;
        square = fma_lanes(d, d, square);
      }
      const float scale = 1.0f / sqrtf(sum_lanes(square) / (float)head_size + in->epsilon);
      const float b = sum_lanes(bonus);
      for (long j = 0; j < head_size; j += LANES) {
        const long i = at + j, c = column + j;
        lanes v = fma_lanes((load(y + i) - mean) * scale, load(in->weight + c), load(in->bias + c));
        v = fma_lanes((lanes)b, load(in->value + i), v);
        store(y + i, v * load(in->gate + i));
      }
    }
  }
}

// Running maximum, sum of exp(logit - maximum) and argmax over one chunk of a row of logits.
static void softmax_update(
    long count, const float *logits, long first_index, float *maximum, double *sum, long *argmax) {
  float best = -INFINITY;
  long i = 0;
  lanes m = -INFINITY, unordered = 0.0f;
  for (; i + LANES <= count; i += LANES) {
    const lanes value = load(logits + i);
    unordered = value != value ? (lanes)1.0f : unordered;
    m = value > m ? value : m;
  }
  float part[LANES];
  store(part, m);
  for (int l = 0; l < LANES; l++)
    if (part[l] > best) best = part[l];
  int nan = sum_lanes(unordered) != 0.0f;
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
  double total = 0;
  for (i = 0; i + LANES <= count;) {
    // Short runs in fp32, their sums in double.
    lanes run = 0.0f;
    for (long end = i + 512; i + LANES <= count && i < end; i += LANES) run += exp_lanes(load(logits + i) - *maximum);
    total += (double)sum_lanes(run);
  }
  for (; i < count; i++) total += exp((double)logits[i] - (double)*maximum);
  *sum += total;
}

#include "wkv.h"

const ckernels_table TABLE = {
    .lanes = LANES,
    .layer_norm = layer_norm,
    .shift_mix = shift_mix,
    .shift_mix_by = shift_mix_by,
    .tanh = tanh_all,
    .sigmoid = sigmoid_all,
    .relu_squared = relu_squared_all,
    .relu = relu_all,
    .silu = silu_all,
    .gelu_tanh = gelu_tanh_all,
    .time_mix_gates = time_mix_gates,
    .time_mix_output = time_mix_output,
    .decay = decay,
    .wkv = wkv,
    .wkv6 = wkv6,
    .wkv4 = wkv4,
    .softmax_update = softmax_update,
    .add = add,
    .multiply = multiply,
    .check_finite = check_finite,
};
