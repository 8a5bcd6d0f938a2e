// The kernels for NEON, which every 64-bit Arm processor has.
#if defined(__aarch64__)
#define LANES 4
#define TABLE ckernels_neon
#include "kernels.h"
#endif
