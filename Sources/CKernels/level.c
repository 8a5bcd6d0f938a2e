#include "CKernels.h"

extern const ckernels_table ckernels_neon, ckernels_avx2, ckernels_avx512;

int ckernels_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    const int wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                     __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    return wide ? CKERNELS_AVX512 : CKERNELS_AVX2;
  }
#elif defined(__aarch64__)
  return CKERNELS_NEON;
#endif
  return CKERNELS_PLAIN;
}

const ckernels_table *ckernels_table_of(int level) {
  switch (level) {
#if defined(__x86_64__)
  case CKERNELS_AVX2: return &ckernels_avx2;
  case CKERNELS_AVX512: return &ckernels_avx512;
#elif defined(__aarch64__)
  case CKERNELS_NEON: return &ckernels_neon;
#endif
  default: return 0;
  }
}

#if defined(__x86_64__)
#include <xmmintrin.h>

// MXCSR: flush results that are subnormal to zero (bit 15), take subnormal operands for zero (bit 6).
uint64_t ckernels_flush_subnormals(void) {
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040u);
  return before;
}

void ckernels_restore_subnormals(uint64_t before) { _mm_setcsr((unsigned)before); }
#elif defined(__aarch64__)
// FPCR: flush to zero (bit 24).
uint64_t ckernels_flush_subnormals(void) {
  uint64_t before;
  __asm__ volatile("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile("msr fpcr, %0" : : "r"(before | (1ull << 24)));
  return before;
}

void ckernels_restore_subnormals(uint64_t before) { __asm__ volatile("msr fpcr, %0" : : "r"(before)); }
#else
uint64_t ckernels_flush_subnormals(void) { return 0; }
void ckernels_restore_subnormals(uint64_t before) { (void)before; }
#endif

#if defined(__GLIBC__)
#include <malloc.h>

void ckernels_keep_freed_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
}
#else
void ckernels_keep_freed_memory(void) {}
#endif
