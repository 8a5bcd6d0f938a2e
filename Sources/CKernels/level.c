#include "CKernels.h"

int ckernels_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return CKERNELS_AVX2;
#endif
  return CKERNELS_PLAIN;
}
