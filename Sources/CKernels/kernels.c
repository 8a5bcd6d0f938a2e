void rwkv_kernels_placeholder(void) {}
