// A vector of LANES fp32 values and elementary functions of it, for whatever instruction set the including file is
// compiled for. NaN goes in and comes out.
//
// exp: range reduction by ln 2 in two parts and a polynomial of degree 5 (coefficients as in Cephes, expf.c).
// tanh: polynomial below 0.625 (Cephes, tanhf.c), 1 - 2 / (exp(2|x|) + 1) above.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef float lanes __attribute__((ext_vector_type(LANES)));
typedef int32_t bits __attribute__((ext_vector_type(LANES)));
typedef float unaligned_lanes __attribute__((ext_vector_type(LANES), aligned(4)));

#define INLINE __attribute__((always_inline)) static inline

INLINE lanes load(const float *p) { return *(const unaligned_lanes *)p; }
INLINE void store(float *p, lanes x) { *(unaligned_lanes *)p = x; }
INLINE lanes fma_lanes(lanes a, lanes b, lanes c) { return __builtin_elementwise_fma(a, b, c); }

INLINE float sum_lanes(lanes x) {
  float part[LANES];
  store(part, x);
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) part[i] += part[i + half];
  return part[0];
}

INLINE lanes exp_lanes(lanes x) {
  // A NaN compares false and passes.
  x = x > 88.3762589f ? (lanes)88.3762589f : x;
  x = x < -87.3365448f ? (lanes)-87.3365448f : x;
  // Adding 3 * 2^22 rounds to the nearest integer, which then stands in the low bits.
  const lanes shifted = fma_lanes(x, (lanes)1.44269504f, (lanes)12582912.0f);
  const lanes n = shifted - 12582912.0f;
  lanes r = fma_lanes(n, (lanes)-0.693359375f, x);
  r = fma_lanes(n, (lanes)2.12194440e-4f, r);
  lanes p = fma_lanes((lanes)1.9875691500e-4f, r, (lanes)1.3981999507e-3f);
  p = fma_lanes(p, r, (lanes)8.3334519073e-3f);
  p = fma_lanes(p, r, (lanes)4.1665795894e-2f);
  p = fma_lanes(p, r, (lanes)1.6666665459e-1f);
  p = fma_lanes(p, r, (lanes)5.0000001201e-1f);
  p = fma_lanes(p, r * r, r + 1.0f);
  bits exponent;
  memcpy(&exponent, &shifted, sizeof exponent);
  exponent = (bits)(((exponent - 0x4b400000) + 127) << 23);
  lanes scale;
  memcpy(&scale, &exponent, sizeof scale);
  return p * scale;
}

INLINE lanes sigmoid_lanes(lanes x) { return 1.0f / (1.0f + exp_lanes(-x)); }

INLINE lanes tanh_lanes(lanes x) {
  const lanes magnitude = __builtin_elementwise_abs(x);
  lanes large = 1.0f - 2.0f / (exp_lanes(magnitude + magnitude) + 1.0f);
  large = __builtin_elementwise_copysign(large, x);
  const lanes z = x * x;
  lanes p = fma_lanes((lanes)-5.70498872745e-3f, z, (lanes)2.06390887954e-2f);
  p = fma_lanes(p, z, (lanes)-5.37397155531e-2f);
  p = fma_lanes(p, z, (lanes)1.33314422036e-1f);
  p = fma_lanes(p, z, (lanes)-3.33332819422e-1f);
  const lanes small = fma_lanes(p * z, x, x);
  return magnitude < 0.625f ? small : large;
}

INLINE lanes relu_squared_lanes(lanes x) {
  const lanes positive = x < 0.0f ? (lanes)0.0f : x;
  return positive * positive;
}

INLINE lanes relu_lanes(lanes x) { return x < 0.0f ? (lanes)0.0f : x; }

// x sigmoid(u). Below -87.3 exp(-u) is more than exp_lanes gives, and the product less than any sum notices.
INLINE lanes gated_lanes(lanes x, lanes u) {
  const lanes product = x * sigmoid_lanes(u);
  return u < -87.3f ? (lanes)0.0f : product;
}

INLINE lanes silu_lanes(lanes x) { return gated_lanes(x, x); }

// x / 2 (1 + tanh u) is x sigmoid(2 u).
INLINE lanes gelu_tanh_lanes(lanes x) { return gated_lanes(x, 1.5957692f * (x + 0.044715f * x * x * x)); }
